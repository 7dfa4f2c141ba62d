package io.tokenkeep.cli.api;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time that passes. Tests have one of their own. */
public interface Timer {

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** Returns after this time. */
    void pause(Duration time);

    /** The machine's own. */
    static Timer system() {
        return new Timer() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration time) {
                long end = System.nanoTime() + time.toNanos();
                for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        };
    }
}
