package io.tokenkeep.soak;

import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.soak.incident.Poison;
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
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The content of the topics, as a consumer reads it. Skips the soak's own invalid records. Used by one thread. */
public final class Outside implements AutoCloseable {

    private static final List<Topic<?>> READ = List.of(
            Topics.AUTHORIZATION_PROGRESS,
            Topics.AUTHORIZATION_OUTCOMES,
            Topics.TOKENS,
            Topics.REFRESH_OUTCOMES,
            Topics.ACCOUNT_STATUS,
            Topics.ACCOUNT_EVENTS);

    private static final Set<RefreshResult> SERVED =
            Set.of(RefreshResult.UNCHANGED, RefreshResult.VERIFIED, RefreshResult.DERIVED);

    private final Consumer<byte[], byte[]> consumer;
    private final BiConsumer<String, Token> tokenRead;
    private final Map<String, Instant> checkpoints = new HashMap<>();
    private final Map<String, AuthorizationOutcome> outcomes = new HashMap<>();
    private final Map<String, TokenFold> tokens = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, AccountStatus> statuses = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private final List<AccountEvent> events = new ArrayList<>();

    public Outside(String bootstrapServers) {
        this(bootstrapServers, (account, token) -> {});
    }

    /** @param tokenRead called for every record on {@code tokens} with a value, whatever its rank */
    public Outside(String bootstrapServers, BiConsumer<String, Token> tokenRead) {
        this.tokenRead = tokenRead;
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

    /** Reads the records written since the last call. */
    public void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            try {
                if (record.headers().lastHeader(Poison.HEADER) == null) {
                    take(record);
                }
            } catch (UnreadableRecordException e) {
                throw new IllegalStateException("unreadable record on " + record.topic(), e);
            }
        }
    }

    /** Reads the records written since the last call. Returns whether it reached the end. */
    public boolean readToTheEnd() {
        read();
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whether the provider's answer to a code is on the topic. */
    public boolean isCheckpointed(String authorizationId) {
        return checkpoints.containsKey(authorizationId);
    }

    /** The final outcome of a code, if there is one. */
    public Optional<AuthorizationOutcome> settled(String authorizationId) {
        return Optional.ofNullable(outcomes.get(authorizationId)).filter(OutcomeFold::settled);
    }

    /** The current token of an account, by rank. */
    public Optional<Token> current(String account) {
        return Optional.ofNullable(tokens.get(account)).map(TokenFold::token);
    }

    public Optional<AccountStatus> status(String account) {
        return Optional.ofNullable(statuses.get(account));
    }

    /** When the provider last served an account's token after its consent, by the clock of exchange-worker. */
    public Optional<Instant> served(String account) {
        return Optional.ofNullable(answered.get(account));
    }

    /** Every account that ever had a token. */
    public Set<String> accounts() {
        return Set.copyOf(partitions.keySet());
    }

    /** A summary of the records about an account, for diagnosis. */
    public String reported(String account) {
        String token = current(account)
                .map(it -> "token of " + it.getIssuedAt() + " until " + it.getExpiresAt())
                .orElse("no token");
        String status = status(account)
                .map(it -> it.getState() + ", due " + it.getNextActionAt())
                .orElse("no status");
        return account + " in " + partitions.get(account) + ": " + token + "; " + status;
    }

    public List<AccountEvent> events() {
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
            if (token != null) {
                tokenRead.accept(key, token);
                if (token.getCommandId() != null && token.getIssuedAt() != null) {
                    answered.merge(key, token.getIssuedAt(), Outside::later);
                }
            }
        } else if (value == null && topic.equals(Topics.ACCOUNT_STATUS.name())) {
            statuses.remove(key);
        } else if (value == null) {
            // The end of a code's progress. Only its beginning matters here.
            return;
        } else if (topic.equals(Topics.REFRESH_OUTCOMES.name())) {
            takeAnswer(key, Topics.REFRESH_OUTCOMES.codec().decode(value));
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

    private void takeAnswer(String account, RefreshOutcome outcome) {
        // An offer under a Page's key is about the person's token, not about the Page's.
        if (SERVED.contains(outcome.getResult()) && outcome.getOffer() == null) {
            answered.merge(account, outcome.getDecidedAt(), Outside::later);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
