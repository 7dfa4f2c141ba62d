package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;

/** From a token's issue to its end. */
public record Validity(Instant from, Instant to) {

    /** Never negative: a provider that answers nonsense gets a token without a life. */
    public Duration lifetime() {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    public boolean overAt(Instant now) {
        return !now.isBefore(to);
    }
}
