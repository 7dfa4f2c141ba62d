package io.tokenkeep.callback.provider.meta;

import java.util.Locale;

/** The reason why a call is refused, and the answer to its sender. */
enum CallRefusal {
    UNKNOWN_APP(404, "There is no such app here."),
    /** Answered like an unknown app: without a secret no call can be verified. */
    NO_SECRETS(404, "This app takes no calls here."),
    TOO_LARGE(413, "This is too much."),
    MALFORMED(400, "The field signed_request is missing or cannot be read."),
    ALGORITHM(400, "The algorithm is not HMAC-SHA256."),
    FORGED(403, "The signature is not of this app."),
    PURPOSE(403, "This was not signed for an address here."),
    STALE(403, "This request is too old, or from the future.");

    private final int status;
    private final String text;

    CallRefusal(int status, String text) {
        this.status = status;
        this.text = text;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
