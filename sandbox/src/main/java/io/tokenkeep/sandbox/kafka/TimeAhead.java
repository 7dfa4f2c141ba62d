package io.tokenkeep.sandbox.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The system's time, so much later: what a broker reads that is told of another day. Waits last as long as ever. */
final class TimeAhead implements Time {
    private final Duration ahead;

    TimeAhead(Duration ahead) {
        this.ahead = ahead;
    }

    @Override
    public long milliseconds() {
        return SYSTEM.milliseconds() + ahead.toMillis();
    }

    @Override
    public long nanoseconds() {
        return SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long millis) {
        SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        SYSTEM.waitObject(object, condition, deadlineMillis - ahead.toMillis());
    }
}
