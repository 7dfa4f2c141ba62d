package io.tokenkeep.callback.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.publish.NotPublishedException.Reason;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The only class that gives codes to a producer. {@code send} may block while metadata is missing, so it runs on a few
 * threads of its own; a permit, held until the producer is done with the record, bounds what waits there. At the bound a
 * code is refused at once, and past the time limit its person is told, whatever the producer still does.
 */
public final class KafkaCodePublisher implements CodePublisher, AutoCloseable {

    static final int THREADS = 4;

    private final Vertx vertx;
    private final Producer<byte[], byte[]> producer;
    private final PublishLimits limits;
    private final Semaphore permits;
    private final WorkerExecutor threads;
    private final Timer latency;

    public KafkaCodePublisher(
            Vertx vertx, Producer<byte[], byte[]> producer, PublishLimits limits, MeterRegistry registry) {
        this.vertx = vertx;
        this.producer = producer;
        this.limits = limits;
        this.permits = new Semaphore(limits.inFlight());
        this.threads = vertx.createSharedWorkerExecutor("callback-publish-" + System.identityHashCode(this), THREADS);
        this.latency = registry.timer("tokenkeep.callback.publish");
        Gauge.builder("tokenkeep.callback.publish.in.flight", this, KafkaCodePublisher::inFlight)
                .register(registry);
    }

    @Override
    public Future<Void> publish(AuthorizationCode code) {
        if (!permits.tryAcquire()) {
            return Future.failedFuture(new NotPublishedException(Reason.BUSY));
        }
        Attempt attempt = new Attempt();
        long timer = vertx.setTimer(limits.timeout().toMillis(), elapsed -> attempt.giveUp());
        ProducerRecord<byte[], byte[]> record = Topics.AUTHORIZATION_CODES.record(code.getAuthorizationId(), code);
        threads.executeBlocking(() -> attempt.send(record), false).onFailure(failure -> attempt.end(Reason.REFUSED));
        return attempt.acknowledged.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    int inFlight() {
        return limits.inFlight() - permits.availablePermits();
    }

    /** Waits for what is on its way, within the producer's own limit. Blocks. */
    @Override
    public void close() {
        producer.close(limits.timeout());
        threads.close();
    }

    /** One code on its way. Answers on the context it began on; gives its permit back once. */
    private final class Attempt {
        private final Context context = vertx.getOrCreateContext();
        private final Promise<Void> acknowledged = Promise.promise();
        private final AtomicBoolean held = new AtomicBoolean(true);
        private final long began = System.nanoTime();
        private volatile boolean givenUp;

        /** Runs on a thread that may block. What waited here too long is not sent any more. */
        Void send(ProducerRecord<byte[], byte[]> record) {
            if (givenUp) {
                end(Reason.SILENT);
            } else {
                var unused = producer.send(record, this::completed);
            }
            return null;
        }

        /** On the producer's thread, or the sending one when it refuses at once. */
        private void completed(RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                latency.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                release();
                context.runOnContext(on -> acknowledged.tryComplete());
            } else {
                end(failure instanceof TimeoutException ? Reason.SILENT : Reason.REFUSED);
            }
        }

        void giveUp() {
            givenUp = true;
            acknowledged.tryFail(new NotPublishedException(Reason.SILENT));
        }

        void end(Reason reason) {
            release();
            context.runOnContext(on -> acknowledged.tryFail(new NotPublishedException(reason)));
        }

        private void release() {
            if (held.getAndSet(false)) {
                permits.release();
            }
        }
    }
}
