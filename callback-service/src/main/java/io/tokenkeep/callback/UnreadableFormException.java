package io.tokenkeep.callback;

import java.util.Locale;

/** A form that cannot be read because of its sender. Has no cause and no stack trace: a cause may quote the sender's text. */
final class UnreadableFormException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The reason. */
    enum Reason {
        MALFORMED,
        TOO_LARGE,
        /** The connection broke, or its bytes were no HTTP; counted by the listener. */
        BROKEN_OFF;

        String tag() {
            return "form-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    UnreadableFormException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
