package io.tokenkeep.callback.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenkeep.callback.publish.NotPublishedException.Reason;
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
 * The only class that gives a producer what somebody waits for. The producer never blocks ({@code max.block.ms=0}): what it cannot take
 * at this moment, as it does not know the topic's brokers or has no memory left, is offered again a little later. A
 * permit, held until the producer is done with the record, bounds what waits. At the bound a record is refused at once,
 * and past the time limit whoever waits is told, whatever the producer still does.
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
    /** As many as permits are out. */
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();

    /** @param producer with the settings of {@link PublishLimits#producer} */
    public KafkaPublisher(
            Vertx vertx, Producer<byte[], byte[]> producer, PublishLimits limits, MeterRegistry registry) {
        this.vertx = vertx;
        this.producer = producer;
        this.limits = limits;
        this.permits = new Semaphore(limits.inFlight());
        this.latency = registry.timer("tokenkeep.callback.publish");
        // One timer for all: each of its own would be a good part of what publishing costs.
        this.looking = vertx.setPeriodic(lookingMillis(), at -> attempts.forEach(Attempt::silentIfLate));
        Gauge.builder("tokenkeep.callback.publish.in.flight", this, KafkaPublisher::inFlight)
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

    /** Waits for what is on its way, within the producer's own limit. Blocks. */
    @Override
    public void close() {
        vertx.cancelTimer(looking);
        producer.close(limits.timeout());
    }

    /** One record on its way. Answers on the context it began on; gives its permit back once. */
    private final class Attempt {
        private final ProducerRecord<byte[], byte[]> record;
        private final Context context = vertx.getOrCreateContext();
        private final Promise<Void> acknowledged = Promise.promise();
        private final long began = System.nanoTime();
        /** Who is within {@code send}: what completes there was refused, and not sent. */
        private volatile @Nullable Thread offering;

        Attempt(ProducerRecord<byte[], byte[]> record) {
            this.record = record;
        }

        void offer() {
            offering = Thread.currentThread();
            try {
                var unused = producer.send(record, this::completed);
            } catch (KafkaException | IllegalStateException e) {
                // The second is what a closed producer says.
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

        /** Later the producer would have no time left to deliver it before whoever waits is told that it did not. */
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
