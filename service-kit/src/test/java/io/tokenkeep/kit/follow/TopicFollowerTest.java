package io.tokenkeep.kit.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {

    private static final String TOPIC = Topics.DATA_DELETIONS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FoldedStore<DataDeletion> store = new FoldedStore<>(10, (held, next) -> next);
    private final TopicFollower<DataDeletion> follower = new TopicFollower<>(
            new Followed<>("deletions", Topics.DATA_DELETIONS, DataDeletion::getConfirmationCode, store, null),
            () -> consumer,
            new DeadLetters(producer, meters, "test"),
            InstantSource.system());

    @BeforeEach
    void onePartition() {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void caughtUpOnceEverythingIsReadThatLayThereAtTheStart() {
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        consumer.schedulePollTask(() -> add(0, "one", deletion("one")));
        consumer.schedulePollTask(() -> {
            assertThat(store.caughtUp()).isFalse();
            assertThat(follower.check().isOk()).isFalse();
            add(1, "two", deletion("two"));
        });
        consumer.schedulePollTask(() -> {
            assertThat(store.caughtUp()).isTrue();
            assertThat(follower.check().isOk()).isTrue();
            add(2, "three", deletion("three"));
        });
        consumer.schedulePollTask(follower::close);

        follower.run();

        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find("two")).contains(deletion("two"));
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void emptyTopicIsCaughtUpAtOnce() {
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(follower::close);

        follower.run();

        assertThat(store.caughtUp()).isTrue();
        assertThat(follower.check().isOk()).isTrue();
    }

    @Test
    void recordThatCannotBeReadIsADeadLetterAndKeepsNoOtherBack() {
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        consumer.schedulePollTask(() -> {
            add(0, "one", null);
            add(1, null, deletion("one"));
            add(2, "other", deletion("one"));
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 3, bytes("one"), bytes("no record")));
            add(4, "two", deletion("two"));
        });
        consumer.schedulePollTask(follower::close);

        follower.run();

        assertThat(store.size()).isEqualTo(1);
        assertThat(store.find("two")).isPresent();
        assertThat(producer.history()).hasSize(4).allSatisfy(letter -> assertThat(letter.topic())
                .isEqualTo("dead-letters"));
        assertThat(meters.get("tokenkeep.test.dead.letters")
                        .tag("result", "kept")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void closedBeforeItRunsItReadsNothing() {
        follower.close();

        follower.run();

        assertThat(consumer.closed()).isFalse();
        assertThat(store.caughtUp()).isFalse();
    }

    private void add(long offset, @Nullable String key, @Nullable DataDeletion value) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                key == null ? null : bytes(key),
                value == null ? null : Topics.DATA_DELETIONS.codec().encode(value)));
    }

    private static DataDeletion deletion(String code) {
        return DataDeletion.newBuilder()
                .setConfirmationCode(code)
                .setApp("threads-main")
                .setState(DeletionState.RECEIVED)
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
