package io.tokenkeep.kit.table;

/** Kafka acknowledged a record, and this instance did not read it in time. The record is on the topic. */
public final class NotReadBackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotReadBackException() {
        super("written, but not read back in time", null, false, false);
    }
}
