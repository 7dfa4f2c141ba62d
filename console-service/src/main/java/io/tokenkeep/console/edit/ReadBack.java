package io.tokenkeep.console.edit;

import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.table.NotReadBackException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records that this instance wrote and has not read back yet; only then it is known what they did. Thread-safe. */
public final class ReadBack {

    private final Map<String, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

    /** Called by the topic's store with the id of each record that it has added. */
    public void read(String id) {
        CompletableFuture<Void> expecting = expected.remove(id);
        if (expecting != null) {
            expecting.complete(null);
        }
    }

    /** Completes when the record with this id has been read. */
    public CompletableFuture<Void> expect(String id) {
        return expected.computeIfAbsent(id, first -> new CompletableFuture<>());
    }

    /**
     * Writes a record. Succeeds once this instance has read it. Fails with {@link io.tokenkeep.kit.broker.NotPublishedException} or
     * {@link NotReadBackException}, after which the record may still take effect.
     *
     * @param id names the record
     * @param limit how long it may take until an acknowledged record is read
     */
    public Future<Void> write(
            Vertx vertx, RecordPublisher publisher, ProducerRecord<byte[], byte[]> record, String id, Duration limit) {
        CompletableFuture<Void> read = expect(id);
        return publisher
                .publish(record)
                .compose(acknowledged -> Future.fromCompletionStage(read, vertx.getOrCreateContext())
                        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS))
                .recover(failure -> {
                    expected.remove(id);
                    return Future.failedFuture(
                            failure instanceof TimeoutException ? new NotReadBackException() : failure);
                });
    }
}
