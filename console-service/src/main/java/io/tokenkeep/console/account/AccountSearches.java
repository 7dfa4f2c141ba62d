package io.tokenkeep.console.account;

import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.PositionWait;
import io.tokenkeep.console.api.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Carries out the searches of requests on worker threads. */
public record AccountSearches(Vertx vertx, AccountIndex index) {

    /** Fails with a problem while the index cannot be searched. */
    public <T> Future<T> of(ApiRequest request, Callable<T> search) {
        if (!index.isReady()) {
            return Future.failedFuture(
                    Problem.notReady("This instance has not read all accounts, or cannot search them; see its health.")
                            .exception());
        }
        if (request.header(PositionWait.HEADER).isPresent()) {
            // This instance has read that position already.
            index.showAll();
        }
        return vertx.executeBlocking(search, false);
    }
}
