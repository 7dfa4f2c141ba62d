package io.tokenkeep.refresh.policy;

import java.time.Duration;

/** How long before a token's end to warn: a share of its lifetime, at most {@code most}. */
public record WarningThreshold(Duration most, double share) {

    public WarningThreshold {
        if (most.isNegative() || share <= 0 || share >= 1) {
            throw new IllegalArgumentException("A warning stands between a token's issue and its end");
        }
    }

    public Duration before(Duration lifetime) {
        Duration part = Lengths.times(lifetime, share);
        return part.compareTo(most) < 0 ? part : most;
    }
}
