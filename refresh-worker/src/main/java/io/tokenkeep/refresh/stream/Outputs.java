package io.tokenkeep.refresh.stream;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes to the output topics, inside the task's transaction. Each topic has its own sink. */
final class Outputs {

    /** The output topics; a sink is named {@code to-<topic>}. */
    static final List<String> TOPICS = List.of(
            Topics.REFRESH_COMMANDS.name(),
            Topics.ACCOUNT_STATUS.name(),
            Topics.ACCOUNT_EVENTS.name(),
            Topics.APP_STATUS.name(),
            Topics.REFRESH_WORKER_LINKS.name(),
            Topics.DATA_DELETIONS.name(),
            Topics.LOST_PAGES.name(),
            Topics.DEAD_LETTERS_NAME);

    /** Less than a producer sends at most, 1 MiB. */
    private static final int MOST_BYTES = 960 << 10;

    private final ProcessorContext<byte[], byte[]> context;
    private final TopicNames names;
    private final RefreshMetrics metrics;

    Outputs(ProcessorContext<byte[], byte[]> context, TopicNames names, RefreshMetrics metrics) {
        this.context = context;
        this.names = names;
        this.metrics = metrics;
    }

    static String sink(String topic) {
        return "to-" + topic;
    }

    void command(RefreshCommand command) {
        send(Topics.REFRESH_COMMANDS, command.getAccount(), command);
        metrics.command(command.getKind());
    }

    void event(AccountEvent event) {
        send(Topics.ACCOUNT_EVENTS, event.getAccount(), event);
        metrics.event(event.getKind());
    }

    /** Sends a message to another account, which may belong to another task. */
    void link(AccountUpdate.Link link) {
        send(Topics.REFRESH_WORKER_LINKS, link.to(), link.message());
    }

    void deletion(DataDeletion deletion) {
        send(Topics.DATA_DELETIONS, deletion.getConfirmationCode(), deletion);
    }

    void lostPage(LostPage page) {
        send(Topics.LOST_PAGES, page.getAuthorizationId(), page);
    }

    void appStatus(String key, AppStatus status) {
        send(Topics.APP_STATUS, key, status);
    }

    /** Null if the account is forgotten. */
    void status(String key, @Nullable AccountStatus status) {
        send(Topics.ACCOUNT_STATUS, key, status);
    }

    void deadLetter(Record<byte[], byte[]> record, RecordMetadata from, String reason) {
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(
                new ConsumerRecord<>(
                        names.onCluster(from.topic()), from.partition(), from.offset(), record.key(), record.value()),
                reason);
        context.forward(
                new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()),
                sink(Topics.DEAD_LETTERS_NAME));
        metrics.deadLetter(from.topic());
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = encoded(topic, value);
        if (encoded != null && encoded.length > MOST_BYTES) {
            // A too large record would abort the producer's transaction, and with it all other updates.
            metrics.tooLarge(topic.name(), key);
            return;
        }
        context.forward(new Record<>(bytes, encoded, context.currentSystemTimeMs()), sink(topic.name()));
    }

    private static <V extends SpecificRecord> byte @Nullable [] encoded(Topic<V> topic, @Nullable V value) {
        return value == null ? null : topic.codec().encode(value);
    }
}
