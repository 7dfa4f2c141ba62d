package io.tokenkeep.quickstart.provider;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What the topics hold of the made-up provider's one account, and what an operator writes to them. */
final class PlainOAuthTopics {

    static final String ACCOUNT = PlainOAuthServices.APP + ":" + PlainOAuthServer.ACCOUNT;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String bootstrapServers;

    PlainOAuthTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** What a consumer that reads the topic from its beginning now holds. */
    Optional<Token> token() {
        TokenFold held = null;
        for (ConsumerRecord<String, byte[]> record : records(Topics.TOKENS)) {
            if (record.key().equals(ACCOUNT)) {
                held = TokenFold.fold(held, decoded(Topics.TOKENS, record), record.offset());
            }
        }
        return Optional.ofNullable(held).map(TokenFold::token);
    }

    /** The last record of {@code refresh-secrets}; empty if there is none, or it is a null. */
    Optional<RefreshSecret> refreshSecret() {
        List<ConsumerRecord<String, byte[]>> all = records(Topics.REFRESH_SECRETS);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(decoded(Topics.REFRESH_SECRETS, all.get(all.size() - 1)));
    }

    List<AccountEvent> events(EventKind kind) {
        return records(Topics.ACCOUNT_EVENTS).stream()
                .map(record -> Objects.requireNonNull(decoded(Topics.ACCOUNT_EVENTS, record)))
                .filter(event -> event.getKind() == kind)
                .toList();
    }

    void command(AccountCommandKind kind) throws Exception {
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setAccount(ACCOUNT)
                .setKind(kind)
                .setRequestedAt(Instant.now())
                .build();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            Object unused = producer.send(Topics.ACCOUNT_COMMANDS.record(ACCOUNT, command))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static <V extends SpecificRecord> @Nullable V decoded(
            Topic<V> topic, ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null ? null : topic.codec().decode(record.value());
        } catch (UnreadableRecordException e) {
            throw new AssertionError("a record of " + topic + " cannot be read", e);
        }
    }

    private List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }
}
