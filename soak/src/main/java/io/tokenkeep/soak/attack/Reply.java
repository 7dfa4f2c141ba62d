package io.tokenkeep.soak.attack;

import java.util.Locale;
import java.util.Optional;

/** An HTTP answer as it was received; status 0 without an answer. Its text may contain secrets and is not printed. */
record Reply(int status, String head) {

    private static final int STATUS_AT = 9;
    private static final int STATUS_END = 12;

    static Reply of(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        boolean http = head.matches("(?s)HTTP/1\\.[01] \\d{3}.*");
        return new Reply(http ? Integer.parseInt(head.substring(STATUS_AT, STATUS_END)) : 0, head);
    }

    /** The first header of a name. */
    Optional<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    /** The cookie as a browser sends it back. */
    String cookie() {
        return header("Set-Cookie")
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .orElse("");
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
