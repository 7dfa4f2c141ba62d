package io.tokenkeep.exchange.lane;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Measures how late an event loop runs a timer; everything else waits there as long. Reports the mean of every ten
 * measurements. Used on the event loop that it measures.
 */
final class EventLoopLag {

    private static final long APART_MILLIS = 10;
    private static final int SAMPLES = 10;

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final LongConsumer listener;
    private long sum;
    private int count;

    private EventLoopLag(Vertx vertx, LongSupplier nanoTime, LongConsumer listener) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Measures the context's loop until its Vert.x is closed; {@code listener} is called there, with nanoseconds. */
    static void measure(Vertx vertx, Context context, LongSupplier nanoTime, LongConsumer listener) {
        EventLoopLag lag = new EventLoopLag(vertx, nanoTime, listener);
        context.runOnContext(nothing -> lag.next());
    }

    private void next() {
        long due = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(APART_MILLIS);
        vertx.setTimer(APART_MILLIS, id -> {
            sum += Math.max(0, nanoTime.getAsLong() - due);
            if (++count == SAMPLES) {
                listener.accept(sum / count);
                sum = 0;
                count = 0;
            }
            next();
        });
    }
}
