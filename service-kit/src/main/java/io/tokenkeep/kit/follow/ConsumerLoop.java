package io.tokenkeep.kit.follow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses a consumer until it is closed. After a failure of Kafka's it logs, waits two seconds and goes on with a new consumer; any other
 * exception is a mistake of this program and is thrown to the caller of {@link #run}, which is for one thread. Every other method is for
 * any thread.
 */
final class ConsumerLoop implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Use use;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile @Nullable String failure;

    /** Uses one consumer until {@link ConsumerLoop#isClosed}, and calls {@link ConsumerLoop#works} once Kafka has answered. */
    @FunctionalInterface
    interface Use {
        void with(Consumer<byte[], byte[]> consumer);
    }

    /**
     * @param topic for the log
     * @param consumers makes a consumer, which the loop closes
     */
    ConsumerLoop(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Use use) {
        this.topic = topic;
        this.consumers = consumers;
        this.use = use;
    }

    @Override
    public void run() {
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                use.with(consumer);
            } catch (WakeupException e) {
                // Only close wakes the consumer up, and the loop's condition sees that.
            } catch (KafkaException e) {
                failure = e.getClass().getSimpleName();
                log.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("failure", failure)
                        .log("the topic cannot be read, trying again");
                pause();
            } finally {
                current = null;
            }
        }
    }

    void works() {
        failure = null;
    }

    /** The last failure of Kafka's; null once it has answered since. */
    @Nullable
    String failure() {
        return failure;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Makes {@link #run} return soon, and does not wait for it. */
    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> reading = current;
        if (reading != null) {
            reading.wakeup();
        }
    }

    private void pause() {
        try {
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("closed while waiting to try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
