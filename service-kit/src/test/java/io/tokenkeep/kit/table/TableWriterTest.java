package io.tokenkeep.kit.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.kit.broker.NotPublishedException.Reason;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final TableShape<Client> SHAPE = new TableShape<>(
            Topics.CLIENTS,
            Client::getClientId,
            Client::getVersion,
            Client::getDeleted,
            client -> client.getDeleted() ? Optional.of(NOW) : Optional.empty());
    private static final Duration PATIENT = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final RecordTable<Client> table = new RecordTable<>(SHAPE, 2);
    private final List<ProducerRecord<byte[], byte[]>> published = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void writeSucceedsOnceItsRecordWasReadBack() {
        Future<Position> written = writer(this::acknowledged, PATIENT).write(client("7", 1, "a"));
        assertThat(written.isComplete()).isFalse();

        read(client("7", 1, "a"), 5);

        assertThat(join(written)).isEqualTo(new Position("clients", 0, 5));
    }

    @Test
    void writeThatAnotherOnePrecededIsSuperseded() {
        Future<Position> written = writer(this::acknowledged, PATIENT).write(client("7", 2, "ours"));

        read(client("7", 2, "theirs"), 5);
        read(client("7", 2, "ours"), 6);

        assertThatThrownBy(() -> join(written)).hasCauseInstanceOf(SupersededException.class);
    }

    @Test
    void writeThatIsNotReadBackOrNotAcknowledgedSaysWhich() {
        assertThatThrownBy(() ->
                        join(writer(this::acknowledged, Duration.ofMillis(1)).write(client("7", 1, "a"))))
                .hasCauseInstanceOf(NotReadBackException.class);
        assertThatThrownBy(() ->
                        join(writer(record -> Future.failedFuture(new NotPublishedException(Reason.SILENT)), PATIENT)
                                .write(client("7", 1, "b"))))
                .hasCauseInstanceOf(NotPublishedException.class);
    }

    @Test
    void fullTableTakesChangesAndNoFurtherKey() {
        read(client("1", 1, "a"), 0);
        read(client("2", 1, "b"), 1);
        TableWriter<Client> writer = writer(this::acknowledged, PATIENT);

        assertThatThrownBy(() -> join(writer.write(client("3", 1, "c")))).hasCauseInstanceOf(TableFullException.class);
        Future<Position> changed = writer.write(client("2", 2, "d"));
        read(client("2", 2, "d"), 2);
        join(changed);
        assertThat(published).hasSize(1);
    }

    @Test
    void currentRecordIsWrittenAgainUntilItIsTheLastOfItsKey() {
        table.nowCaughtUp();
        read(client("7", 2, "current"), 0);
        read(client("7", 1, "late"), 1);
        writer(this::acknowledged, PATIENT);

        await().until(() -> !published.isEmpty());
        ProducerRecord<byte[], byte[]> repaired = published.get(0);
        assertThat(repaired.value()).isEqualTo(Topics.CLIENTS.codec().encode(client("7", 2, "current")));

        read(client("7", 2, "current"), 2);
        assertThat(table.overwritten()).isEmpty();
    }

    @Test
    void recordsWhoseTimeIsOverAreForgottenByANull() {
        Client deleted =
                Client.newBuilder(client("7", 2, "gone")).setDeleted(true).build();
        read(deleted, 0);
        read(client("8", 1, "kept"), 1);

        writer(this::acknowledged, PATIENT).forget();

        assertThat(published).hasSize(1);
        assertThat(published.get(0).value()).isNull();
        assertThat(new String(published.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("7");
    }

    @Test
    void eachPartitionGetsARecordAboutNobodySoThatItIsCleaned() {
        table.readUpTo(Map.of(0, 4L, 1, 0L));

        writer(this::acknowledged, PATIENT).forget();

        assertThat(published).extracting(ProducerRecord::partition).containsExactlyInAnyOrder(0, 1);
        assertThat(published).allSatisfy(record -> {
            assertThat(record.value()).isNull();
            assertThat(table.remove(new String(record.key(), StandardCharsets.UTF_8), new RecordPlace(0, 9, NOW)))
                    .as("it is no dead letter")
                    .isTrue();
        });
    }

    private Future<Void> acknowledged(ProducerRecord<byte[], byte[]> record) {
        published.add(record);
        return Future.succeededFuture();
    }

    private TableWriter<Client> writer(RecordPublisher publisher, Duration readBack) {
        return new TableWriter<>(vertx, table, publisher, readBack, () -> NOW);
    }

    private void read(Client client, long offset) {
        table.add(client.getClientId(), client, new RecordPlace(0, offset, NOW));
    }

    private static Position join(Future<Position> written) throws CompletionException {
        return written.toCompletionStage().toCompletableFuture().join();
    }

    private static Client client(String id, long version, String changeId) {
        return Client.newBuilder()
                .setClientId(id)
                .setVersion(new RecordVersion(version, changeId, NOW, "key"))
                .setCreationId("made")
                .setCreatedAt(NOW)
                .setName("Name")
                .build();
    }
}
