package io.tokenkeep.cli.output;

/** Texts of the server without anything that a terminal takes for a command, and without what turns the order of letters. */
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** For one line: line breaks and tabs are replaced, too. */
    public static String line(String text) {
        return clean(text, false);
    }

    /** For a table of CSV: line breaks and tabs stay. */
    public static String lines(String text) {
        return clean(text, true);
    }

    private static String clean(String text, boolean withBreaks) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean isBreak = letter == '\n' || letter == '\r' || letter == '\t';
            clean.append(isBreak ? withBreaks ? letter : ' ' : isCommand(letter) ? REPLACEMENT : letter);
        }
        return clean.toString();
    }

    /**
     * The same JSON with such characters as escapes. Below U+0020 JSON allows none in a text, and an escape there stays one, so
     * every program reads the same.
     */
    public static String json(String json) {
        StringBuilder clean = new StringBuilder(json.length());
        for (int at = 0; at < json.length(); at++) {
            char letter = json.charAt(at);
            if (letter >= ' ' && isCommand(letter)) {
                clean.append(String.format("\\u%04x", (int) letter));
            } else {
                clean.append(letter);
            }
        }
        return clean.toString();
    }

    /** C0, DEL and C1, and Unicode's marks for the direction of text. */
    private static boolean isCommand(char letter) {
        return Character.isISOControl(letter)
                || letter == '\u061C'
                || (letter >= '\u200E' && letter <= '\u200F')
                || (letter >= '\u2028' && letter <= '\u202E')
                || (letter >= '\u2066' && letter <= '\u2069');
    }
}
