package io.tokenkeep.callback.publish;

/**
 * A code that Kafka has not acknowledged. It may still arrive: then a repeated redirect is the same authorization.
 * Carries no cause, for the messages of libraries may quote what was sent.
 */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** Topics are not checked yet. */
        NOT_READY,
        /** As many are on their way as may be. */
        BUSY,
        /** No acknowledgement in time. */
        SILENT,
        /** Kafka, or its client, says no. */
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
