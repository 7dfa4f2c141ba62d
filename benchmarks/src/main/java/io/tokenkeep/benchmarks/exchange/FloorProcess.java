package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.FileReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: a consumer, a Web Client and a producer, and nothing else. It keeps no order, commits what it has read and
 * not what is done, waits for no acknowledgement, and what fails is lost.
 */
public final class FloorProcess {

    private FloorProcess() {}

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (FileReader reader = new FileReader(Path.of(arguments[0]).toFile(), StandardCharsets.UTF_8)) {
            settings.load(reader);
        }
        Thread reading = new Thread(() -> read(settings), "floor");
        reading.setDaemon(true);
        reading.start();
        Child.serve("");
        System.exit(0);
    }

    private static void read(Properties settings) {
        int most = Integer.parseInt(settings.getProperty("codes.concurrency"));
        String bootstrap = settings.getProperty("bootstrap.servers");
        Vertx vertx = Vertx.vertx();
        Context context = vertx.getOrCreateContext();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        BareWork work = new BareWork(vertx, settings, most * 2, producer);
        AtomicInteger inFlight = new AtomicInteger();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", "floor", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.AUTHORIZATION_CODES.name()));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    AuthorizationCode code = Topics.AUTHORIZATION_CODES.codec().decode(record.value());
                    inFlight.incrementAndGet();
                    context.runOnContext(nothing -> work.exchange(code, Instant.ofEpochMilli(record.timestamp()))
                            .onComplete(done -> inFlight.decrementAndGet()));
                }
                if (inFlight.get() >= most) {
                    consumer.pause(consumer.assignment());
                } else {
                    consumer.resume(consumer.paused());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
