package io.tokenkeep.callback;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that differ from one in base64url by one character. */
public final class Touched {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Touched() {}

    /** One for each place; the highest bit is turned, for the lowest ones of a last character may mean nothing. */
    public static Stream<String> each(String text) {
        return IntStream.range(0, text.length()).mapToObj(i -> {
            int value = ALPHABET.indexOf(text.charAt(i));
            char other = value < 0 ? 'A' : ALPHABET.charAt(value ^ 32);
            return text.substring(0, i) + other + text.substring(i + 1);
        });
    }
}
