package io.tokenkeep.kit.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenkeep.kit.broker.NotPublishedException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The only class that gives records to the producer while somebody waits for an answer. The producer never blocks
 * ({@code max.block.ms=0}). A record that it cannot accept, because it lacks the topic's metadata or memory, is offered again
 * 20 ms later. Each record holds a permit until the producer has finished with it; without a free permit a record is refused at
 * once. After the time limit the caller gets a failure, even if the producer still has the record.
 */
public final class KafkaPublisher implements RecordPublisher, AutoCloseable {

    private static final long OFFERED_AGAIN_MILLIS = 20;
    private static final int LOOKS_PER_TIMEOUT = 20;

    private final Vertx vertx;
    private final Producer<byte[], byte[]> producer;
    private final PublishLimits limits;
    private final Semaphore permits;
    private final Timer latency;
    private final long looking;
    /** The records that hold a permit. */
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();

    /**
     * @param producer with the settings of {@link PublishLimits#producer}
     * @param meters the part of the service in the names of the meters
     */
    public KafkaPublisher(
            Vertx vertx,
            Producer<byte[], byte[]> producer,
            PublishLimits limits,
            MeterRegistry registry,
            String meters) {
        this.vertx = vertx;
        this.producer = producer;
        this.limits = limits;
        this.permits = new Semaphore(limits.inFlight());
        this.latency = registry.timer("tokenkeep." + meters + ".publish");
        // One timer for all records: a timer for each was a large part of the cost of publishing.
        this.looking = vertx.setPeriodic(lookingMillis(), at -> attempts.forEach(Attempt::silentIfLate));
        Gauge.builder("tokenkeep." + meters + ".publish.in.flight", this, KafkaPublisher::inFlight)
                .register(registry);
    }

    @Override
    public Future<Void> publish(ProducerRecord<byte[], byte[]> record) {
        if (!permits.tryAcquire()) {
            return Future.failedFuture(new NotPublishedException(Reason.BUSY));
        }
        Attempt attempt = new Attempt(record);
        attempts.add(attempt);
        attempt.offer();
        return attempt.acknowledged.future();
    }

    private long lookingMillis() {
        return limits.timeout().toMillis() / LOOKS_PER_TIMEOUT;
    }

    int inFlight() {
        return limits.inFlight() - permits.availablePermits();
    }

    /** Waits for the records on their way, within the producer's own limit. Blocks. */
    @Override
    public void close() {
        vertx.cancelTimer(looking);
        producer.close(limits.timeout());
    }

    /** One record on its way. Completes on the context that it began on; releases its permit once. */
    private final class Attempt {
        private final ProducerRecord<byte[], byte[]> record;
        private final Context context = vertx.getOrCreateContext();
        private final Promise<Void> acknowledged = Promise.promise();
        private final long began = System.nanoTime();
        /** The thread that is within {@code send}: a record that completes there was refused, not sent. */
        private volatile @Nullable Thread offering;

        Attempt(ProducerRecord<byte[], byte[]> record) {
            this.record = record;
        }

        void offer() {
            offering = Thread.currentThread();
            try {
                var unused = producer.send(record, this::completed);
            } catch (KafkaException | IllegalStateException e) {
                // A closed producer throws the second one.
                end(Reason.REFUSED);
            } finally {
                offering = null;
            }
        }

        /** On the producer's thread, or on the one that offers. */
        private void completed(RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                latency.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                release();
                context.runOnContext(on -> acknowledged.tryComplete());
            } else if (!(failure instanceof TimeoutException)) {
                end(Reason.REFUSED);
            } else if (Thread.currentThread() == offering && mayBeOfferedAgain()) {
                vertx.setTimer(OFFERED_AGAIN_MILLIS, elapsed -> offer());
            } else {
                end(Reason.SILENT);
            }
        }

        /** Later offers would leave the producer too little time to deliver before the caller gets the failure. */
        private boolean mayBeOfferedAgain() {
            return waited().compareTo(limits.offering()) < 0;
        }

        void silentIfLate() {
            if (waited().compareTo(limits.timeout().minusMillis(lookingMillis())) > 0) {
                context.runOnContext(on -> acknowledged.tryFail(new NotPublishedException(Reason.SILENT)));
            }
        }

        private Duration waited() {
            return Duration.ofNanos(System.nanoTime() - began);
        }

        private void end(Reason reason) {
            release();
            context.runOnContext(on -> acknowledged.tryFail(new NotPublishedException(reason)));
        }

        private void release() {
            if (attempts.remove(this)) {
                permits.release();
            }
        }
    }
}
