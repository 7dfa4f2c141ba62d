package io.tokenkeep.exchange.rate;

import java.time.Duration;

/** Whether an app may begin another job now. The lane asks on its event loop before each start. */
public interface Admission {

    /** Lets every job begin. */
    Admission OPEN = app -> 0;

    /**
     * Nanoseconds until the app may begin a job; 0 for now. The lane asks again after that time, so the number may be too
     * small.
     */
    long waitNanos(String app);

    /** An estimate of how long an app takes to begin so many jobs; zero if nothing bounds it. */
    default Duration backlogTime(String app, int jobs) {
        return Duration.ZERO;
    }
}
