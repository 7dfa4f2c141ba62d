package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.rate.Admission;
import io.tokenkeep.exchange.records.ClientChoice;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The parts from which a lane is built.
 *
 * @param context the lane's own event loop
 * @param clients decides to which client an account belongs
 * @param admission decides when an app may begin another job
 * @param mistake called when the lane finds a mistake of ours
 */
public record LaneParts(
        Vertx vertx,
        Context context,
        Map<String, App> apps,
        Publishing publishing,
        Unacknowledged unacknowledged,
        AppCooldowns cooldowns,
        Backoff backoff,
        ClientChoice clients,
        InstantSource clock,
        Admission admission,
        Consumer<Throwable> mistake) {

    /** Builds a lane from these parts. */
    public Lane lane(LaneLimits limits, Function<Delivery, Job> jobs) {
        Sharing sharing = new Sharing(apps.size() > 1, admission);
        return new Lane(vertx, context, limits, sharing, jobs, mistake, System::nanoTime);
    }
}
