package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.PublisherLimits;
import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A lane's publishing with a producer that acknowledges everything at once, and keeps it. */
public final class InstantPublishing implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(7));
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RecordPublisher publisher = new RecordPublisher(
            producer,
            "test",
            new PublisherLimits(8, Duration.ofMinutes(1), Duration.ofSeconds(5)),
            new BrokerClock(InstantSource.system(), System::nanoTime),
            System::nanoTime);
    private final Publishing publishing =
            new Publishing(vertx, context, publisher, backoff, new Unacknowledged(System::nanoTime));

    public Publishing publishing() {
        return publishing;
    }

    /** Where published records are acknowledged. */
    public Context context() {
        return context;
    }

    public Backoff backoff() {
        return backoff;
    }

    /** What was published, in its order. */
    public List<ProducerRecord<byte[], byte[]>> history() {
        return producer.history();
    }

    @Override
    public void close() {
        publisher.close();
        Waiting.on(vertx.close());
    }
}
