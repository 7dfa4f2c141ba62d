package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers' time. The age of a code or a command counts from its record's broker time, so a machine with a wrong clock must
 * not measure it by that clock. An acknowledged record shows the broker's time between the record's sending and its
 * acknowledgement; from there a monotonic clock counts. Before the first acknowledgement the machine's own clock is used.
 * Thread-safe.
 */
public final class BrokerClock implements InstantSource {

    private static final Logger log = LoggerFactory.getLogger(BrokerClock.class);

    /** Commands live ten minutes. A clock that is wrong by more than a minute is worth an alarm. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final InstantSource own;
    private final LongSupplier nanoTime;
    private boolean known;
    /** The least and the largest offset that may be added to the monotonic clock. */
    private long least;

    private long most;
    private boolean wrongLogged;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime()} */
    public BrokerClock(InstantSource own, LongSupplier nanoTime) {
        this.own = own;
        this.nanoTime = nanoTime;
    }

    /** Never behind the broker that answered last, and ahead of it by at most the time of its fastest answer. */
    @Override
    public synchronized Instant instant() {
        return known ? Instant.ofEpochSecond(0, nanoTime.getAsLong() + most) : own.instant();
    }

    /**
     * How far this machine's clock is ahead of the brokers' time; negative if it is behind. Zero before the first
     * acknowledgement.
     */
    public synchronized Duration ownIsAhead() {
        return known ? Duration.between(instant(), own.instant()) : Duration.ZERO;
    }

    /** Whether this machine's clock is wrong enough that an operator should correct it. */
    public boolean ownIsWrong() {
        return ownIsAhead().abs().compareTo(TOLERATED) > 0;
    }

    /** A record that was sent at this monotonic time is on its topic with this broker time. */
    void acknowledged(long sentAt, long timestamp) {
        if (timestamp >= 0) {
            narrow(timestamp * MILLI - nanoTime.getAsLong(), (timestamp + 1) * MILLI - sentAt);
            logIfWrong();
        }
    }

    private synchronized void narrow(long atLeast, long atMost) {
        boolean fits = known && atLeast <= most && atMost >= least;
        // Otherwise the broker's clock was set, or this machine stood still: the earlier bounds no longer hold.
        least = fits ? Math.max(least, atLeast) : atLeast;
        most = fits ? Math.min(most, atMost) : atMost;
        known = true;
    }

    private void logIfWrong() {
        boolean wrong = ownIsWrong();
        synchronized (this) {
            if (wrong == wrongLogged) {
                return;
            }
            wrongLogged = wrong;
        }
        if (wrong) {
            log.atWarn()
                    .addKeyValue("aheadSeconds", ownIsAhead().toSeconds())
                    .log(
                            "this machine's clock differs from the brokers' by more than a minute: the brokers' time is used");
        }
    }
}
