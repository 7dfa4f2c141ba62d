package io.tokenkeep.callback.outcome;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of {@code authorization-outcomes} from the look-back on, in no group: each instance must be able
 * to answer for every consent. {@link #run} owns the consumer and is for one thread; after a failure it goes on with a
 * new consumer where the old one was.
 */
public final class OutcomeFollower implements Component, Runnable {

    private static final Logger log = LoggerFactory.getLogger(OutcomeFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final OutcomeStore store;
    private final DeadLetters deadLetters;
    private final Duration lookback;
    private final InstantSource clock;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile @Nullable String failure;

    public OutcomeFollower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            OutcomeStore store,
            DeadLetters deadLetters,
            Duration lookback,
            InstantSource clock) {
        this.consumers = consumers;
        this.store = store;
        this.deadLetters = deadLetters;
        this.lookback = lookback;
        this.clock = clock;
    }

    /** Follows until closed. Returns early only by an exception that is a mistake of ours. */
    @Override
    public void run() {
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                // Closing is what wakes it up; the loop's condition tells.
            } catch (KafkaException e) {
                failure = e.getClass().getSimpleName();
                log.atWarn().addKeyValue("failure", failure).log("outcomes cannot be read, trying again");
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUTHORIZATION_OUTCOMES.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, ends);
        failure = null;
        while (!isClosed()) {
            consumer.poll(POLL).forEach(this::read);
            for (TopicPartition partition : partitions) {
                positions.put(partition, consumer.position(partition));
            }
            if (!store.caughtUp() && ends.entrySet().stream().allMatch(this::reached)) {
                store.nowCaughtUp();
            }
        }
    }

    private boolean reached(Map.Entry<TopicPartition, Long> end) {
        return positions.getOrDefault(end.getKey(), 0L) >= end.getValue();
    }

    private void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = clock.instant().minus(lookback).toEpochMilli();
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(
                ends.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> since)));
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            long begin = first == null ? end : first.offset();
            consumer.seek(partition, positions.getOrDefault(partition, begin));
        });
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            deadLetters.add(record, "an outcome has a key and a value");
            return;
        }
        try {
            AuthorizationOutcome outcome = Topics.AUTHORIZATION_OUTCOMES.codec().decode(record.value());
            if (outcome.getAuthorizationId().equals(new String(record.key(), StandardCharsets.UTF_8))) {
                store.add(outcome);
            } else {
                deadLetters.add(record, "the key is not the authorizationId");
            }
        } catch (UnreadableRecordException e) {
            deadLetters.add(record, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "outcomes";
    }

    @Override
    public CheckResult check() {
        String seen = failure;
        if (seen != null) {
            return CheckResult.failed(seen);
        }
        return store.caughtUp() ? CheckResult.ok() : CheckResult.failed("still reading what happened before the start");
    }

    /** Ends {@link #run} soon. Any thread may call it. */
    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> reading = current;
        if (reading != null) {
            reading.wakeup();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
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
