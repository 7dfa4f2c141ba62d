package io.tokenkeep.kit.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.kit.broker.NotPublishedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {

    private static final PublishLimits LIMITS = new PublishLimits(Duration.ofMillis(500), 2);
    private static final PublishLimits PATIENT = new PublishLimits(Duration.ofSeconds(30), 2);

    private final Vertx vertx = Vertx.vertx();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void unacknowledgedCodeIsSilentAfterTheLimitAndKeepsItsPermit() {
        KafkaPublisher publisher = publisher(producer, LIMITS);

        assertThat(reason(publisher.publish(record("a")))).isEqualTo(Reason.SILENT);
        assertThat(publisher.inFlight()).isEqualTo(1);

        producer.errorNext(new TimeoutException("late"));
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void atTheBoundTheNextIsRefusedAtOnce() {
        KafkaPublisher publisher = publisher(producer, PATIENT);
        Future<Void> first = publisher.publish(record("a"));
        Future<Void> second = publisher.publish(record("b"));

        assertThat(reason(publisher.publish(record("c")))).isEqualTo(Reason.BUSY);

        await().until(() -> producer.history().size() == 2);
        producer.completeNext();
        producer.completeNext();
        join(first);
        join(second);
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void whatTheProducerCannotTakeYetIsOfferedAgainUntilItCan() {
        AtomicInteger refusals = new AtomicInteger(3);
        KafkaPublisher publisher = publisher(notReady(() -> refusals.getAndDecrement() > 0), PATIENT);

        join(publisher.publish(record("a")));

        assertThat(refusals).hasValue(-1);
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void whatTheProducerNeverTakesIsSilentAndGivesThePermitBack() {
        AtomicInteger offers = new AtomicInteger();
        KafkaPublisher publisher = publisher(notReady(() -> offers.incrementAndGet() > 0), LIMITS);

        assertThat(reason(publisher.publish(record("a")))).isEqualTo(Reason.SILENT);

        assertThat(offers).hasValueGreaterThan(1);
        assertThat(publisher.inFlight()).isZero();
    }

    /** As a producer that must not block does while it knows no broker of the topic: within the call. */
    private static Producer<byte[], byte[]> notReady(BooleanSupplier refuses) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized java.util.concurrent.Future<RecordMetadata> send(
                    ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (refuses.getAsBoolean()) {
                    TimeoutException failure = new TimeoutException("not present in metadata after 0 ms");
                    callback.onCompletion(
                            new RecordMetadata(new TopicPartition(record.topic(), 0), -1, 0, -1, -1, -1), failure);
                    return CompletableFuture.failedFuture(failure);
                }
                return super.send(record, callback);
            }
        };
    }

    @Test
    void refusalIsReportedAndGivesThePermitBack() {
        KafkaPublisher publisher = publisher(producer, PATIENT);
        Future<Void> publishing = publisher.publish(record("a"));
        await().until(() -> producer.history().size() == 1);

        producer.errorNext(new RecordTooLargeException("quotes what was sent"));

        assertThat(reason(publishing)).isEqualTo(Reason.REFUSED);
        assertThat(publishing.cause()).hasNoCause().hasMessage("REFUSED");
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void thrownRefusalGivesThePermitBack() {
        producer.sendException = new KafkaException("quotes what was sent");
        KafkaPublisher publisher = publisher(producer, PATIENT);

        assertThat(reason(publisher.publish(record("a")))).isEqualTo(Reason.REFUSED);
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void closedProducerRefusesAndGivesThePermitBack() {
        KafkaPublisher publisher = publisher(producer, PATIENT);
        publisher.close();

        assertThat(reason(publisher.publish(record("a")))).isEqualTo(Reason.REFUSED);
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void patienceOfTheProducerEndsBeforeThatOfThePerson() {
        PublishLimits limits = new PublishLimits(Duration.ofSeconds(5), 1);
        var settings = limits.producer();

        long delivery = Long.parseLong(String.valueOf(settings.get("delivery.timeout.ms")));
        long request = Long.parseLong(String.valueOf(settings.get("request.timeout.ms")));
        assertThat(limits.offering().toMillis() + delivery).isLessThan(5000);
        assertThat(delivery).isGreaterThanOrEqualTo(request);
        assertThat(settings).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
        assertThat(settings).containsEntry("linger.ms", 0).containsEntry("max.block.ms", 0);
    }

    private KafkaPublisher publisher(Producer<byte[], byte[]> mock, PublishLimits limits) {
        return new KafkaPublisher(vertx, mock, limits, new SimpleMeterRegistry(), "test");
    }

    private static ProducerRecord<byte[], byte[]> record(String key) {
        return new ProducerRecord<>("authorization-codes", key.getBytes(StandardCharsets.UTF_8), new byte[1]);
    }

    private static Reason reason(Future<Void> publishing) {
        try {
            join(publishing);
        } catch (CompletionException e) {
            if (e.getCause() instanceof NotPublishedException not) {
                return not.reason();
            }
        }
        throw new AssertionError("it was published, or failed otherwise");
    }

    private static void join(Future<Void> publishing) {
        publishing.toCompletionStage().toCompletableFuture().join();
    }
}
