package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;

/** The time from a token's issue to its end. */
public record Validity(Instant from, Instant to) {

    /** Never negative: if the provider's end is before the issue, the lifetime is zero. */
    public Duration lifetime() {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    public boolean overAt(Instant now) {
        return !now.isBefore(to);
    }
}
