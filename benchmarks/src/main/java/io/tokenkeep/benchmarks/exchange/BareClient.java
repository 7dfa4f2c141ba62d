package io.tokenkeep.benchmarks.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

/** A Web Client of this module's Vert.x version, with connections for two calls in flight for each code. */
public final class BareClient {

    private BareClient() {}

    public static WebClient create(Vertx vertx, int most) {
        return WebClient.create(
                vertx,
                new WebClientOptions().setFollowRedirects(false),
                new PoolOptions().setHttp1MaxSize(most * 2).setMaxWaitQueueSize(most * 2));
    }
}
