package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Runs one call on one connection and notifies the call of its end exactly once. Used on the event loop only. */
public final class CallStage implements Stage {
    private static final String FLOOD = " ".repeat(64 * 1024);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final ApiCall call;
    private final Duration hangLimit;
    private final UnaryOperator<Answer> finish;
    private boolean effective;
    private boolean over;

    public CallStage(
            Vertx vertx, HttpServerRequest request, ApiCall call, Duration hangLimit, UnaryOperator<Answer> finish) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.call = call;
        this.hangLimit = hangLimit;
        this.finish = finish;
        response.closeHandler(closed -> abandon());
    }

    @Override
    public Answer effect() {
        effective = true;
        return call.perform();
    }

    @Override
    public void send(Answer answer) {
        if (callerGone()) {
            abandon();
            return;
        }
        over = true;
        Answer finished = finish.apply(answer);
        finished.headers().forEach(response::putHeader);
        response.setStatusCode(finished.status()).end(finished.body());
        call.answered();
    }

    @Override
    public void sendWithoutEnd(Duration pause) {
        response.setStatusCode(200).setChunked(true).putHeader("Content-Type", Answer.JSON);
        after(hangLimit, this::drop);
        if (pause.isZero()) {
            flood();
        } else {
            drip(pause);
        }
    }

    private void drip(Duration pause) {
        if (!callerGone()) {
            response.write(" ");
            after(pause, () -> drip(pause));
        }
    }

    /** Sends at most one part in each millisecond, so that the event loop has time for other calls. */
    private void flood() {
        if (callerGone()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> flood());
        } else {
            response.write(FLOOD);
            after(Duration.ofMillis(1), this::flood);
        }
    }

    @Override
    public void drop() {
        if (!over) {
            over = true;
            call.dropped();
            request.connection().close();
        }
    }

    @Override
    public void abandon() {
        if (!over) {
            over = true;
            if (effective) {
                call.dropped();
            } else {
                call.callerGone();
            }
        }
    }

    @Override
    public boolean callerGone() {
        return over || response.closed();
    }

    @Override
    public void after(Duration delay, Runnable next) {
        vertx.setTimer(Math.max(1, delay.toMillis()), fired -> next.run());
    }

    @Override
    public Duration hangLimit() {
        return hangLimit;
    }
}
