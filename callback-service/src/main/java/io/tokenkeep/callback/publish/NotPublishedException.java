package io.tokenkeep.callback.publish;

/**
 * A code that Kafka has not acknowledged. The code may still arrive: then a repeated redirect is the same authorization.
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
