package io.tokenkeep.exchange.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** One app's jobs that could start, and the permits it holds. Changed on the lane's event loop alone. */
final class AppQueue {

    private final String app;
    private final Deque<Task> ready = new ArrayDeque<>();
    private final AtomicInteger permits = new AtomicInteger();
    private boolean held;

    AppQueue(String app) {
        this.app = app;
    }

    String app() {
        return app;
    }

    Deque<Task> ready() {
        return ready;
    }

    /** Permits in use. Any thread. */
    int permits() {
        return permits.get();
    }

    void take() {
        permits.incrementAndGet();
    }

    void giveBack() {
        permits.decrementAndGet();
    }

    /** Whether it was told to wait, and a timer asks again. */
    boolean held() {
        return held;
    }

    void held(boolean waits) {
        held = waits;
    }
}
