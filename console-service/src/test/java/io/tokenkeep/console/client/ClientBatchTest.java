package io.tokenkeep.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.ApiRoutes;
import io.tokenkeep.console.api.BodySchema;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.TableShape;
import io.tokenkeep.kit.table.TableWriter;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a Kafka that takes and gives back each record at once, unless it is told not to. */
class ClientBatchTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final RecordTable<Client> table = new RecordTable<>(
            new TableShape<>(
                    Topics.CLIENTS,
                    Client::getClientId,
                    Client::getVersion,
                    Client::getDeleted,
                    client -> Optional.empty()),
            10);
    private final TableWriter<Client> writer =
            new TableWriter<>(vertx, table, this::publish, Duration.ofMinutes(1), () -> NOW);
    private final TableEditor<Client> editor =
            new TableEditor<>(table, writer, new AuditLog(this::publish, () -> NOW), () -> NOW, new Random(1));
    private final ClientRows rows = new ClientRows(new BodySchema(await(ApiRoutes.contract(vertx)), "createClient"));
    private final ClientBatch batch = new ClientBatch(new RowBatch(vertx), table, editor, rows);
    private String silentFor = "nobody";
    private long offset;

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void repetitionFinishesWhatIsLeft() {
        Claim claim = new Claim("claim", NOW);
        String csv = "id,name\n1,One\n2,Two\n";
        silentFor = "2";
        assertThat(carryOut(claim, csv))
                .contains("2,made,")
                .anySatisfy(line -> assertThat(line).startsWith("3,,").contains("same Idempotency-Key"));

        silentFor = "nobody";
        assertThat(carryOut(claim, csv)).contains("2,made,", "3,made,");
        assertThat(sequence("1")).isEqualTo(1);
    }

    @Test
    void repetitionDoesNotUndoWhatSomebodyElseChangedSince() {
        carryOut(new Claim("first", NOW.minusSeconds(100)), "id,name\n1,One\n2,Two\n");
        Claim claim = new Claim("second", NOW.minusSeconds(60));
        carryOut(claim, "id,name\n1,Uno\n");
        read(Client.newBuilder(table.find("1").orElseThrow())
                .setName("Eins")
                .setVersion(new RecordVersion(3L, "other", NOW, "key"))
                .build());

        assertThat(carryOut(claim, "id,name\n1,Uno\n"))
                .anySatisfy(line -> assertThat(line).startsWith("2,,").contains("Nothing was changed"));
        assertThat(table.find("1").orElseThrow().getName()).isEqualTo("Eins");
    }

    @Test
    void repetitionOfAChangeThatIsCurrentAnswersTheSame() {
        carryOut(new Claim("first", NOW), "id,name\n1,One\n");
        Claim claim = new Claim("second", NOW);

        List<String> changed = carryOut(claim, "id,name\n1,Uno\n");

        assertThat(changed).contains("2,changed,");
        assertThat(carryOut(claim, "id,name\n1,Uno\n")).isEqualTo(changed);
        assertThat(sequence("1")).isEqualTo(2);
    }

    @Test
    void deletedClientComesBackByANewTableAndNotByARepetition() {
        Claim claim = new Claim("first", NOW);
        carryOut(claim, "id,name\n1,One\n");
        read(ClientFields.deleted(table.find("1").orElseThrow(), new RecordVersion(2L, "deletion", NOW, "key")));

        assertThat(carryOut(claim, "id,name\n1,One\n"))
                .anySatisfy(line -> assertThat(line).startsWith("2,,").contains("There is no clients/1"));
        assertThat(table.find("1").orElseThrow().getDeleted()).isTrue();
        assertThat(carryOut(new Claim("later", NOW), "id,name\n1,One\n")).contains("2,made,");
        assertThat(table.find("1").orElseThrow().getDeleted()).isFalse();
    }

    private List<String> carryOut(Claim claim, String csv) {
        ApiResponse answer = await(batch.carryOut(ApiRequest.ofService("importClients"), claim, rows.read(csv)));
        return Objects.requireNonNull(answer.content())
                .body()
                .toString()
                .lines()
                .toList();
    }

    private long sequence(String id) {
        return table.find(id).orElseThrow().getVersion().getSequence();
    }

    private Future<Void> publish(ProducerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.CLIENTS.name())) {
            return Future.succeededFuture();
        }
        if (new String(record.key(), StandardCharsets.UTF_8).equals(silentFor)) {
            return Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.SILENT));
        }
        try {
            read(Topics.CLIENTS.codec().decode(record.value()));
            return Future.succeededFuture();
        } catch (UnreadableRecordException e) {
            return Future.failedFuture(e);
        }
    }

    private synchronized void read(Client client) {
        table.add(client.getClientId(), client, new RecordPlace(0, offset++, NOW));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
