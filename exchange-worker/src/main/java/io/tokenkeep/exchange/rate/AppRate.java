package io.tokenkeep.exchange.rate;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast an app may call its provider: at most its budget, and less if the provider's answers demand it. From a usage of 75 %
 * on, the app is slowed, more strongly the closer the usage is to 100 %. A limit that was hit halves the rate. After a minute
 * without such an answer the rate grows back, within another minute. Without a budget the full rate is the rate at which the
 * app was calling when it was first slowed; once the rate is back there, nothing bounds it.
 *
 * <p>Each call is debited when it is sent, also below zero: a job that has begun may finish, and later jobs wait longer.
 * Thread-safe: all lanes of an app share it.
 */
final class AppRate {

    /** From this usage on, in percent, an app is slowed. */
    private static final int SLOWED_USAGE = 75;

    private static final int FULL_USAGE = 100;

    /** Even at full usage, a few calls show when the limit is over. */
    private static final double LEAST_SHARE = 0.1;

    private static final double LEAST_PER_SECOND = 0.1;
    private static final double SLOWED_SECONDS = 60;
    private static final double RECOVERY_SECONDS = 60;

    /** Calls that were out together are refused together. They count as one limit hit. */
    private static final double ONCE_SECONDS = 1;

    /** An app without a budget that called less than this is slowed as if it had called this much. */
    private static final double LEAST_FULL = 10;

    /** The time over which the rate of an app without a budget is measured. */
    private static final double MEASURED_SECONDS = 10;

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

    private final double budget;
    private final LongSupplier nanoTime;
    /** The rate of an app that is not slowed: the budget, or the rate at which it was calling when it was slowed. */
    private double full;

    private double perSecond;
    private double balance;
    private double measured;
    private long last;
    private double secondsSinceSlowed;
    private double sinceLimited = ONCE_SECONDS;
    private OptionalInt usage = OptionalInt.empty();

    /** @param budget largest number of calls per second; empty for no bound of ours */
    AppRate(OptionalInt budget, LongSupplier nanoTime) {
        this.budget = budget.isPresent() ? budget.getAsInt() : Double.POSITIVE_INFINITY;
        this.full = this.budget;
        this.perSecond = this.budget;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
        this.balance = burst();
    }

    /**
     * Nanoseconds until a job may begin; 0 for now.
     *
     * @param reserve the share of a second's calls to leave for more urgent jobs, from 0 to 1
     */
    synchronized long waitNanos(double reserve) {
        refill();
        double missing = reserve * burst() - balance;
        if (perSecond == Double.POSITIVE_INFINITY || missing < 0) {
            return 0;
        }
        return Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, (long) (missing / perSecond * NANOS)));
    }

    /** A call is sent. */
    synchronized void sent() {
        refill();
        measured += 1 / MEASURED_SECONDS;
        if (perSecond != Double.POSITIVE_INFINITY) {
            balance -= 1;
        }
    }

    /** An answer says how much of the app's allowance is used, in percent. */
    synchronized void used(int percent) {
        usage = OptionalInt.of(percent);
        if (percent >= SLOWED_USAGE) {
            refill();
            double left = (double) (FULL_USAGE - percent) / (FULL_USAGE - SLOWED_USAGE);
            slow(Math.max(LEAST_SHARE, left));
        }
    }

    /** The usage that the provider reported last. */
    synchronized OptionalInt usage() {
        return usage;
    }

    /** The provider refused a call because the app made too many. */
    synchronized void limited() {
        refill();
        if (sinceLimited < ONCE_SECONDS) {
            return;
        }
        sinceLimited = 0;
        slow(perSecond == Double.POSITIVE_INFINITY ? 0.5 : perSecond / full / 2);
    }

    /** Calls per second at present; infinite if nothing bounds it. */
    synchronized double perSecond() {
        refill();
        return perSecond;
    }

    private void slow(double share) {
        if (perSecond == Double.POSITIVE_INFINITY) {
            full = Math.max(LEAST_FULL, measured);
            balance = Math.min(balance, 1);
        }
        perSecond = Math.max(LEAST_PER_SECOND, Math.min(perSecond, share * full));
        secondsSinceSlowed = 0;
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        double seconds = (now - last) / NANOS;
        last = now;
        sinceLimited += seconds;
        measured *= Math.exp(-seconds / MEASURED_SECONDS);
        if (perSecond == Double.POSITIVE_INFINITY) {
            return;
        }
        balance = Math.min(burst(), balance + perSecond * seconds);
        double growing = Math.max(0, Math.min(seconds, secondsSinceSlowed + seconds - SLOWED_SECONDS));
        secondsSinceSlowed += seconds;
        perSecond = Math.min(full, perSecond + full / RECOVERY_SECONDS * growing);
        if (perSecond >= full) {
            full = budget;
            perSecond = budget;
        }
    }

    /** The calls of one second; infinite without a bound. */
    private double burst() {
        return Math.max(1, perSecond);
    }
}
