package io.tokenkeep.sandbox.simulator;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.vertx.ext.web.RoutingContext;

/** Sends an answer that no fault can touch. */
final class Answers {
    private Answers() {}

    static void send(RoutingContext context, Answer answer) {
        answer.headers().forEach(context.response()::putHeader);
        context.response().setStatusCode(answer.status()).end(answer.body());
    }
}
