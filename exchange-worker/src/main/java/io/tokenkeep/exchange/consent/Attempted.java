package io.tokenkeep.exchange.consent;

import io.tokenkeep.exchange.lane.JobResult;
import io.vertx.core.Future;
import java.time.Duration;

/** How an attempt at a code ended, and what the next attempt must know. */
public record Attempted(JobResult result, ConsentHistory history) {

    /** No attempt follows. */
    public static final Attempted DONE = new Attempted(JobResult.DONE, ConsentHistory.NONE);

    public static Future<Attempted> again(ConsentHistory history, Duration after) {
        return Future.succeededFuture(new Attempted(new JobResult.Again(after), history));
    }
}
