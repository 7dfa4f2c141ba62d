package io.tokenkeep.simulator.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that a code was presented at the token endpoint. Stamps are the wall clock's; {@code answeredAt} is when an
 * answer was handed to the socket, and is absent while none was.
 */
public record Presentation(Instant receivedAt, @Nullable Instant answeredAt, Result result, Delivery delivery) {

    /** What the presentation did to the code. */
    public enum Result {
        /** Nothing yet, or a fault came instead of the effect. */
        NONE,
        ISSUED,
        USED,
        EXPIRED,
        REDIRECT_MISMATCH,
        OTHER_APP,
        BAD_CLIENT
    }

    /** What the caller got to see. */
    public enum Delivery {
        WAITING,
        ANSWERED,
        /** The connection was closed without an answer. */
        DROPPED,
        /** The caller had gone before the effect, which therefore did not happen. */
        CALLER_GONE
    }
}
