package io.tokenkeep.quickstart.chaos;

import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topic;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What anybody can read on the topics, folded as a reader has to. */
final class Outside implements AutoCloseable {

    private static final List<Topic<?>> READ = List.of(
            Topics.AUTHORIZATION_PROGRESS,
            Topics.AUTHORIZATION_OUTCOMES,
            Topics.TOKENS,
            Topics.ACCOUNT_STATUS,
            Topics.ACCOUNT_EVENTS);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Instant> checkpoints = new HashMap<>();
    private final Map<String, AuthorizationOutcome> outcomes = new HashMap<>();
    private final Map<String, TokenFold> tokens = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, AccountStatus> statuses = new HashMap<>();
    private final List<AccountEvent> events = new ArrayList<>();

    Outside(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = READ.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Takes in what has been written since. */
    void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            try {
                take(record);
            } catch (UnreadableRecordException e) {
                throw new AssertionError("unreadable record on " + record.topic(), e);
            }
        }
    }

    /** Takes in what has been written since; whether that was all. */
    boolean readToTheEnd() {
        read();
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whether the provider's answer to a code is on the topic. */
    boolean isCheckpointed(String authorizationId) {
        return checkpoints.containsKey(authorizationId);
    }

    /** The fold of a code's outcomes, if it is settled. */
    Optional<AuthorizationOutcome> settled(String authorizationId) {
        return Optional.ofNullable(outcomes.get(authorizationId)).filter(OutcomeFold::settled);
    }

    /** The current token of an account, by rank. */
    Optional<Token> current(String account) {
        return Optional.ofNullable(tokens.get(account)).map(TokenFold::token);
    }

    Optional<AccountStatus> status(String account) {
        return Optional.ofNullable(statuses.get(account));
    }

    /** What the topics say about an account, for a person who has to find out what is wrong. */
    String told(String account) {
        String token = current(account)
                .map(it -> "token of " + it.getIssuedAt() + " until " + it.getExpiresAt())
                .orElse("no token");
        String status = status(account)
                .map(it -> it.getState() + ", due " + it.getNextActionAt())
                .orElse("no status");
        return account + " in " + partitions.get(account) + ": " + token + "; " + status;
    }

    List<AccountEvent> events() {
        return events;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        String topic = record.topic();
        String key = new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        if (topic.equals(Topics.TOKENS.name())) {
            Token token = value == null ? null : Topics.TOKENS.codec().decode(value);
            partitions.put(key, record.partition());
            tokens.compute(key, (account, held) -> TokenFold.fold(held, token, record.offset()));
        } else if (value == null && topic.equals(Topics.ACCOUNT_STATUS.name())) {
            statuses.remove(key);
        } else if (value == null) {
            // The end of a code's progress; that it had begun is what counts here.
            return;
        } else if (topic.equals(Topics.AUTHORIZATION_PROGRESS.name())) {
            checkpoints.putIfAbsent(key, Instant.ofEpochMilli(record.timestamp()));
        } else if (topic.equals(Topics.AUTHORIZATION_OUTCOMES.name())) {
            AuthorizationOutcome outcome = Topics.AUTHORIZATION_OUTCOMES.codec().decode(value);
            outcomes.put(key, OutcomeFold.fold(outcomes.get(key), outcome));
        } else if (topic.equals(Topics.ACCOUNT_STATUS.name())) {
            statuses.put(key, Topics.ACCOUNT_STATUS.codec().decode(value));
        } else {
            events.add(Topics.ACCOUNT_EVENTS.codec().decode(value));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
