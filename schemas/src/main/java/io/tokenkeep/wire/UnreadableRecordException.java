package io.tokenkeep.wire;

/** Bytes that are no record of the expected sort. The message says why and never quotes them. */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1;

    public UnreadableRecordException(String reason) {
        super(reason);
    }
}
