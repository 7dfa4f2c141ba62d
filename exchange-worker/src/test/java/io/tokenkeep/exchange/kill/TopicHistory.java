package io.tokenkeep.exchange.kill;

import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads, as any outsider could, what the workers wrote: progress, outcomes and tokens, with the brokers' times. */
final class TopicHistory implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    /** The key of the end of progress that each worker writes when it starts. */
    private static final String START = "self-test";

    private final List<Instant> starts = new ArrayList<>();
    private final Map<String, Instant> checkpoints = new HashMap<>();
    private final Map<String, Instant> finished = new HashMap<>();
    private final Map<String, AuthorizationOutcome> outcomes = new HashMap<>();
    private final Map<String, TokenFold> tokens = new HashMap<>();

    TopicHistory(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName()));
        List<TopicPartition> all =
                List.of(Topics.AUTHORIZATION_PROGRESS, Topics.AUTHORIZATION_OUTCOMES, Topics.TOKENS).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Takes in what has been written since. */
    void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            try {
                take(record);
            } catch (UnreadableRecordException e) {
                throw new AssertionError("unreadable record on " + record.topic(), e);
            }
        }
    }

    /** When the provider's answer to a code was first checkpointed. */
    Optional<Instant> checkpointed(String authorizationId) {
        return Optional.ofNullable(checkpoints.get(authorizationId));
    }

    /** When workers started: each writes so before it presents its first code. */
    List<Instant> starts() {
        return starts;
    }

    /** When a code was first said to be finished. */
    Optional<Instant> finished(String authorizationId) {
        return Optional.ofNullable(finished.get(authorizationId));
    }

    /** The fold of a code's outcomes, if the code has ended. */
    Optional<AuthorizationOutcome> ended(String authorizationId) {
        return Optional.ofNullable(outcomes.get(authorizationId)).filter(OutcomeFold::settled);
    }

    long outcomeCount() {
        return outcomes.values().stream().filter(OutcomeFold::settled).count();
    }

    long finishedCount() {
        return finished.size();
    }

    long count(AuthorizationState state) {
        return outcomes.values().stream().filter(o -> o.getState() == state).count();
    }

    /** The current token of an account, by rank. */
    Optional<Token> current(String account) {
        return Optional.ofNullable(tokens.get(account)).map(TokenFold::token);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        Instant at = Instant.ofEpochMilli(record.timestamp());
        byte[] value = record.value();
        if (key.equals(START)) {
            starts.add(at);
        } else if (record.topic().equals(Topics.AUTHORIZATION_PROGRESS.name())) {
            (value == null ? finished : checkpoints).putIfAbsent(key, at);
        } else if (value != null && record.topic().equals(Topics.AUTHORIZATION_OUTCOMES.name())) {
            outcomes.put(
                    key,
                    OutcomeFold.fold(
                            outcomes.get(key),
                            Topics.AUTHORIZATION_OUTCOMES.codec().decode(value)));
        } else {
            Token token = value == null ? null : Topics.TOKENS.codec().decode(value);
            tokens.compute(key, (account, current) -> TokenFold.fold(current, token, record.offset()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
