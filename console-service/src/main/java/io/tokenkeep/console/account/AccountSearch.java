package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.PositionWait;
import io.tokenkeep.console.api.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Searches the index for requests, on worker threads. Thread-safe. */
public record AccountSearch(Vertx vertx, AccountIndex index) {

    /** Fails with a problem while the index does not have all accounts. */
    public <T> Future<T> run(ApiRequest request, Callable<T> search) {
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

    /** The account that the path names. Fails with a problem if the caller sees none. */
    Future<AccountStatus> named(ApiRequest request) {
        return run(request, () -> find(request));
    }

    /** As {@link #named}, on a worker thread. */
    AccountStatus find(ApiRequest request) {
        return index.find(request.path("account"), request.caller())
                .orElseThrow(() -> Problem.notFound("account of this key").exception());
    }
}
