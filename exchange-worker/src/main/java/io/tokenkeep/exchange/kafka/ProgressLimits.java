package io.tokenkeep.exchange.kafka;

import java.time.Duration;

/**
 * What is remembered of finished codes. A code that nothing is known of may be presented only if it would be known that it
 * had been finished before.
 *
 * @param codes most codes in memory, over all partitions
 * @param age how long a finished code is remembered
 * @param repeats how long before its record a code may have been finished, by an earlier record of the same code
 */
public record ProgressLimits(int codes, Duration age, Duration repeats) {

    /** The brokers that lead two partitions, and this machine, may differ by so much. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /**
     * A record's code can be presented for {@code codeLifetime}. The same redirect may bring the code once more for
     * {@code stateLifetime}, and that record's code has a lifetime of its own. Each comparison of two times may be wrong by
     * what clocks differ. What expires while a worker takes over from another is still distinguished from what was finished.
     *
     * @param redelivery how long a record may take from one worker to the next
     */
    public static ProgressLimits of(int codes, Duration codeLifetime, Duration stateLifetime, Duration redelivery) {
        Duration repeats = stateLifetime.plus(CLOCKS);
        return new ProgressLimits(codes, codeLifetime.plus(repeats).plus(CLOCKS).plus(redelivery), repeats);
    }
}
