package io.tokenkeep.exchange.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and reports when the broker has acknowledged them. The producer never blocks ({@code max.block.ms=0}). It
 * cannot take a record while it does not know the topic's brokers or has no memory left. Such a record is offered again a
 * little later and delays no other record. One thread offers records from a bounded queue; if the queue is full, a record is
 * refused at once. Thread-safe.
 */
public final class RecordPublisher implements AutoCloseable {

    private static final long OFFERED_AGAIN_MILLIS = 20;

    private final Producer<byte[], byte[]> producer;
    private final ThreadPoolExecutor sender;
    private final PublisherLimits limits;
    private final BrokerClock clock;
    private final LongSupplier nanoTime;

    /**
     * @param clock receives the broker time of every acknowledged record
     * @param nanoTime the monotonic clock by which {@code clock} counts
     */
    public RecordPublisher(
            Producer<byte[], byte[]> producer,
            String name,
            PublisherLimits limits,
            BrokerClock clock,
            LongSupplier nanoTime) {
        this.producer = producer;
        this.limits = limits;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.sender = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limits.queue()), task -> new Thread(task, name));
    }

    /**
     * Looks up the partitions of these topics before the first record is sent, so that the first answer of a provider does not
     * wait for it. Blocks; throws if the broker does not answer in time.
     */
    public void prepare(Collection<String> topics) {
        long end = nanoTime.getAsLong() + limits.offering().toNanos();
        for (String topic : topics) {
            while (!isKnown(topic, nanoTime.getAsLong() - end > 0)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(OFFERED_AGAIN_MILLIS));
            }
        }
    }

    private boolean isKnown(String topic, boolean last) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (TimeoutException e) {
            if (last) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Completes on {@code context} when all replicas have the record. Fails if the record was not acknowledged within the
     * producer's delivery time-out; the record may have been written all the same.
     */
    public Future<Void> send(Context context, ProducerRecord<byte[], byte[]> record) {
        Sending sending = new Sending(context, record);
        sending.enqueue();
        return sending.acknowledged.future();
    }

    /** Sends the queued records, waits for them as long as the limit allows, and closes the producer. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(limits.closing().toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(limits.closing());
    }

    /** One record on its way. */
    private final class Sending {
        private final Context context;
        private final ProducerRecord<byte[], byte[]> record;
        private final Promise<Void> acknowledged = Promise.promise();
        private final long began = nanoTime.getAsLong();
        private volatile long sentAt;
        /** The thread that is within {@code send}. A record that fails there was not taken, and so not sent. */
        private volatile @Nullable Thread offering;

        Sending(Context context, ProducerRecord<byte[], byte[]> record) {
            this.context = context;
            this.record = record;
        }

        void enqueue() {
            try {
                sender.execute(this::offer);
            } catch (RejectedExecutionException e) {
                fail(new TimeoutException("the queue to the producer is full or closed"));
            }
        }

        private void offer() {
            offering = Thread.currentThread();
            sentAt = nanoTime.getAsLong();
            try {
                Object unused = producer.send(record, this::completed);
            } catch (KafkaException | IllegalStateException e) {
                failed(e);
            } finally {
                offering = null;
            }
        }

        /** Called on the producer's thread, or on the thread that offers. */
        private void completed(RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                failed(failure);
                return;
            }
            clock.acknowledged(sentAt, metadata.timestamp());
            context.runOnContext(nothing -> acknowledged.tryComplete());
        }

        private void failed(Exception failure) {
            boolean notTaken = failure instanceof TimeoutException && Thread.currentThread() == offering;
            boolean inTime = nanoTime.getAsLong() - began < limits.offering().toNanos();
            if (notTaken && inTime && !sender.isShutdown()) {
                context.owner().setTimer(OFFERED_AGAIN_MILLIS, elapsed -> enqueue());
            } else {
                fail(sender.isShutdown() ? new TimeoutException("closing") : failure);
            }
        }

        private void fail(Exception failure) {
            context.runOnContext(nothing -> acknowledged.tryFail(failure));
        }
    }
}
