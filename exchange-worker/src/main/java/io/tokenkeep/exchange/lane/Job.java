package io.tokenkeep.exchange.lane;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** The work behind one record. Lives on its lane's event loop. */
public interface Job {

    /** Of {@link #callNanos}: it may call whenever its turn comes. */
    long ALWAYS_CALLS = Long.MAX_VALUE;

    /** Longer than any job stays in a lane. */
    Duration LONG = Duration.ofDays(30);

    /** Jobs of one key run one after the other, in the order of their records. */
    String key();

    /** The configured app it works for; empty when there is none. Apps share a lane's permits fairly. */
    String app();

    /** Where it came from: the sources of an app begin jobs in turn, so none waits for another's flood. */
    default String source() {
        return "";
    }

    /**
     * Nanoseconds for which it may still call a provider; 0 when it needs no call, or none any more. Without a call it waits
     * neither for its app's rate nor for a permit.
     */
    default long callNanos() {
        return ALWAYS_CALLS;
    }

    /** {@link #callNanos} of a job that may call until a time. */
    static long callNanosUntil(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        // A record may name any time, also one that no number of nanoseconds can express.
        return left.isNegative() ? 0 : left.compareTo(LONG) < 0 ? left.toNanos() : ALWAYS_CALLS;
    }

    /**
     * The backlog of its app is full. A job that can be answered without a call is answered so, and
     * needs no call from then on; any other is added all the same.
     *
     * @param backlog about how long the app takes to get through its backlog
     */
    default void decline(Duration backlog) {}

    /** Tries to do the work; the permit goes back at its end, if not before. The future ends on the event loop. A failed future is a mistake of ours and stops the service. */
    Future<JobResult> attempt(Permit permit);
}
