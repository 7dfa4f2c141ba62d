package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.policy.OutstandingCommands;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.stream.SetAsideRecords.Kept;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One task. A record changes its account, and a tick does what is due, within a budget. Only the context gives the time. The
 * context's time stands still during a tick, so another clock measures how long a tick takes. A record that was read before, or
 * cannot be read, changes no account.
 */
final class RefreshProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final int MOST_WAITING = 1000;
    private static final int SET_ASIDE_PER_TICK = 100;
    private static final int ENTRIES_PER_COUNT = 1000;

    private final ProcessorContext<byte[], byte[]> context;
    private final RefreshMetrics metrics;
    private final LongSupplier nanoTime;
    private final TopicNames names;
    private final StartGate.Watch gate;
    private final Outputs outputs;
    private final Positions positions;
    private final DueIndex index;
    private final Backlog backlog;
    private final AppCircuitBreakers breakers;
    private final SetAsideRecords setAside;
    private final LongestOverdue waiting = new LongestOverdue(MOST_WAITING);
    private final AccountUpdates updates;
    private final InputRoutes routes;
    private final Ticks ticks;
    private final Optional<Sweep> sweep;
    private final AccountAudit audit;
    private final RestoredState state;
    private final AbortedTransactions aborted;
    private final List<Cancellable> scheduled;
    private boolean started;

    RefreshProcessor(TaskParts parts, RestoreAttempts attempts, ProcessorContext<byte[], byte[]> context) {
        RefreshPolicy policy = parts.policy();
        this.context = context;
        this.metrics = parts.metrics();
        this.nanoTime = parts.nanoTime();
        this.names = parts.names();
        this.gate = parts.gate().watch(context.taskId().partition());
        OutstandingCommands outstanding = new OutstandingCommands(parts.budget().leastOutstanding(), policy.config());
        this.outputs = new Outputs(context, parts.names(), metrics);
        KeyValueStore<String, byte[]> small = context.getStateStore(StateStores.POSITIONS);
        TaskMetadata metadata = new TaskMetadata(small);
        this.positions = new Positions(small);
        this.index = new DueIndex(context.getStateStore(StateStores.DUE));
        this.backlog = new Backlog(context.getStateStore(StateStores.BACKLOG));
        AccountKey task = Sweep.nobody(context.taskId().partition(), Math.max(1, parts.partitions()));
        this.breakers = new AppCircuitBreakers(metadata, outputs, task);
        this.setAside = new SetAsideRecords(context.getStateStore(StateStores.SET_ASIDE));
        Queues queues = new Queues(index, backlog, breakers, waiting);
        UnknownAccounts unknownAccounts =
                new UnknownAccounts(context.getStateStore(StateStores.UNKNOWN_ACCOUNTS), index);
        KeyValueStore<Bytes, byte[]> accounts = context.getStateStore(StateStores.ACCOUNTS);
        AccountStores stores = new AccountStores(accounts, unknownAccounts);
        this.updates = new AccountUpdates(stores, queues, outputs, policy);
        AccountWork work = new AccountWork(new AccountRules(policy), updates, metrics);
        this.routes = new InputRoutes(work, breakers, outstanding);
        this.ticks = new Ticks(parts, work, queues, outstanding);
        this.sweep = parts.partitions() == 0
                ? Optional.empty()
                : Optional.of(new Sweep(
                        metadata,
                        outputs,
                        StateStores.withPersonalData().stream()
                                .map(context::<KeyValueStore<Bytes, byte[]>>getStateStore)
                                .toList(),
                        context.taskId().partition(),
                        parts.partitions()));
        this.audit = new AccountAudit(accounts, queues, work, policy);
        Map<String, KeyValueStore<Bytes, byte[]>> stamped =
                StateStores.withPersonalData().stream().collect(Collectors.toMap(name -> name, context::getStateStore));
        StoreStamps stamps = new StoreStamps(metadata, stamped);
        this.state = new RestoredState(context.taskId(), stamps, positions, gate, attempts, metrics);
        this.aborted = parts.aborted();
        aborted.joins(context.taskId());
        this.scheduled = List.of(
                context.schedule(parts.budget().interval(), PunctuationType.WALL_CLOCK_TIME, this::tick),
                context.schedule(AccountAudit.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::audit));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        state.assertComplete();
        RecordMetadata from = from(context.recordMetadata().orElseThrow());
        state.readSkipped(from, this::take);
        take(record, from);
    }

    /** A record that this task reads by itself. */
    private void take(ConsumerRecord<byte[], byte[]> skipped) {
        Record<byte[], byte[]> record =
                new Record<>(skipped.key(), skipped.value(), Math.max(0, skipped.timestamp()), skipped.headers());
        take(record, from(new TaskRecord(skipped.topic(), skipped.partition(), skipped.offset())));
    }

    private void take(Record<byte[], byte[]> record, RecordMetadata from) {
        if (!positions.advance(from.topic(), from.offset(), record.timestamp())) {
            metrics.replayed(from.topic());
            return;
        }
        read(record, from, Instant.ofEpochMilli(record.timestamp()));
    }

    /** The record with its topic's name from the catalogue, as the state uses it. Only the cluster has other names. */
    private RecordMetadata from(RecordMetadata onCluster) {
        return new TaskRecord(names.inCatalogue(onCluster.topic()), onCluster.partition(), onCluster.offset());
    }

    private void read(Record<byte[], byte[]> record, RecordMetadata from, Instant at) {
        try {
            Input input = Inputs.read(from.topic(), record.key(), record.value(), at);
            Instant notBefore = input.notBefore();
            if (notBefore == null) {
                routes.follow(input, now());
            } else if (!setAside(record, from, notBefore)) {
                outputs.deadLetter(record, from, "its rank lies in the future, and there is no room to set it aside");
            }
        } catch (UnreadableRecordException e) {
            outputs.deadLetter(record, from, String.valueOf(e.getMessage()));
        } catch (AccountUpdateException e) {
            metrics.updateFailed(new String(record.key(), StandardCharsets.UTF_8), e);
            outputs.deadLetter(record, from, String.valueOf(e.getMessage()));
        }
    }

    private boolean setAside(Record<byte[], byte[]> record, RecordMetadata from, Instant until) {
        byte[] value = record.value();
        return setAside.add(new Kept(
                until,
                from.topic(),
                from.offset(),
                Bytes.wrap(record.key()),
                value == null ? null : Bytes.wrap(value)));
    }

    /** Reads the records whose time has come as if they came now. */
    private void readSetAside(Instant now) {
        for (Kept kept : setAside.take(now, SET_ASIDE_PER_TICK)) {
            Bytes value = kept.value();
            Record<byte[], byte[]> record =
                    new Record<>(kept.key().get(), value == null ? null : value.get(), now.toEpochMilli());
            RecordMetadata from = new TaskRecord(kept.topic(), context.taskId().partition(), kept.offset());
            read(record, from, now);
        }
        metrics.setAside(context.taskId().partition(), setAside.size());
    }

    /** After a failure, Streams creates the same task again, but would continue the old schedules. */
    @Override
    public void close() {
        scheduled.forEach(Cancellable::cancel);
        aborted.leaves(context.taskId());
        metrics.left(context.taskId().partition());
    }

    private void tick(long timestamp) {
        state.assertComplete();
        if (!started && !begins()) {
            return;
        }
        long began = nanoTime.getAsLong();
        Instant now = Instant.ofEpochMilli(timestamp);
        readSetAside(now);
        ticks.tick(now);
        sweep.ifPresent(daily -> daily.tick(now));
        backlog.count(ENTRIES_PER_COUNT);
        int partition = context.taskId().partition();
        metrics.inBacklog(partition, backlog.sizes());
        metrics.open(partition, breakers.open());
        metrics.ticked(partition, waiting.since(index.earliest()), Duration.ofNanos(nanoTime.getAsLong() - began));
    }

    private boolean begins() {
        started = gate.passed(positions::next);
        if (started) {
            state.allRead();
            updates.caughtUp();
        } else if (gate.isStuck()) {
            state.readUnread(this::take);
        }
        return started;
    }

    private void audit(long timestamp) {
        state.assertComplete();
        if (!started) {
            return;
        }
        state.renew();
        Instant now = Instant.ofEpochMilli(timestamp);
        if (audit.step(now)) {
            metrics.audited(context.taskId().partition(), now);
        }
    }

    private record TaskRecord(String topic, int partition, long offset) implements RecordMetadata {}

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
