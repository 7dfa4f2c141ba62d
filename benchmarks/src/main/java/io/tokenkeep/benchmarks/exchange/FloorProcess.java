package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The floor: only a consumer, a Web Client and a producer. It keeps no order, commits offsets of records that are
 * read and not yet done, waits for no acknowledgement, and loses a code that fails.
 */
public final class FloorProcess {

    private FloorProcess() {}

    public static void main(String[] arguments) throws IOException {
        BareProgram.run(arguments, FloorProcess::read);
    }

    private static void read(BareProgram program) {
        Vertx vertx = Vertx.vertx();
        Context context = vertx.getOrCreateContext();
        BareWork work = new BareWork(BareClient.create(vertx, program.most()), program.settings(), program.producer());
        AtomicInteger inFlight = new AtomicInteger();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(program.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.AUTHORIZATION_CODES.name()));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    inFlight.incrementAndGet();
                    context.runOnContext(
                            nothing -> work.exchange(record).onComplete(done -> inFlight.decrementAndGet()));
                }
                if (inFlight.get() >= program.most()) {
                    consumer.pause(consumer.assignment());
                } else {
                    consumer.resume(consumer.paused());
                }
            }
        }
    }
}
