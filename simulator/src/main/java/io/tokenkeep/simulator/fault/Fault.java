package io.tokenkeep.simulator.fault;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Replaces or delays the answer to a call. Each fault defines whether the call takes effect. For a client, an answer
 * that is lost after the effect is harder than a call without an effect.
 */
public sealed interface Fault {

    void play(Stage stage);

    /** Waits, then takes effect, unless the caller has gone by then. */
    static Fault latency(Duration delay) {
        return new Latency(delay);
    }

    /** Takes effect at once and answers late. */
    static Fault latencyAfter(Duration delay) {
        return new LatencyAfter(delay);
    }

    /** Closes the connection before anything happens. */
    static Fault resetBefore() {
        return new Reset(false);
    }

    /** Takes effect, then closes the connection without an answer. */
    static Fault resetAfter() {
        return new Reset(true);
    }

    /** Sends nothing until the caller goes or the simulator's limit is over; no effect. */
    static Fault hang() {
        return new Hang(false);
    }

    /** Takes effect, then sends nothing until the caller goes or the simulator's limit is over. */
    static Fault hangAfter() {
        return new Hang(true);
    }

    /** 5xx with Graph code 2, or 1 for a 500; no effect. */
    static Fault status(int status) {
        return graphError(
                status == 500
                        ? GraphEnvelope.of(status, 1, "An unknown error occurred")
                        : GraphEnvelope.of(status, 2, "Service temporarily unavailable")
                                .withTransient(true));
    }

    /** HTTP 400 with code 2 and {@code is_transient}; no effect. */
    static Fault transient400() {
        return graphError(
                GraphEnvelope.of(400, 2, "Service temporarily unavailable").withTransient(true));
    }

    /** A Graph error of any kind; no effect. */
    static Fault graphError(GraphEnvelope error) {
        return new Respond(error.answer(RateLimit.TRACE_ID), false);
    }

    /** A rate-limited call with usage headers; no effect. */
    static Fault rateLimit(RateLimit limit) {
        return new Respond(limit.answer(), false);
    }

    /** A gateway's HTML page; no effect. */
    static Fault html() {
        return new Respond(Answer.html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"), false);
    }

    /** 200 with an empty body; no effect. */
    static Fault emptyBody() {
        return new Respond(Answer.of(200, Answer.JSON, ""), false);
    }

    /** 200 with {@code access_token} empty; no effect. */
    static Fault blankToken() {
        return new Respond(Answer.json(new JsonObject().put("access_token", "").put("token_type", "bearer")), false);
    }

    /** 200 with an empty object; no effect. */
    static Fault missingToken() {
        return new Respond(Answer.json(new JsonObject()), false);
    }

    /** Takes effect, and cuts the answer's body in the middle. */
    static Fault truncated() {
        return new Truncated();
    }

    /** 200 and a body that never ends, one space after another with such pauses; no effect. */
    static Fault endlessBody(Duration pause) {
        return new EndlessBody(pause, false);
    }

    /** 200 and a body that never ends, nearly as fast as the caller reads it; no effect. */
    static Fault floodingBody() {
        return new EndlessBody(Duration.ZERO, false);
    }

    /** Takes effect and answers normally, with the app's usage in percent in {@code X-App-Usage}. */
    static Fault appUsage(int percent) {
        return new AppUsage(percent);
    }

    /** The same fault, after the effect of the call. Faults that define this themselves stay unchanged. */
    default Fault afterEffect() {
        return this;
    }

    record Latency(Duration delay) implements Fault {
        @Override
        public void play(Stage stage) {
            stage.after(delay, () -> {
                if (stage.callerGone()) {
                    stage.abandon();
                } else {
                    stage.send(stage.effect());
                }
            });
        }
    }

    record LatencyAfter(Duration delay) implements Fault {
        @Override
        public void play(Stage stage) {
            Answer answer = stage.effect();
            stage.after(delay, () -> stage.send(answer));
        }
    }

    record Reset(boolean effect) implements Fault {
        @Override
        public void play(Stage stage) {
            if (effect) {
                stage.effect();
            }
            stage.drop();
        }

        @Override
        public Fault afterEffect() {
            return new Reset(true);
        }
    }

    record Hang(boolean effect) implements Fault {
        @Override
        public void play(Stage stage) {
            if (effect) {
                stage.effect();
            }
            stage.after(stage.hangLimit(), stage::drop);
        }

        @Override
        public Fault afterEffect() {
            return new Hang(true);
        }
    }

    record Respond(Answer answer, boolean effect) implements Fault {
        @Override
        public void play(Stage stage) {
            if (effect) {
                stage.effect();
            }
            stage.send(answer);
        }

        @Override
        public Fault afterEffect() {
            return new Respond(answer, true);
        }
    }

    record EndlessBody(Duration pause, boolean effect) implements Fault {
        @Override
        public void play(Stage stage) {
            if (effect) {
                stage.effect();
            }
            stage.sendWithoutEnd(pause);
        }

        @Override
        public Fault afterEffect() {
            return new EndlessBody(pause, true);
        }
    }

    record Truncated() implements Fault {
        @Override
        public void play(Stage stage) {
            Answer answer = stage.effect();
            String body = answer.body();
            stage.send(answer.withBody(body.substring(0, body.length() / 2)));
        }
    }

    record AppUsage(int percent) implements Fault {
        @Override
        public void play(Stage stage) {
            stage.send(RateLimit.withAppUsage(stage.effect(), percent));
        }
    }
}
