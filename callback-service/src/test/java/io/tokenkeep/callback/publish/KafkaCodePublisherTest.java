package io.tokenkeep.callback.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.publish.NotPublishedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaCodePublisherTest {

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
        KafkaCodePublisher publisher = publisher(producer, LIMITS);

        assertThat(reason(publisher.publish(code("a")))).isEqualTo(Reason.SILENT);
        assertThat(publisher.inFlight()).isEqualTo(1);

        producer.errorNext(new TimeoutException("late"));
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void atTheBoundTheNextIsRefusedAtOnce() {
        KafkaCodePublisher publisher = publisher(producer, PATIENT);
        Future<Void> first = publisher.publish(code("a"));
        Future<Void> second = publisher.publish(code("b"));

        assertThat(reason(publisher.publish(code("c")))).isEqualTo(Reason.BUSY);

        await().until(() -> producer.history().size() == 2);
        producer.completeNext();
        producer.completeNext();
        join(first);
        join(second);
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void whatWaitedTooLongForAThreadIsNotSent() {
        CountDownLatch unblock = new CountDownLatch(1);
        MockProducer<byte[], byte[]> blocking =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized java.util.concurrent.Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        try {
                            unblock.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return super.send(record, callback);
                    }
                };
        KafkaCodePublisher publisher =
                publisher(blocking, new PublishLimits(Duration.ofMillis(500), KafkaCodePublisher.THREADS + 3));
        for (int i = 0; i < KafkaCodePublisher.THREADS; i++) {
            publisher.publish(code("blocked"));
        }

        assertThat(reason(publisher.publish(code("waiting")))).isEqualTo(Reason.SILENT);
        unblock.countDown();

        await().until(() -> publisher.inFlight() == 0);
        assertThat(blocking.history()).hasSize(KafkaCodePublisher.THREADS);
    }

    @Test
    void refusalIsToldAndGivesThePermitBack() {
        KafkaCodePublisher publisher = publisher(producer, PATIENT);
        Future<Void> publishing = publisher.publish(code("a"));
        await().until(() -> producer.history().size() == 1);

        producer.errorNext(new RecordTooLargeException("quotes what was sent"));

        assertThat(reason(publishing)).isEqualTo(Reason.REFUSED);
        assertThat(publishing.cause()).hasNoCause().hasMessage("REFUSED");
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void thrownRefusalGivesThePermitBack() {
        producer.sendException = new KafkaException("quotes what was sent");
        KafkaCodePublisher publisher = publisher(producer, PATIENT);

        assertThat(reason(publisher.publish(code("a")))).isEqualTo(Reason.REFUSED);
        assertThat(publisher.inFlight()).isZero();
    }

    @Test
    void patienceOfTheProducerEndsBeforeThatOfThePerson() {
        var settings = new PublishLimits(Duration.ofSeconds(5), 1).producer();

        long block = Long.parseLong(String.valueOf(settings.get("max.block.ms")));
        long delivery = Long.parseLong(String.valueOf(settings.get("delivery.timeout.ms")));
        long request = Long.parseLong(String.valueOf(settings.get("request.timeout.ms")));
        assertThat(block + delivery).isLessThan(5000);
        assertThat(delivery).isGreaterThanOrEqualTo(request);
        assertThat(settings).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
        assertThat(settings).containsEntry("linger.ms", 0);
    }

    private KafkaCodePublisher publisher(MockProducer<byte[], byte[]> mock, PublishLimits limits) {
        return new KafkaCodePublisher(vertx, mock, limits, new SimpleMeterRegistry());
    }

    private static AuthorizationCode code(String id) {
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(id)
                .setApp("threads-main")
                .setSealedCode("sealed")
                .setRedirectUri("http://localhost/cb")
                .setReceivedAt(Instant.EPOCH)
                .build();
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
