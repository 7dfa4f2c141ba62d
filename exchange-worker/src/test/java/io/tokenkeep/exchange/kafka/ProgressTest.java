package io.tokenkeep.exchange.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final TopicPartition CODE = new TopicPartition(Topics.AUTHORIZATION_CODES.name(), 0);
    private static final List<TopicPartition> CODES = List.of(CODE);
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final int LIMIT = 1000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTHORIZATION_PROGRESS.name(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanoTime = new AtomicLong();
    private final Progress progress =
            new Progress(ProgressLimits.of(LIMIT, HOUR, HOUR, Duration.ofMinutes(1)), nanoTime::get);
    private final MutableClock clock = MutableClock.at(NOON);
    private final List<String> unreadable = new ArrayList<>();
    private final CompanionReader reader = ProgressReader.of(
            new CompanionReader.Source(consumer, TopicNames.WITHOUT_PREFIX),
            progress,
            (record, reason) -> unreadable.add(reason),
            clock);
    private long end;

    @BeforeEach
    void empty() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        ends(0);
    }

    @Test
    void partitionIsCaughtUpOnceItsEndAsOfTheAssignmentIsRead() {
        ends(2);
        reader.assigned(CODES);
        write("a", answer("a"));
        reader.round();
        assertThat(progress.isCaughtUp(0)).isFalse();

        write("b", answer("b"));
        reader.round();

        assertThat(progress.isCaughtUp(0)).isTrue();
        assertThat(progress.find(0, "a")).isInstanceOf(ProgressEntry.Answered.class);
        assertThat(progress.find(0, "c")).isNull();
    }

    @Test
    void emptyPartitionIsCaughtUpAtOnceAndFollowedOnwards() {
        reader.assigned(CODES);
        reader.round();
        assertThat(progress.isCaughtUp(0)).isTrue();

        write("a", answer("a"));
        reader.round();

        assertThat(progress.find(0, "a")).isInstanceOf(ProgressEntry.Answered.class);
    }

    @Test
    void nullFinishesACodeForGood() {
        reader.assigned(CODES);
        write("a", answer("a"));
        write("a", null);
        write("a", answer("a"));
        reader.round();

        assertThat(progress.find(0, "a")).isInstanceOf(ProgressEntry.Finished.class);
    }

    @Test
    void unreadableRecordIsReportedAndItsCodeCountsAsAnswered() {
        reader.assigned(CODES);
        write("another key", answer("a"));
        write(null, new byte[0]);
        write("plain", "plain".getBytes(UTF_8));
        write("b", answer("b"));
        reader.round();

        assertThat(unreadable).hasSize(3);
        assertThat(progress.find(0, "a")).isNull();
        assertThat(progress.find(0, "plain")).isInstanceOf(ProgressEntry.Unreadable.class);
        assertThat(progress.find(0, "b")).isInstanceOf(ProgressEntry.Answered.class);
    }

    @Test
    void whatWasThereBeforeAndCannotBeReadIsNotSetAsideAgain() {
        ends(1);
        reader.assigned(CODES);
        write("old", "plain".getBytes(UTF_8));
        write("new", "plain".getBytes(UTF_8));
        reader.round();

        assertThat(unreadable).hasSize(1);
        assertThat(progress.find(0, "old")).isInstanceOf(ProgressEntry.Unreadable.class);
        assertThat(progress.find(0, "new")).isInstanceOf(ProgressEntry.Unreadable.class);
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
        TopicPartition awayCodes = new TopicPartition(CODE.topic(), 1);
        broken.updateEndOffsets(Map.of(PARTITION, 0L, away, 0L, CODE, 0L, awayCodes, 0L));
        CompanionReader following = ProgressReader.of(
                new CompanionReader.Source(broken, TopicNames.WITHOUT_PREFIX), progress, (record, reason) -> {}, clock);

        following.assigned(List.of(CODE, awayCodes));
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
    void whatIsFinishedIsRememberedAsLongAsItsCodeMightBePresentedAndForgottenThen() {
        reader.assigned(CODES);
        reader.round();
        progress.finished(0, "old", NOON);
        nanoTime.addAndGet(HOUR.plus(HOUR).toNanos());
        reader.round();
        assertThat(progress.find(0, "old")).isInstanceOf(ProgressEntry.Finished.class);
        assertThat(progress.wouldKnow(0, 0, NOON)).isTrue();

        nanoTime.addAndGet(HOUR.toNanos());
        reader.round();

        assertThat(progress.find(0, "old")).isNull();
        assertThat(progress.wouldKnow(0, 0, NOON)).isFalse();
        assertThat(progress.remembered()).isZero();
    }

    @Test
    void endsOfOldCodesLeaveNothingWhenTheTopicIsRead() {
        int old = 5 * LIMIT;
        ends(old + 1);
        reader.assigned(CODES);
        for (int i = 0; i < old; i++) {
            write("old-" + i, null, NOON.minus(Duration.ofHours(20)).plusSeconds(10L * i));
            reader.round();
        }
        write("young", null, NOON);
        reader.round();

        assertThat(progress.remembered()).isLessThan(LIMIT);
        assertThat(progress.find(0, "old-0")).isNull();
        assertThat(progress.find(0, "young")).isNotNull();
    }

    @Test
    void answersThatAreNotFinishedAreKeptHoweverOldTheyAre() {
        reader.assigned(CODES);
        write("a", answer("a"), NOON.minus(Duration.ofDays(6)));
        write("b", null, NOON);
        reader.round();

        assertThat(progress.find(0, "a")).isInstanceOf(ProgressEntry.Answered.class);
    }

    @Test
    void atTheBoundAPartitionWaitsAndNothingYoungIsForgotten() {
        ends(2 * LIMIT);
        reader.assigned(CODES);
        for (int i = 0; i < 2 * LIMIT; i++) {
            write("young-" + i, null, NOON);
            reader.round();
        }
        assertThat(progress.remembered()).isEqualTo(LIMIT);
        assertThat(progress.isFull(0)).isTrue();
        assertThat(progress.isCaughtUp(0)).isFalse();

        nanoTime.addAndGet(HOUR.multipliedBy(3).toNanos());
        reader.round();

        assertThat(progress.isFull(0)).isFalse();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void selfTestOfAStartSaysNothingAboutWhenCodesWere() {
        reader.assigned(CODES);
        write("a", null, NOON.minus(Duration.ofHours(8)));
        write(ProgressReader.SELF_TEST, null, NOON);
        reader.round();

        assertThat(progress.find(0, "a")).isNotNull();
        assertThat(progress.remembered()).isEqualTo(1);
    }

    @Test
    void partitionThatIsGoneIsForgottenAndTakesNothingIn() {
        reader.assigned(CODES);
        write("a", answer("a"));
        reader.round();

        reader.revoked(CODES);
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

    private void ends(long at) {
        consumer.updateEndOffsets(Map.of(PARTITION, at, CODE, 1L));
    }

    private void write(@Nullable String key, byte @Nullable [] value) {
        consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, end++, key == null ? null : key.getBytes(UTF_8), value));
    }

    private void write(String key, byte @Nullable [] value, Instant at) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                end++,
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static byte[] answer(String id) {
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
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
