package io.tokenkeep.simulator;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.http.GraphErrors;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers to which no fault applies. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Answers a request that could not be read. Logs nothing, because the cause's message may quote the query. */
    static void fail(RoutingContext context, GraphErrors errors) {
        int status = context.statusCode();
        boolean callers = (status >= 400 && status < 500) || isCallers(context.failure());
        if (!context.response().ended()) {
            send(
                    context,
                    callers
                            ? errors.answer(2500, "The request could not be parsed")
                            : errors.answer(GraphEnvelope.of(500, 1, "An unknown error occurred")));
        }
        if (!callers && context.failure() != null) {
            LOG.error("request failed with {}", context.failure().getClass().getName());
        }
    }

    private static boolean isCallers(@Nullable Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof DecodeException;
    }

    static void send(RoutingContext context, Answer answer) {
        answer.headers().forEach(context.response()::putHeader);
        context.response().setStatusCode(answer.status()).end(answer.body());
    }
}
