package io.tokenkeep.benchmarks.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

/** A Web Client of the Vert.x in use here, with connections for both calls that a code may have out at a time. */
public final class BareClient {

    private BareClient() {}

    public static WebClient create(Vertx vertx, int most) {
        return WebClient.create(
                vertx,
                new WebClientOptions().setFollowRedirects(false),
                new PoolOptions().setHttp1MaxSize(most * 2).setMaxWaitQueueSize(most * 2));
    }
}
