package io.tokenkeep.exchange;

import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.lane.RestingApps;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a lane is built from, whatever it does.
 *
 * @param context the lane's own event loop
 * @param mistake told when the lane comes upon a mistake of ours
 */
public record LaneParts(
        Vertx vertx,
        Context context,
        Map<String, App> apps,
        Publishing publishing,
        RestingApps resting,
        Backoff backoff,
        InstantSource clock,
        Consumer<Throwable> mistake) {}
