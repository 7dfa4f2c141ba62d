package io.tokenkeep.kit.table;

import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.table.RecordTable.Placed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes the records of one table. A write succeeds once this instance has read its record back, so a request that follows at
 * this instance sees it. Once a second it writes the records again that {@link RecordTable#overwritten()} names; once an hour
 * it writes a null for each record that may be forgotten, and one about no record to each partition: the broker cleans a log only
 * when something is written to it. Every instance does all of this, which is needless and harmless. Thread-safe.
 */
public final class TableWriter<V extends SpecificRecord> implements AutoCloseable {

    private static final long REPAIR_MILLIS = 1000;
    private static final long FORGET_MILLIS = Duration.ofHours(1).toMillis();

    private static final int MOST_FORGOTTEN = 100;

    /** A key that no record has. */
    private static final String NOBODY = "tokenkeep:sweep";

    private final Vertx vertx;
    private final RecordTable<V> table;
    private final RecordPublisher publisher;
    private final Duration readBack;
    private final InstantSource clock;
    private final List<Long> timers;
    /** The keys whose repair is on its way to Kafka. */
    private final Set<String> repairing = new HashSet<>();

    /** @param readBack how long an acknowledged record may take until it is read; then the write fails */
    public TableWriter(
            Vertx vertx, RecordTable<V> table, RecordPublisher publisher, Duration readBack, InstantSource clock) {
        this.vertx = vertx;
        this.table = table;
        this.publisher = publisher;
        this.readBack = readBack;
        this.clock = clock;
        this.timers = List.of(
                vertx.setPeriodic(REPAIR_MILLIS, tick -> repair()), vertx.setPeriodic(FORGET_MILLIS, tick -> forget()));
    }

    /**
     * Writes the next version of a key. Fails with {@link SupersededException} if another change came first, with
     * {@link io.tokenkeep.kit.broker.NotPublishedException} if Kafka did not take it in time, with
     * {@link NotReadBackException} if it was not read in time (after these two it may still take effect), with
     * {@link TableFullException} if the table has no room for another key.
     */
    public Future<Position> write(V record) {
        if (table.isFullFor(table.shape().key().apply(record))) {
            return Future.failedFuture(full());
        }
        String changeId = table.shape().changeId(record);
        CompletableFuture<Placed<V>> placed = table.expect(changeId);
        return publish(record)
                .compose(acknowledged -> within(placed))
                .onFailure(failure -> table.forget(changeId))
                .compose(this::position);
    }

    private Future<Position> position(Placed<V> read) {
        if (read.accepted()) {
            return Future.succeededFuture(new Position(
                    table.shape().topic().name(),
                    read.place().partition(),
                    read.place().offset()));
        }
        return Future.failedFuture(read.current() == null ? full() : new SupersededException());
    }

    private TableFullException full() {
        return new TableFullException(table.shape().topic().name(), table.limit());
    }

    private Future<Void> publish(V record) {
        TableShape<V> shape = table.shape();
        return publisher.publish(shape.topic().record(shape.key().apply(record), record));
    }

    private Future<Placed<V>> within(CompletableFuture<Placed<V>> placed) {
        return Future.fromCompletionStage(placed, vertx.getOrCreateContext())
                .timeout(readBack.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException ? new NotReadBackException() : failure));
    }

    private void repair() {
        for (V current : table.overwritten()) {
            String key = table.shape().key().apply(current);
            if (begins(key)) {
                publish(current).onComplete(done -> ends(key));
            }
        }
    }

    /** A null that Kafka does not take is written an hour later. */
    void forget() {
        TableShape<V> shape = table.shape();
        Instant now = clock.instant();
        table.page(null, row -> shape.mayBeForgotten(row, now), MOST_FORGOTTEN)
                .forEach(row ->
                        publisher.publish(shape.topic().record(shape.key().apply(row), null)));
        ProducerRecord<byte[], byte[]> nobody = shape.topic().record(NOBODY, null);
        table.read()
                .partitions()
                .forEach(partition -> publisher.publish(
                        new ProducerRecord<>(nobody.topic(), partition, nobody.key(), nobody.value())));
    }

    private synchronized boolean begins(String key) {
        return repairing.add(key);
    }

    private synchronized void ends(String key) {
        repairing.remove(key);
    }

    @Override
    public void close() {
        timers.forEach(vertx::cancelTimer);
    }
}
