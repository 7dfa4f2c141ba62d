package io.tokenkeep.refresh.stream;

import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.kit.kafka.ReportingConsumer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a range of offsets of a partition: on its own thread, to see whether the range holds a record, or on the caller's, to read its
 * records. On its own thread it reads one range at a time. If too many requests wait, further ones are dropped, and the caller asks
 * again.
 */
public final class GapReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GapReader.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Less than a stream thread may be away from its group. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int WAITING = 100;
    private static final int MOST_RECORDS = 100;

    private final Map<String, Object> consumerSettings;
    private final ReadFailures failures;
    private final InstantSource clock;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
                Thread made = new Thread(work, "start-gate");
                made.setDaemon(true);
                return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    public GapReader(Map<String, Object> consumerSettings, ReadFailures failures, InstantSource clock) {
        this.failures = failures;
        this.consumerSettings = consumerSettings;
        this.clock = clock;
    }

    /** The consumer settings that this class needs. The consumer belongs to no group. */
    public static Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_RECORDS);
    }

    /**
     * Reads a range on the caller's thread and gives each record to {@code reader}, in order. Ends as unknown if brokers are silent for
     * ten seconds, or after two minutes.
     */
    StartGate.Reading read(
            TopicPartition topic,
            long from,
            long to,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (Consumer<byte[], byte[]> consumer = new ReportingConsumer(consumerSettings, failures)) {
            return read(consumer, topic, new Range(from, to), reader);
        } catch (ApiException e) {
            return StartGate.Reading.UNKNOWN;
        } catch (KafkaException e) {
            // The client has received a record and cannot read it.
            return StartGate.Reading.UNREADABLE;
        }
    }

    private record Range(long from, long to) {}

    private StartGate.Reading read(
            Consumer<byte[], byte[]> consumer,
            TopicPartition topic,
            Range range,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Instant end = clock.instant().plus(LONGEST);
        Instant deadline = clock.instant().plus(LIMIT);
        consumer.assign(List.of(topic));
        consumer.seek(topic, range.from());
        while (clock.instant().isBefore(deadline) && clock.instant().isBefore(end)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() >= range.to()) {
                    return StartGate.Reading.COMPLETE;
                }
                reader.accept(record);
                deadline = clock.instant().plus(LIMIT);
            }
            if (consumer.position(topic) >= range.to()) {
                return StartGate.Reading.COMPLETE;
            }
        }
        return StartGate.Reading.UNKNOWN;
    }

    void look(TopicPartition topic, long from, long to, Runnable whenEmpty, Runnable whenNot) {
        thread.execute(() -> {
            try (Consumer<byte[], byte[]> consumer = new ReportingConsumer(consumerSettings, failures)) {
                switch (find(consumer, topic, from, to)) {
                    case NOTHING -> whenEmpty.run();
                    case RECORD -> whenNot.run();
                    case UNKNOWN -> {
                        // The gate asks again as long as it needs the answer.
                    }
                }
            } catch (KafkaException e) {
                // The gate asks again as long as it needs the answer. Only the class is logged, because a client's
                // message may hold more.
                log.atWarn()
                        .addKeyValue("topic", topic.topic())
                        .addKeyValue("partition", topic.partition())
                        .addKeyValue("failure", e.getClass().getSimpleName())
                        .log("cannot find out whether records are left to read");
            }
        });
    }

    private enum Found {
        NOTHING,
        RECORD,
        UNKNOWN
    }

    private Found find(Consumer<byte[], byte[]> consumer, TopicPartition topic, long from, long to) {
        Instant deadline = clock.instant().plus(LIMIT);
        consumer.assign(List.of(topic));
        consumer.seek(topic, from);
        while (clock.instant().isBefore(deadline)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                // The first record may lie beyond the range, because retention removed those within it.
                return record.offset() < to ? Found.RECORD : Found.NOTHING;
            }
            if (consumer.position(topic) >= to) {
                return Found.NOTHING;
            }
        }
        return Found.UNKNOWN;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
