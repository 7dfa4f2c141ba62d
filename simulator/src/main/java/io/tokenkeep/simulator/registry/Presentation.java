package io.tokenkeep.simulator.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One presentation of a code at the token endpoint. Times are by the wall clock. {@code answeredAt} is the time at
 * which an answer was written to the socket; it is absent before.
 */
public record Presentation(Instant receivedAt, @Nullable Instant answeredAt, Result result, Delivery delivery) {

    /** What the presentation did to the code. */
    public enum Result {
        /** No effect yet, or a fault replaced the effect. */
        NONE,
        ISSUED,
        USED,
        EXPIRED,
        REDIRECT_MISMATCH,
        OTHER_APP,
        BAD_CLIENT
    }

    /** What the caller received. */
    public enum Delivery {
        WAITING,
        ANSWERED,
        /** The connection was closed without an answer. */
        DROPPED,
        /** The caller had gone before the effect, which therefore did not happen. */
        CALLER_GONE
    }
}
