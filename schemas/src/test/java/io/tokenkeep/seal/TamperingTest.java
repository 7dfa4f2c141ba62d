package io.tokenkeep.seal;

import static io.tokenkeep.seal.TestKeys.ACCOUNT;
import static io.tokenkeep.seal.TestKeys.SECRET;
import static io.tokenkeep.seal.TestKeys.jwk;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TamperingTest {

    private static final KeySet KEYS = TestKeys.set(jwk("k1", "active"));
    private static final String SEALED = seal(SECRET);

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Opener opener = new Opener(KEYS, Purpose.ACCESS_TOKEN);

    static Stream<Arguments> touched() {
        String[] other = seal("another secret").split("\\.", -1);
        return Stream.of(
                Arguments.of("header says the same in other words", 0, encode(spaced(parts()[0]))),
                Arguments.of("an encrypted key appears", 1, encode(TestKeys.bytes("k1"))),
                Arguments.of("nonce of another text", 2, other[2]),
                Arguments.of("nonce cut", 2, encode(new byte[11])),
                Arguments.of("nonce long", 2, encode(new byte[16])),
                Arguments.of("nonce empty", 2, ""),
                Arguments.of("ciphertext of another text", 3, other[3]),
                Arguments.of("ciphertext cut", 3, parts()[3].substring(4)),
                Arguments.of("ciphertext empty", 3, ""),
                Arguments.of("ciphertext with a strange character", 3, parts()[3] + "!"),
                Arguments.of("ciphertext with a line break", 3, parts()[3] + "\n"),
                Arguments.of("tag of another text", 4, other[4]),
                Arguments.of("tag cut to 96 bits", 4, parts()[4].substring(0, 16)),
                Arguments.of("tag padded", 4, parts()[4] + "=="),
                Arguments.of("tag empty", 4, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("touched")
    void touchedPartIsRefused(String what, int part, String replacement) {
        String[] parts = parts();
        parts[part] = replacement;

        SealRefusal.of(opener, String.join(".", parts));
    }

    @ParameterizedTest(name = "part {0}")
    @MethodSource("encodedParts")
    void everyFlippedBitIsRefused(int part) {
        byte[] bytes = Base64.getUrlDecoder().decode(parts()[part]);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            String[] parts = parts();
            parts[part] = encode(flipped);

            SealRefusal.of(opener, String.join(".", parts));
        }
    }

    static Stream<Integer> encodedParts() {
        return Stream.of(0, 2, 3, 4);
    }

    /** RFC 4648 3.5: decoders drop the bits that no byte needs, so two texts would be the same. */
    @ParameterizedTest(name = "part {0}")
    @ValueSource(ints = {3, 4})
    void everyOtherSpellingOfTheSameBytesIsRefused(int part) {
        String[] parts = parts();
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        int others = 0;
        for (int i = 0; i < ALPHABET.length(); i++) {
            String spelling = parts[part].substring(0, parts[part].length() - 1) + ALPHABET.charAt(i);
            if (!spelling.equals(parts[part])
                    && Arrays.equals(bytes, Base64.getUrlDecoder().decode(spelling))) {
                String[] touched = parts();
                touched[part] = spelling;
                SealRefusal.of(opener, String.join(".", touched));
                others++;
            }
        }
        assertThat(others).isPositive();
    }

    @Test
    void byteMovedFromTheTagToTheCiphertextIsRefused() {
        String[] parts = parts();
        byte[] ciphertext = Base64.getUrlDecoder().decode(parts[3]);
        byte[] tag = Base64.getUrlDecoder().decode(parts[4]);
        byte[] longer = Arrays.copyOf(ciphertext, ciphertext.length + 1);
        longer[ciphertext.length] = tag[0];
        parts[3] = encode(longer);
        parts[4] = encode(Arrays.copyOfRange(tag, 1, tag.length));

        SealRefusal.of(opener, String.join(".", parts));
    }

    private static String[] parts() {
        return SEALED.split("\\.", -1);
    }

    private static String seal(String secret) {
        return new Sealer(KEYS, Purpose.ACCESS_TOKEN).seal(ACCOUNT, secret);
    }

    private static byte[] spaced(String header) {
        return (new String(Base64.getUrlDecoder().decode(header), UTF_8) + " ").getBytes(UTF_8);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
