package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a topic into a store, in no group, because each instance must be able to answer every request.
 * {@link #run} owns the consumer and is for one thread, which the caller starts; every other method is for any thread. After
 * a failure of Kafka it goes on with a new consumer, at the offset that the old one had reached.
 */
public final class TopicFollower<V extends SpecificRecord> implements Component, Runnable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final ConsumerLoop loop;
    private final Followed<V> followed;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /**
     * Reads nothing; {@link #run} reads.
     *
     * @param consumers makes a consumer of bytes without a group; the follower closes it
     */
    public TopicFollower(
            Followed<V> followed,
            Supplier<Consumer<byte[], byte[]>> consumers,
            DeadLetters deadLetters,
            InstantSource clock) {
        this.followed = followed;
        this.loop = new ConsumerLoop(followed.topic().name(), consumers, this::follow);
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * Follows until {@link #close}. A failure of Kafka's is logged and tried again every two seconds; any other exception is a
     * mistake of this program and is thrown to the caller.
     */
    @Override
    public void run() {
        loop.run();
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer
                .partitionsFor(followed.topic().name())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, ends);
        loop.works();
        double answers = 0;
        while (!loop.isClosed()) {
            consumer.poll(POLL).forEach(this::read);
            Map<Integer, Long> next = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long position = consumer.position(partition);
                positions.put(partition, position);
                next.put(partition.partition(), position);
            }
            followed.store().readUpTo(next);
            double answered = answers(consumer);
            if (answered > answers && partitions.stream().allMatch(one -> hasReadAll(consumer, one))) {
                answers = answered;
                followed.store().nothingUnread();
            }
            if (!followed.store().caughtUp() && ends.entrySet().stream().allMatch(this::reached)) {
                followed.store().nowCaughtUp();
            }
        }
    }

    /** How often a broker has answered a fetch. The consumer has no method for it, and polls without an error while it is cut off. */
    private static double answers(Consumer<byte[], byte[]> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("fetch-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    private static boolean hasReadAll(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.currentLag(partition).orElse(0) == 0;
    }

    private boolean reached(Map.Entry<TopicPartition, Long> end) {
        return positions.getOrDefault(end.getKey(), 0L) >= end.getValue();
    }

    private void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> begins = begins(consumer, ends);
        ends.keySet().forEach(partition -> {
            long begin = begins.getOrDefault(partition, 0L);
            consumer.seek(partition, positions.getOrDefault(partition, begin));
        });
    }

    private Map<TopicPartition, Long> begins(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Duration lookback = followed.lookback();
        if (lookback == null) {
            return consumer.beginningOffsets(ends.keySet());
        }
        long since = clock.instant().minus(lookback).toEpochMilli();
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(
                ends.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> since)));
        Map<TopicPartition, Long> begins = new HashMap<>(ends);
        found.forEach((partition, first) -> {
            if (first != null) {
                begins.put(partition, first.offset());
            }
        });
        return begins;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            deadLetters.add(record, "a record of this topic has a key");
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        RecordPlace place =
                new RecordPlace(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()));
        if (record.value() == null) {
            if (!followed.store().remove(key, place)) {
                deadLetters.add(record, "a record of this topic has a value");
            }
            return;
        }
        try {
            V value = followed.topic().codec().decode(record.value());
            if (key.equals(followed.key().apply(value))) {
                followed.store().add(key, value, place);
            } else {
                deadLetters.add(record, "the key is not the one the value names");
            }
        } catch (UnreadableRecordException e) {
            deadLetters.add(record, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return followed.name();
    }

    /** Fails until the store has caught up, and while the topic cannot be read. */
    @Override
    public CheckResult check() {
        String seen = loop.failure();
        if (seen != null) {
            return CheckResult.failed(seen);
        }
        return followed.store().caughtUp()
                ? CheckResult.ok()
                : CheckResult.failed("still reading what happened before the start");
    }

    /** Makes {@link #run} return soon, and does not wait for it. */
    @Override
    public void close() {
        loop.close();
    }
}
