package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that send a head at one byte in 20 s and never end it. Each lasts until the service closes it. */
final class SlowConnections implements Attack {

    private static final long DRIP_MILLIS = 20_000;
    private static final String HEAD = "GET /connect/slow HTTP/1.1\r\nHost: slow\r\nX-Slow: ";

    private final Vertx vertx;
    private final Callers callers;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final Tally ends = new Tally();

    SlowConnections(Vertx vertx, Callers callers) {
        this.vertx = vertx;
        this.callers = callers;
    }

    @Override
    public String name() {
        return "slow connections";
    }

    @Override
    public Future<Void> once() {
        return callers.connect()
                .compose(this::drip)
                .onFailure(failure -> ends.add("refused"))
                .otherwiseEmpty();
    }

    private Future<Void> drip(NetSocket socket) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        Promise<Void> ended = Promise.promise();
        callers.write(socket, HEAD);
        long timer = vertx.setPeriodic(DRIP_MILLIS, tick -> callers.write(socket, "x"));
        socket.exceptionHandler(failure -> {});
        socket.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            open.decrementAndGet();
            ends.add("closed");
            ended.tryComplete();
        });
        return ended.future();
    }

    @Override
    public String reported() {
        return mostOpen + " open at once, " + ends;
    }
}
