package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.topic.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.serialization.Serdes;
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
    private final RefreshMetrics metrics = new RefreshMetrics(meters, () -> World.START);
    private final Processor<byte[], byte[], byte[], byte[]> processor = RefreshTopology.processors(new TaskParts(
                    new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT),
                    new TickBudget(Duration.ofSeconds(1), 500, World.TICK_TIME, 50, 50),
                    partition -> new Gate(),
                    metrics,
                    System::nanoTime,
                    0,
                    TopicNames.WITHOUT_PREFIX))
            .get();
    private MockProcessorContext<byte[], byte[]> context;

    /** What lies between what was read last and what comes. */
    private StartGate.Gap gap = StartGate.Gap.EMPTY;

    private final class Gate implements StartGate.Watch {

        @Override
        public boolean passed(ToLongFunction<String> next) {
            return true;
        }

        @Override
        public StartGate.Gap gap(String topic, long from, long to) {
            return gap;
        }
    }

    @BeforeEach
    void begin() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
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
    void recordsThatWereSkippedAreReadAgainAndGivenUpAfterTwoTimes() {
        gap = StartGate.Gap.RECORDS;
        for (int attempt = 1; attempt <= 2; attempt++) {
            processor.init(context);
            context.setRecordMetadata("tokens", 0, 5);
            assertThatThrownBy(() -> processor.process(new Record<>(new byte[0], null, 0)))
                    .isInstanceOf(IncompleteStateException.class);
        }

        processor.init(context);
        context.setRecordMetadata("tokens", 0, 5);
        processor.process(new Record<>(new byte[0], null, 0));

        assertThat(incomplete(true)).isEqualTo(2);
        assertThat(incomplete(false)).isEqualTo(1);
    }

    @Test
    void brokersThatDoNotAnswerUseUpNoAttempt() {
        gap = StartGate.Gap.UNKNOWN;
        for (int attempt = 1; attempt <= 10; attempt++) {
            processor.init(context);
            context.setRecordMetadata("tokens", 0, 5);
            assertThatThrownBy(() -> processor.process(new Record<>(new byte[0], null, 0)))
                    .isInstanceOf(IncompleteStateException.class);
        }

        assertThat(incomplete(false)).isZero();
    }

    @Test
    void eachTimeThatRecordsAreSkippedHasItsOwnTwoAttempts() {
        for (int time = 1; time <= 3; time++) {
            gap = StartGate.Gap.RECORDS;
            processor.init(context);
            context.setRecordMetadata("tokens", 0, 10L * time);
            assertThatThrownBy(() -> processor.process(new Record<>(new byte[0], null, 0)))
                    .isInstanceOf(IncompleteStateException.class);
            gap = StartGate.Gap.EMPTY;
            processor.init(context);
            processor.process(new Record<>(new byte[0], null, time));
        }

        assertThat(incomplete(false)).isZero();
    }

    @Test
    void stretchWithoutRecordsIsNotTakenForRecordsThatWereSkipped() {
        processor.init(context);
        context.setRecordMetadata("tokens", 0, 5);
        processor.process(new Record<>(new byte[0], null, 0));
        gap = StartGate.Gap.RECORDS;
        context.setRecordMetadata("tokens", 0, 9);
        processor.process(new Record<>(new byte[0], null, 1));

        assertThat(incomplete(true)).as("looked for at the first record alone").isZero();
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
