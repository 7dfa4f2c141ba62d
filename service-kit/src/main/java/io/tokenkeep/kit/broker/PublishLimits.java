package io.tokenkeep.kit.broker;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long a request waits for Kafka, and how many records may wait. The producer's own timeouts add up to less than
 * {@code publish.timeout}, so that a record that was reported as not published does not arrive much later.
 */
public record PublishLimits(Duration timeout, int inFlight) {

    public PublishLimits {
        if (timeout.toMillis() < 500 || inFlight < 1) {
            throw new IllegalArgumentException("publish.timeout starts at 500ms and publish.in.flight at 1");
        }
    }

    public static PublishLimits from(Settings settings) {
        return new PublishLimits(settings.duration("publish.timeout"), settings.integer("publish.in.flight"));
    }

    /** Adds these limits to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "publish.timeout",
                        Type.STRING,
                        "5s",
                        Durations.between(Duration.ofMillis(500), Duration.ofMinutes(1)),
                        Importance.MEDIUM,
                        "How long a request waits for Kafka to take each of its records. After that it is answered with 503; a"
                                + " person gets a page that tries again.")
                .define(
                        "publish.in.flight",
                        Type.INT,
                        256,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "How many records may be on their way to Kafka; the request of the next one is answered with 503 at"
                                + " once.");
    }

    /** How long a record is offered to a producer that cannot take it. */
    Duration offering() {
        return timeout.dividedBy(5);
    }

    /** The producer's settings for the guarantees. It does not linger, because somebody waits, and it does not block. */
    public Map<String, Object> producer() {
        long millis = timeout.toMillis();
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) (millis * 2 / 5),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) (millis * 3 / 5),
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName());
    }
}
