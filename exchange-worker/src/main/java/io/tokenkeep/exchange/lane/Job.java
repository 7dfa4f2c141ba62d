package io.tokenkeep.exchange.lane;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** The work behind one record. Used on its lane's event loop only. */
public interface Job {

    /** Returned by {@link #callNanos} of a job that may call at any time. */
    long ALWAYS_CALLS = Long.MAX_VALUE;

    /** Longer than any job stays in a lane. */
    Duration LONG = Duration.ofDays(30);

    /** Jobs of one key run one after the other, in the order of their records. */
    String key();

    /** The configured app of the job; empty if there is none. Apps share a lane's permits fairly. */
    String app();

    /**
     * The source of the job. The sources of an app start jobs round robin, so many jobs of one source do not delay another
     * source.
     */
    default String source() {
        return "";
    }

    /**
     * Nanoseconds for which the job may still call a provider; 0 if it needs no call. A job without a call waits neither for
     * its app's rate nor for a permit.
     */
    default long callNanos() {
        return ALWAYS_CALLS;
    }

    /** The {@link #callNanos} of a job that may call until a given time. */
    static long callNanosUntil(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        // A record may name a time that does not fit into nanoseconds.
        return left.isNegative() ? 0 : left.compareTo(LONG) < 0 ? left.toNanos() : ALWAYS_CALLS;
    }

    /**
     * The backlog of the app is full. A job that can be answered without a call is then answered so; from now on it needs no
     * call. Any other job is added all the same.
     *
     * @param backlog estimate of the time in which the app works off its backlog
     */
    default void decline(Duration backlog) {}

    /**
     * Tries to do the work. The permit is returned at the end of the attempt, or earlier by the job. The future completes on
     * the event loop. A failed future is a mistake of ours and stops the service.
     */
    Future<JobResult> attempt(Permit permit);
}
