package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams makes a task again on the same processor, after it closed it or not, and keeps what that scheduled before. */
class ReinitialisedTaskTest {

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AbortedTransactions aborted = new AbortedTransactions();
    private final RefreshMetrics metrics = new RefreshMetrics(meters, () -> World.START);
    private final Processor<byte[], byte[], byte[], byte[]> processor = RefreshTopology.processors(new TaskParts(
                    new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT),
                    new TickBudget(Duration.ofSeconds(1), 500, World.TICK_TIME, 50, 50),
                    partition -> new Gate(),
                    aborted,
                    metrics,
                    System::nanoTime,
                    0,
                    TopicNames.WITHOUT_PREFIX))
            .get();
    private MockProcessorContext<byte[], byte[]> context;
    private boolean stuck;

    /** How the records can be read that Streams skipped, and these records. */
    private StartGate.Reading reading = StartGate.Reading.COMPLETE;

    private List<ConsumerRecord<byte[], byte[]>> skipped = List.of();

    private final class Gate implements StartGate.Watch {

        @Override
        public boolean passed(ToLongFunction<String> next) {
            return !stuck || next.applyAsLong("tokens") == 9;
        }

        @Override
        public StartGate.Reading read(
                String topic, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            skipped.forEach(reader);
            return reading;
        }

        @Override
        public boolean isStuck() {
            return stuck;
        }

        @Override
        public Map<String, Long> unread() {
            return Map.of("tokens", 9L);
        }
    }

    @BeforeEach
    void begin() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        context.setCurrentSystemTimeMs(World.START.toEpochMilli());
        StateStores.withPersonalData().forEach(name -> context.addStateStore(Stored.inMemory(name, Serdes.Bytes())));
        context.addStateStore(Stored.inMemory(StateStores.POSITIONS, Serdes.String()));
    }

    @Test
    void taskThatIsClosedAndMadeAgainTicksOnce() {
        processor.init(context);
        processor.close();
        assertThat(ticking()).isEmpty();
        processor.init(context);

        assertThat(ticking()).containsExactly(1_000L, AccountAudit.INTERVAL.toMillis());
    }

    @Test
    void taskThatIsMadeAgainWithoutACloseTicksOnce() {
        processor.init(context);
        processor.init(context);

        assertThat(ticking()).containsExactly(1_000L, AccountAudit.INTERVAL.toMillis());
        processor.close();
        assertThat(ticking()).isEmpty();
    }

    @Test
    void taskWithAStoreOlderThanTheOthersIsRestoredAgainAndActsOnWhatThereIsAfterTwoTimes() {
        new StoreStamps(
                        new TaskMetadata(context.getStateStore(StateStores.POSITIONS)),
                        Map.of(StateStores.DUE, context.getStateStore(StateStores.DUE)))
                .renew();
        for (int attempt = 1; attempt <= 2; attempt++) {
            processor.init(context);
            assertThatThrownBy(() -> latest(0).punctuate(0)).isInstanceOf(IncompleteStateException.class);
            assertThatThrownBy(() -> latest(1).punctuate(0)).isInstanceOf(IncompleteStateException.class);
            assertThatThrownBy(() -> processor.process(new Record<>(new byte[0], null, 0)))
                    .isInstanceOf(IncompleteStateException.class);
        }

        processor.init(context);
        latest(0).punctuate(0);
        latest(1).punctuate(0);

        assertThat(incomplete(true)).isEqualTo(2);
        assertThat(incomplete(false)).isEqualTo(1);
        processor.init(context);
        latest(0).punctuate(0);
        assertThat(incomplete(true)).as("stamped anew").isEqualTo(2);
    }

    @Test
    void recordsThatStreamsSkippedAreReadByTheTaskFirst() {
        processor.init(context);
        skipped = List.of(token("threads-main:1", 3), token("threads-main:2", 4));
        processor.init(context);
        context.setRecordMetadata("tokens", 0, 5);

        processor.process(new Record<>(new byte[0], null, 0));

        assertThat(keysOf("account-status")).containsExactly("threads-main:1", "threads-main:2");
        assertThat(positions().next("tokens")).isEqualTo(6);
    }

    @Test
    void recordThatCannotBeReadIsTriedTwiceAndThenTheTaskGoesOnAndHealthSaysSo() {
        processor.init(context);
        reading = StartGate.Reading.UNREADABLE;
        for (int attempt = 1; attempt <= 2; attempt++) {
            processor.init(context);
            context.setRecordMetadata("tokens", 0, 5);
            assertThatThrownBy(() -> processor.process(new Record<>(new byte[0], null, 0)))
                    .isInstanceOf(IncompleteStateException.class);
            assertThat(metrics.gaveUpWithin(Duration.ofHours(1))).isFalse();
        }

        processor.init(context);
        context.setRecordMetadata("tokens", 0, 5);
        processor.process(new Record<>(new byte[0], null, 0));

        assertThat(metrics.gaveUpWithin(Duration.ofHours(1))).isTrue();
    }

    @Test
    void brokersThatDoNotAnswerUseUpNoAttempt() {
        processor.init(context);
        reading = StartGate.Reading.UNKNOWN;
        for (int attempt = 1; attempt <= 10; attempt++) {
            processor.init(context);
            context.setRecordMetadata("tokens", 0, 5);
            assertThatThrownBy(() -> processor.process(new Record<>(new byte[0], null, 0)))
                    .isInstanceOf(IncompleteStateException.class);
        }

        assertThat(metrics.gaveUpWithin(Duration.ofHours(1))).isFalse();
    }

    @Test
    void taskReadsWhatStreamsNeverGivesIfAnotherThreadDoesNotHelp() {
        stuck = true;
        skipped = List.of(token("threads-main:1", 8));
        for (int attempt = 1; attempt <= 2; attempt++) {
            processor.init(context);
            assertThatThrownBy(() -> latest(0).punctuate(0)).isInstanceOf(IncompleteStateException.class);
        }

        processor.init(context);
        latest(0).punctuate(0);

        assertThat(keysOf("account-status")).containsExactly("threads-main:1");
        assertThat(positions().next("tokens")).isEqualTo(9);
    }

    @Test
    void firstTaskOfAProcessBeginsWhereTheOffsetsOfItsGroupSay() {
        reading = StartGate.Reading.UNREADABLE;
        processor.init(context);
        context.setRecordMetadata("tokens", 0, 5);

        processor.process(new Record<>(new byte[0], null, 0));

        assertThat(metrics.gaveUpWithin(Duration.ofHours(1))).isFalse();
        assertThat(positions().next("tokens")).isEqualTo(6);
    }

    @Test
    void threadBeginsNoTransactionWhileATaskLivesWhoseWritesWereAborted() {
        processor.init(context);
        aborted.begins();
        aborted.aborts();
        assertThatThrownBy(aborted::begins).isInstanceOf(StreamsException.class).hasMessageContaining("0_0");

        processor.init(context);
        aborted.begins();

        aborted.aborts();
        processor.close();
        aborted.begins();
    }

    @Test
    void abortedTransactionOfAnotherThreadIsNoConcernOfThisOne() throws InterruptedException {
        processor.init(context);
        Thread other = new Thread(aborted::aborts);
        other.start();
        other.join();

        aborted.begins();
    }

    private static ConsumerRecord<byte[], byte[]> token(String key, long offset) {
        byte[] value = Topics.TOKENS.codec().encode(Fixtures.consented(key, World.START));
        return new ConsumerRecord<>(
                "tokens",
                0,
                offset,
                World.START.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length(),
                value.length,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private List<String> keysOf(String topic) {
        return context.forwarded().stream()
                .filter(forward -> forward.childName().equals(Optional.of(Outputs.sink(topic))))
                .map(forward -> new String(forward.record().key(), StandardCharsets.UTF_8))
                .toList();
    }

    private Positions positions() {
        return new Positions(context.getStateStore(StateStores.POSITIONS));
    }

    private double incomplete(boolean again) {
        return meters.get("tokenkeep.refresh.state.incomplete")
                .tag("restored.again", Boolean.toString(again))
                .counter()
                .count();
    }

    /** Of those that are not cancelled, in the order they were scheduled in. */
    private Punctuator latest(int index) {
        return context.scheduledPunctuators().stream()
                .filter(each -> !each.cancelled())
                .toList()
                .get(index)
                .getPunctuator();
    }

    /** How often what is not cancelled is called, in milliseconds. */
    private List<Long> ticking() {
        return context.scheduledPunctuators().stream()
                .filter(each -> !each.cancelled())
                .map(each -> each.getInterval().toMillis())
                .toList();
    }
}
