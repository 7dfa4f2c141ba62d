package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.rate.Admission;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.wire.DeadLetter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

    /** Sets a record aside that cannot be read, from any thread. */
    public void setAside(ConsumerRecord<byte[], byte[]> record, String reason) {
        context.runOnContext(on -> publishing.acknowledged(DeadLetter.of(record, reason)));
    }

    /** Completes on the lane's event loop as {@link CompanionReader#whenReadToEnd} says. */
    public Future<Boolean> readToEnd(CompanionReader reader, int partition) {
        Promise<Boolean> read = Promise.promise();
        reader.whenReadToEnd(partition, reached -> context.runOnContext(on -> read.tryComplete(reached)));
        return read.future();
    }

    /** Builds a lane from these parts. */
    public Lane lane(LaneLimits limits, Function<Delivery, Job> jobs) {
        Sharing sharing = new Sharing(apps.size() > 1, admission);
        return new Lane(vertx, context, limits, sharing, jobs, mistake, System::nanoTime);
    }
}
