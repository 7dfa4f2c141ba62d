package io.tokenkeep.refresh;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns at start if the brokers soon forget the offsets of a group that is away. Nothing is lost then, but every input is read
 * again from its start.
 */
final class OffsetsRetention {

    static final String SETTING = "offsets.retention.minutes";

    private static final Logger log = LoggerFactory.getLogger(OffsetsRetention.class);
    private static final Duration ENOUGH = Duration.ofDays(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private OffsetsRetention() {}

    /** Whether the retention is long enough, or is not known. */
    static boolean check(Admin admin) {
        try {
            Node node = admin.describeCluster()
                    .nodes()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .iterator()
                    .next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config = admin.describeConfigs(List.of(broker))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .get(broker);
            return isEnough(config == null ? null : config.get(SETTING));
        } catch (ExecutionException | TimeoutException e) {
            log.atInfo()
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("cannot read the brokers' " + SETTING);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Some brokers that speak Kafka's protocol do not have this setting. */
    static boolean isEnough(@Nullable ConfigEntry entry) {
        if (entry == null || entry.value() == null) {
            log.atInfo().log("the brokers do not report " + SETTING);
            return true;
        }
        long minutes = Long.parseLong(entry.value());
        boolean enough = minutes >= ENOUGH.toMinutes();
        if (!enough) {
            log.atWarn()
                    .addKeyValue("minutes", minutes)
                    .log("the brokers' " + SETTING + " is under 30 days (" + ENOUGH.toMinutes()
                            + " minutes): after a longer pause of this service all inputs are read again");
        }
        return enough;
    }
}
