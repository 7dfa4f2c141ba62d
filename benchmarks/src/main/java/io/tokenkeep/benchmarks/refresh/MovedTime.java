package io.tokenkeep.benchmarks.refresh;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The system's time, moved ahead by a settable duration. For the threads of Streams; its clients have the system's. */
final class MovedTime implements Time {

    private volatile long ahead;

    void moveTo(long millis) {
        ahead = millis - SYSTEM.milliseconds();
    }

    @Override
    public long milliseconds() {
        return SYSTEM.milliseconds() + ahead;
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
    public void waitObject(Object object, Supplier<Boolean> condition, long deadline) throws InterruptedException {
        SYSTEM.waitObject(object, condition, deadline - ahead);
    }
}
