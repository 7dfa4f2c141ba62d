package io.tokenkeep.exchange.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.PublisherLimits;
import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishingTest {

    private static final ProducerRecord<byte[], byte[]> RECORD =
            new ProducerRecord<>(Topics.TOKENS.name(), new byte[] {1}, new byte[] {2});

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final RefusingProducer producer = new RefusingProducer();
    private final RecordPublisher publisher = new RecordPublisher(
            producer,
            "test",
            new PublisherLimits(8, Duration.ofMinutes(1), Duration.ofSeconds(5)),
            new BrokerClock(InstantSource.system(), System::nanoTime),
            System::nanoTime);
    private final Unacknowledged unacknowledged = new Unacknowledged(System::nanoTime);
    private final Publishing publishing = new Publishing(
            vertx,
            context,
            publisher,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(7)),
            unacknowledged);

    /** Kafka's own mock, which may also throw instead of sending. */
    private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
        final AtomicBoolean refuseOnce = new AtomicBoolean();
        volatile String missing = "";

        RefusingProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized java.util.concurrent.Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (refuseOnce.getAndSet(false)) {
                throw new TimeoutException("no metadata");
            }
            if (record.topic().equals(missing)) {
                TimeoutException failure = new TimeoutException("no metadata");
                callback.onCompletion(new RecordMetadata(new TopicPartition(missing, -1), -1, -1, -1, -1, -1), failure);
                return CompletableFuture.failedFuture(failure);
            }
            return super.send(record, callback);
        }
    }

    @AfterEach
    void close() {
        publisher.close();
        Waiting.on(vertx.close());
    }

    @Test
    void nothingIsDoneBeforeTheBrokerSaysSo() {
        Future<Void> acknowledged = publishing.acknowledged(RECORD);
        await().until(() -> producer.history().size() == 1);
        assertThat(acknowledged.isComplete()).isFalse();

        producer.completeNext();

        Waiting.on(acknowledged);
    }

    @Test
    void recordThatIsNotAcknowledgedIsSentUntilItIs() {
        Future<Void> acknowledged = publishing.acknowledged(RECORD);
        for (int attempt = 1; attempt <= 3; attempt++) {
            int sent = attempt;
            await().until(() -> producer.history().size() == sent);
            producer.errorNext(new TimeoutException("the broker is away"));
        }
        await().until(() -> producer.history().size() == 4);

        producer.completeNext();

        Waiting.on(acknowledged);
        assertThat(producer.history()).containsOnly(RECORD);
    }

    @Test
    void recordOfAProducerThatLostCountIsSentAgain() {
        Future<Void> acknowledged = publishing.acknowledged(RECORD);
        await().until(() -> producer.history().size() == 1);
        producer.errorNext(new OutOfOrderSequenceException("a gap"));
        await().until(() -> producer.history().size() == 2);

        producer.completeNext();

        Waiting.on(acknowledged);
    }

    @Test
    void producerThatRefusesAtOnceIsTriedAgainToo() {
        producer.refuseOnce.set(true);
        Future<Void> acknowledged = publishing.acknowledged(RECORD);

        await().until(producer::completeNext);

        Waiting.on(acknowledged);
        assertThat(producer.refuseOnce).isFalse();
    }

    @Test
    void recordThatIsTooLargeIsNotRepeatedAndDelaysNoOther() {
        Future<List<Integer>> tooLarge = publishing.eachAcknowledged(
                List.of(1, 2, 3), item -> new ProducerRecord<>(Topics.TOKENS.name(), new byte[] {item.byteValue()}));
        await().until(() -> producer.history().size() == 3);

        producer.completeNext();
        producer.errorNext(new RecordTooLargeException("too large"));
        producer.completeNext();

        assertThat(Waiting.on(tooLarge)).containsExactly(2);
        assertThat(producer.history()).hasSize(3);
    }

    @Test
    void topicThatIsMissingKeepsNoOtherRecordWaiting() {
        producer.missing = Topics.TOKENS.name();
        ProducerRecord<byte[], byte[]> other =
                new ProducerRecord<>(Topics.AUTHORIZATION_PROGRESS.name(), new byte[] {1}, new byte[] {2});
        Future<Void> waits = publishing.acknowledged(RECORD);

        Future<Void> passes = publishing.acknowledged(other);
        await().until(producer::completeNext);

        Waiting.on(passes);
        assertThat(waits.isComplete()).isFalse();
        assertThat(unacknowledged.oldest().orElseThrow().topic()).isEqualTo(Topics.TOKENS.name());
        producer.missing = "";
        await().until(producer::completeNext);
        Waiting.on(waits);
        assertThat(unacknowledged.oldest()).isEmpty();
    }

    @Test
    void unreadableRecordGoesToDeadLettersAsItCame() {
        letter(record(new byte[] {1, 2, 3}));

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTERS_NAME);
        assertThat(letter.value()).containsExactly(1, 2, 3);
    }

    @Test
    void unreadableRecordTooLargeToBeSentLeavesItsPlaceAndReason() {
        letter(record(new byte[1_040_000]));

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(letter.value()).isNull();
        assertThat(new String(letter.headers().lastHeader("offset").value(), UTF_8))
                .isEqualTo("42");
        assertThat(letter.headers().lastHeader("reason").value()).asString().startsWith("no record; too large");
    }

    private void letter(ConsumerRecord<byte[], byte[]> record) {
        Future<JobResult> attempt = new UnreadableJob(record, "no record", publishing).attempt(() -> {});
        await().until(producer::completeNext);
        assertThat(Waiting.on(attempt)).isEqualTo(JobResult.DONE);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(
                Topics.AUTHORIZATION_CODES.name(),
                1,
                42,
                0,
                TimestampType.LOG_APPEND_TIME,
                1,
                value.length,
                new byte[] {7},
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
