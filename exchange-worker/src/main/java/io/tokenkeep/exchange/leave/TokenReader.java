package io.tokenkeep.exchange.leave;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a topic of tokens from its beginning to the end that it has now, in no group, and finds the current record of each account. It
 * reads one partition after the other, because all records of an account are in the same one: so only the sealed records of one
 * partition are in memory. For one thread.
 */
public final class TokenReader {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Topic<Token> topic;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * @param consumer without a group; owned by the caller
     * @param topic by its name on the cluster
     * @param patience how long the brokers may give no answer, or no further record
     */
    public TokenReader(Consumer<byte[], byte[]> consumer, Topic<Token> topic, InstantSource clock, Duration patience) {
        this.consumer = consumer;
        this.topic = topic;
        this.clock = clock;
        this.patience = patience;
    }

    /** Fails with {@link KafkaException} if the topic is missing, cannot be read, or is silent for too long. */
    public void read(TokenSink sink) throws IOException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name(), patience).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        for (TopicPartition partition : partitions) {
            for (Map.Entry<String, TokenFold> account :
                    folded(partition, ends.getOrDefault(partition, 0L), sink).entrySet()) {
                sink.current(account.getKey(), account.getValue().token());
            }
        }
    }

    private Map<String, TokenFold> folded(TopicPartition partition, long end, TokenSink sink) {
        Map<String, TokenFold> held = new HashMap<>();
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long position = consumer.position(partition, patience);
        Instant since = clock.instant();
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    fold(held, record, sink);
                }
            }
            long next = consumer.position(partition, patience);
            Instant now = clock.instant();
            if (next != position) {
                position = next;
                since = now;
            } else if (now.isAfter(since.plus(patience))) {
                throw new TimeoutException(
                        "no record of partition " + partition.partition() + " came for " + patience.toSeconds() + " s");
            }
        }
        return held;
    }

    private void fold(Map<String, TokenFold> held, ConsumerRecord<byte[], byte[]> record, TokenSink sink) {
        if (record.key() == null) {
            sink.unreadable(record.partition(), record.offset(), "it has no key");
            return;
        }
        String account = new String(record.key(), StandardCharsets.UTF_8);
        try {
            Token token = record.value() == null ? null : topic.codec().decode(record.value());
            held.compute(account, (key, before) -> TokenFold.fold(before, token, record.offset()));
        } catch (UnreadableRecordException e) {
            sink.unreadable(record.partition(), record.offset(), String.valueOf(e.getMessage()));
        }
    }
}
