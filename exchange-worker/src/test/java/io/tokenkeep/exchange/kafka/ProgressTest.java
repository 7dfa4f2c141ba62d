package io.tokenkeep.exchange.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final List<TopicPartition> CODES = List.of(new TopicPartition(Topics.AUTHORIZATION_CODES.name(), 0));
    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTHORIZATION_PROGRESS.name(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Progress progress = new Progress();
    private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    private final List<String> unreadable = new ArrayList<>();
    private final ProgressReader reader =
            new ProgressReader(consumer, progress, (record, reason) -> unreadable.add(reason), clock);
    private long end;

    @BeforeEach
    void empty() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void partitionIsCaughtUpOnceItsEndAsOfTheAssignmentIsRead() {
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        reader.assigned(CODES);
        write("a", answer("a"));
        reader.round();
        assertThat(progress.isCaughtUp(0)).isFalse();

        write("b", answer("b"));
        reader.round();

        assertThat(progress.isCaughtUp(0)).isTrue();
        assertThat(progress.find(0, "a")).isInstanceOf(Progress.Entry.Answered.class);
        assertThat(progress.find(0, "c")).isNull();
    }

    @Test
    void emptyPartitionIsCaughtUpAtOnceAndFollowedOnwards() {
        reader.assigned(CODES);
        reader.round();
        assertThat(progress.isCaughtUp(0)).isTrue();

        write("a", answer("a"));
        reader.round();

        assertThat(progress.find(0, "a")).isInstanceOf(Progress.Entry.Answered.class);
    }

    @Test
    void nullFinishesACodeForGood() {
        reader.assigned(CODES);
        write("a", answer("a"));
        write("a", null);
        write("a", answer("a"));
        reader.round();

        assertThat(progress.find(0, "a")).isInstanceOf(Progress.Entry.Finished.class);
    }

    @Test
    void whatCannotBeReadIsToldAndItsCodeCountsAsAnswered() {
        reader.assigned(CODES);
        write("another key", answer("a"));
        write(null, new byte[0]);
        write("plain", "plain".getBytes(UTF_8));
        write("b", answer("b"));
        reader.round();

        assertThat(unreadable).hasSize(3);
        assertThat(progress.find(0, "a")).isNull();
        assertThat(progress.find(0, "plain")).isInstanceOf(Progress.Entry.Unreadable.class);
        assertThat(progress.find(0, "b")).isInstanceOf(Progress.Entry.Answered.class);
    }

    @Test
    void whatWasThereBeforeAndCannotBeReadIsNotSetAsideAgain() {
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));
        reader.assigned(CODES);
        write("old", "plain".getBytes(UTF_8));
        write("new", "plain".getBytes(UTF_8));
        reader.round();

        assertThat(unreadable).hasSize(1);
        assertThat(progress.find(0, "old")).isInstanceOf(Progress.Entry.Unreadable.class);
        assertThat(progress.find(0, "new")).isInstanceOf(Progress.Entry.Unreadable.class);
    }

    @Test
    void partitionWithoutALeaderKeepsNoOtherFromCatchingUp() {
        TopicPartition away = new TopicPartition(PARTITION.topic(), 1);
        Set<TopicPartition> withoutLeader = new HashSet<>(Set.of(away));
        MockConsumer<byte[], byte[]> broken = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(
                    Collection<TopicPartition> partitions, Duration timeout) {
                if (partitions.stream().anyMatch(withoutLeader::contains)) {
                    throw new TimeoutException("no leader");
                }
                return super.endOffsets(partitions, timeout);
            }

            @Override
            public synchronized long position(TopicPartition partition, Duration timeout) {
                if (withoutLeader.contains(partition)) {
                    throw new TimeoutException("no leader");
                }
                return super.position(partition, timeout);
            }
        };
        broken.updateBeginningOffsets(Map.of(PARTITION, 0L, away, 0L));
        broken.updateEndOffsets(Map.of(PARTITION, 0L, away, 0L));
        ProgressReader following = new ProgressReader(broken, progress, (record, reason) -> {}, clock);

        following.assigned(List.of(new TopicPartition("codes", 0), new TopicPartition("codes", 1)));
        following.round();
        following.round();
        assertThat(progress.isCaughtUp(0)).isTrue();
        assertThat(progress.isCaughtUp(1)).isFalse();

        withoutLeader.clear();
        clock.advance(Duration.ofSeconds(5));
        following.round();
        assertThat(progress.isCaughtUp(1)).isTrue();
    }

    @Test
    void whatIsOlderThanTheCodesIsForgotten() {
        reader.assigned(CODES);
        reader.round();
        progress.finished(0, "old", clock.instant());
        clock.advance(Duration.ofDays(7));
        progress.finished(0, "young", clock.instant());

        reader.round();
        assertThat(progress.find(0, "old")).isNotNull();
        clock.advance(Duration.ofDays(2));
        reader.round();

        assertThat(progress.find(0, "old")).isNull();
        assertThat(progress.find(0, "young")).isNotNull();
    }

    @Test
    void partitionThatIsGoneIsForgottenAndTakesNothingIn() {
        reader.assigned(CODES);
        write("a", answer("a"));
        reader.round();

        reader.gone(CODES);
        progress.finished(0, "a", clock.instant());

        assertThat(progress.isCaughtUp(0)).isFalse();
        assertThat(progress.find(0, "a")).isNull();
        assertThat(consumer.assignment()).isEmpty();
        reader.close(Duration.ofSeconds(1));
    }

    @Test
    void sealedAnswersAreNotPrinted() {
        reader.assigned(CODES);
        write("a", answer("a"));
        reader.round();

        assertThat(String.valueOf(progress.find(0, "a"))).doesNotContain("sealed-text");
    }

    private void write(@Nullable String key, byte @Nullable [] value) {
        consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, end++, key == null ? null : key.getBytes(UTF_8), value));
    }

    private static byte[] answer(String id) {
        Instant now = Instant.EPOCH;
        return Topics.AUTHORIZATION_PROGRESS
                .codec()
                .encode(AuthorizationProgress.newBuilder()
                        .setAuthorizationId(id)
                        .setApp("main")
                        .setSealedAnswer("sealed-text")
                        .setAnsweredAt(now)
                        .setOrderedAt(now)
                        .build());
    }
}
