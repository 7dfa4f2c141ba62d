package io.tokenkeep.kit.broker;

/**
 * A record that Kafka has not acknowledged. It may still arrive, so a repetition must be recognised by its id.
 * Has no cause, because the messages of libraries may quote the record.
 */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** Topics are not checked yet. */
        NOT_READY,
        /** The bound of records on their way is reached. */
        BUSY,
        /** No acknowledgement in time. */
        SILENT,
        /** Kafka or its client refused the record. */
        REFUSED
    }

    public NotPublishedException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
