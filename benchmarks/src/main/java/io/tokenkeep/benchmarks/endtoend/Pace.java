package io.tokenkeep.benchmarks.endtoend;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts a number of calls a second at even intervals, whether or not earlier calls have ended. */
public final class Pace {

    static final int PER_SECOND = 50;

    private Pace() {}

    /** One call. */
    public interface Step {
        void take(int number) throws Exception;
    }

    static void keep(int steps, Step step) throws Exception {
        keep(steps, PER_SECOND, step);
    }

    public static void keep(int steps, int perSecond, Step step) throws Exception {
        long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long next = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            step.take(i);
            next += apart;
            long left = next - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = next - System.nanoTime();
            }
        }
    }
}
