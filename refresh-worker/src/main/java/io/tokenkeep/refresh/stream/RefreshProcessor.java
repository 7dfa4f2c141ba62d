package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One task: a record changes its account, a tick does what is due, within a budget. What time it is, the context alone
 * tells; how long a tick takes it cannot tell, as its time stands still during one.
 * What was read before, or cannot be read at all, changes no account.
 */
final class RefreshProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final int MOST_WAITING = 1000;

    private final ProcessorContext<byte[], byte[]> context;
    private final RefreshMetrics metrics;
    private final LongSupplier nanoTime;
    private final StartGate.Watch gate;
    private final Inputs inputs;
    private final Outputs outputs;
    private final Positions positions;
    private final DueIndex index;
    private final Line line;
    private final AppCircuitBreakers breakers;
    private final Waiting waiting = new Waiting(MOST_WAITING);
    private final Turns turns;
    private final Ticks ticks;
    private final Optional<Sweep> sweep;
    private boolean started;

    RefreshProcessor(RefreshTopology.Parts parts, ProcessorContext<byte[], byte[]> context) {
        RefreshPolicy policy = parts.policy();
        this.context = context;
        this.metrics = parts.metrics();
        this.nanoTime = parts.nanoTime();
        this.gate = parts.gate().watch(context.taskId().partition());
        AccountRules rules = new AccountRules(policy);
        this.inputs = new Inputs(rules, metrics);
        this.outputs = new Outputs(context, metrics);
        KeyValueStore<String, byte[]> small = context.getStateStore(RefreshTopology.POSITIONS);
        Marks marks = new Marks(small);
        this.positions = new Positions(small);
        this.index = new DueIndex(context.getStateStore(RefreshTopology.DUE), marks);
        this.line = new Line(context.getStateStore(RefreshTopology.LINE), marks);
        AccountKey task = Sweep.nobody(context.taskId().partition(), Math.max(1, parts.partitions()));
        this.breakers = new AppCircuitBreakers(marks, outputs, task);
        Queues queues = new Queues(index, line, breakers);
        Strangers strangers = new Strangers(context.getStateStore(RefreshTopology.STRANGERS), index);
        this.turns =
                new Turns(context.getStateStore(RefreshTopology.ACCOUNTS), strangers, queues, outputs, policy, waiting);
        this.ticks = new Ticks(parts.budget(), queues, turns, rules, nanoTime);
        this.sweep = parts.partitions() == 0
                ? Optional.empty()
                : Optional.of(new Sweep(
                        marks,
                        outputs,
                        RefreshTopology.onDisk().stream()
                                .map(context::<KeyValueStore<Bytes, byte[]>>getStateStore)
                                .toList(),
                        context.taskId().partition(),
                        parts.partitions()));
        context.schedule(parts.budget().interval(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        if (!positions.advance(from.topic(), from.offset(), record.timestamp())) {
            metrics.replayed(from.topic());
            return;
        }
        try {
            Instant at = Instant.ofEpochMilli(record.timestamp());
            Inputs.Input input = inputs.read(from.topic(), record.key(), record.value(), at);
            input.match(
                    account -> turns.play(account.key(), now(), account.rule()),
                    breaker -> breakers.read(breaker.key(), breaker.link(), now()));
        } catch (UnreadableRecordException e) {
            outputs.deadLetter(record, from, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        metrics.left(context.taskId().partition());
    }

    private void tick(long timestamp) {
        started = started || gate.passed(positions::next);
        if (!started) {
            return;
        }
        long began = nanoTime.getAsLong();
        Instant now = Instant.ofEpochMilli(timestamp);
        ticks.tick(now);
        sweep.ifPresent(daily -> daily.tick(now));
        int partition = context.taskId().partition();
        metrics.inLine(partition, line.sizes());
        metrics.open(partition, breakers.open());
        metrics.ticked(partition, waiting.since(index.earliest()), Duration.ofNanos(nanoTime.getAsLong() - began));
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
