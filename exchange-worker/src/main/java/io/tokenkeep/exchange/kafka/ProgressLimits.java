package io.tokenkeep.exchange.kafka;

import java.time.Duration;

/**
 * Bounds of what is remembered of finished codes. A code without a trace may be presented only if it would have one if it was
 * finished.
 *
 * @param codes largest number of codes in memory, over all partitions
 * @param age how long a finished code is remembered
 * @param repeats how long before its record a code may have been finished, by an earlier record of the same code
 */
public record ProgressLimits(int codes, Duration age, Duration repeats) {

    /** The clocks of two brokers, and of this machine, may differ by this much. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /**
     * The age is a sum. A record's code can be presented for {@code codeLifetime}. The same redirect may bring the code once
     * more for {@code stateLifetime}, and that record's code has its own lifetime. Each of two comparisons may be wrong by the
     * difference of the clocks. A code that expires while another worker takes over is still distinguished from a finished one.
     *
     * @param redelivery how long a record may take from one worker to the next
     */
    public static ProgressLimits of(int codes, Duration codeLifetime, Duration stateLifetime, Duration redelivery) {
        Duration repeats = stateLifetime.plus(CLOCKS);
        return new ProgressLimits(codes, codeLifetime.plus(repeats).plus(CLOCKS).plus(redelivery), repeats);
    }
}
