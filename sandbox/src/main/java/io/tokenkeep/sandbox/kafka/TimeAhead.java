package io.tokenkeep.sandbox.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The system's time plus a fixed duration, as a broker's clock. The length of waits does not change. */
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
