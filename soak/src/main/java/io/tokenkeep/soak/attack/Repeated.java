package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Runs an action at a rate a second, with a limit of actions in flight. One thread starts and stops it. */
final class Repeated {

    private static final long TICK_MILLIS = 10;
    private static final double TICKS_A_SECOND = 100;

    private final Vertx vertx;
    private final Supplier<Future<Void>> each;
    private final double perTick;
    private final int most;
    private final AtomicInteger under = new AtomicInteger();
    private final AtomicLong left = new AtomicLong();
    private double owed;
    private long timer = -1;

    Repeated(Vertx vertx, double perSecond, int most, Supplier<Future<Void>> each) {
        this.vertx = vertx;
        this.each = each;
        this.perTick = perSecond / TICKS_A_SECOND;
        this.most = most;
    }

    void begin() {
        timer = vertx.setPeriodic(TICK_MILLIS, tick -> {
            for (owed += perTick; owed >= 1; owed--) {
                one();
            }
        });
    }

    private void one() {
        if (under.get() >= most) {
            left.incrementAndGet();
            return;
        }
        under.incrementAndGet();
        each.get().onComplete(done -> under.decrementAndGet());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    /** The number of actions left out at the limit. */
    long leftOut() {
        return left.get();
    }
}
