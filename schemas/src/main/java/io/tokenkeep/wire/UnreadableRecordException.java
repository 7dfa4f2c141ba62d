package io.tokenkeep.wire;

/** Bytes that are no record of the expected type. The message has the reason and never quotes the bytes. */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1;

    public UnreadableRecordException(String reason) {
        super(reason);
    }
}
