package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.policy.Pacer;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * One task: a record changes its account, a tick does what is due, within a budget. Time comes from the context alone.
 * What was read before, or cannot be read at all, changes no account.
 */
final class RefreshProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final int MOST_WAITING = 1000;

    private final ProcessorContext<byte[], byte[]> context;
    private final TickBudget budget;
    private final RefreshMetrics metrics;
    private final StartGate.Watch gate;
    private final AccountRules rules;
    private final Inputs inputs;
    private final Outputs outputs;
    private final Positions positions;
    private final DueIndex index;
    private final Waiting waiting = new Waiting(MOST_WAITING);
    private final Turns turns;
    private final Pacer pacer;
    private boolean started;

    RefreshProcessor(RefreshTopology.Parts parts, ProcessorContext<byte[], byte[]> context) {
        RefreshPolicy policy = parts.policy();
        this.context = context;
        this.budget = parts.budget();
        this.metrics = parts.metrics();
        this.gate = parts.gate().watch(context.taskId().partition());
        this.rules = new AccountRules(policy);
        this.inputs = new Inputs(rules, metrics);
        this.outputs = new Outputs(context, metrics);
        this.positions = new Positions(context.getStateStore(RefreshTopology.POSITIONS));
        this.index = new DueIndex(context.getStateStore(RefreshTopology.DUE));
        this.turns = new Turns(context.getStateStore(RefreshTopology.ACCOUNTS), index, outputs, policy, waiting);
        this.pacer = new Pacer(budget.callsPerSecond(), budget.interval());
        context.schedule(budget.interval(), PunctuationType.WALL_CLOCK_TIME, this::tick);
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
            turns.play(input.key(), now(), input.rule());
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
        Instant now = Instant.ofEpochMilli(timestamp);
        List<DueKey> due = index.due(now, budget.accounts());
        Instant until = now().plus(budget.time());
        for (DueKey entry : due) {
            play(entry, now);
            if (now().isAfter(until)) {
                break;
            }
        }
        Instant oldest = waiting.since(index.earliest());
        metrics.ticked(context.taskId().partition(), oldest, Duration.between(now, now()));
    }

    private void play(DueKey entry, Instant now) {
        if (turns.stands(entry)) {
            turns.play(entry.account(), now, turn -> rules.due(turn, pacer));
        } else {
            index.remove(entry);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
