package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.lane.JobResult;
import io.vertx.core.Future;
import java.time.Duration;

/** How an attempt at a code ended, and what the next attempt must know. */
record Attempted(JobResult result, CodeHistory history) {

    /** No attempt follows. */
    static final Attempted DONE = new Attempted(JobResult.DONE, CodeHistory.NONE);

    static Future<Attempted> again(CodeHistory history, Duration after) {
        return Future.succeededFuture(new Attempted(new JobResult.Again(after), history));
    }
}
