package io.tokenkeep.console.api;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.tokenkeep.kit.bounded.BoundedMap;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often one caller may call, by the token-bucket algorithm. Remembers a bounded number of callers; a forgotten one begins with
 * a full bucket. Each instance counts for itself. Thread-safe.
 */
final class CallLimits {

    private static final int CALLERS = 10_000;

    private final long burst;
    private final long refill;
    private final Duration period;
    private final TimeMeter time;
    private final BoundedMap<String, Bucket> buckets = BoundedMap.byUse(CALLERS);

    /** {@code refill} calls within each {@code period}, and at most {@code burst} at once. */
    CallLimits(long burst, long refill, Duration period, LongSupplier nanoTime) {
        this.burst = burst;
        this.refill = refill;
        this.period = period;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /** Counts a call, and says whether it may pass. */
    synchronized boolean passes(String caller) {
        return bucket(caller).tryConsume(1);
    }

    private Bucket bucket(String caller) {
        return buckets.findOrPut(caller, () -> Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, period))
                .withCustomTimePrecision(time)
                .build());
    }
}
