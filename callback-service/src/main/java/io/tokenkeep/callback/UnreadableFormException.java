package io.tokenkeep.callback;

import java.util.Locale;

/** A form could not be read, by its sender's doing. Has no cause and no trace: a sender's text may stand in a cause. */
final class UnreadableFormException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    enum Reason {
        MALFORMED,
        TOO_LARGE,
        /** The connection broke, or its bytes were no HTTP: counted where that is seen. */
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
