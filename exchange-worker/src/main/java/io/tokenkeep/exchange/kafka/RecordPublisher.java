package io.tokenkeep.exchange.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Sends records and tells when the broker has acknowledged them. A producer's send may block for metadata or memory, so
 * one thread does it, behind a bounded queue; when that is full a record is refused at once. Thread-safe.
 */
public final class RecordPublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final ThreadPoolExecutor sender;
    private final Duration closeLimit;

    public RecordPublisher(Producer<byte[], byte[]> producer, String name, int queue, Duration closeLimit) {
        this.producer = producer;
        this.closeLimit = closeLimit;
        this.sender = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> new Thread(task, name));
    }

    /**
     * Learns where these topics' partitions are before the first record is sent: the first answer of a provider must not
     * wait for it. Blocks; fails when the broker does not answer in time.
     */
    public void prepare(Collection<String> topics) {
        topics.forEach(producer::partitionsFor);
    }

    /**
     * Completes on {@code context} when all replicas have the record, or fails when it was not acknowledged within the
     * producer's delivery time-out; it may have been written all the same.
     */
    public Future<Void> send(Context context, ProducerRecord<byte[], byte[]> record) {
        Promise<Void> acknowledged = Promise.promise();
        try {
            sender.execute(() -> sendNow(context, record, acknowledged));
        } catch (RejectedExecutionException e) {
            acknowledged.fail(new TimeoutException("the queue to the producer is full or closed"));
        }
        return acknowledged.future();
    }

    private void sendNow(Context context, ProducerRecord<byte[], byte[]> record, Promise<Void> acknowledged) {
        try {
            Object unused = producer.send(
                    record,
                    (metadata, failure) -> context.runOnContext(nothing -> {
                        if (failure == null) {
                            acknowledged.complete();
                        } else {
                            acknowledged.fail(sender.isShutdown() ? new TimeoutException("closing") : failure);
                        }
                    }));
        } catch (KafkaException | IllegalStateException e) {
            context.runOnContext(nothing -> acknowledged.fail(e));
        }
    }

    /** Sends what is queued, waits for it as long as the limit allows, and closes the producer. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(closeLimit);
    }
}
