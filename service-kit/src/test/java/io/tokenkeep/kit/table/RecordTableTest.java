package io.tokenkeep.kit.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordTableTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final TableShape<Client> SHAPE = new TableShape<>(
            Topics.CLIENTS,
            Client::getClientId,
            Client::getVersion,
            Client::getDeleted,
            client -> client.getDeleted() ? Optional.of(NOW) : Optional.empty());

    private final RecordTable<Client> table = new RecordTable<>(SHAPE, 3);
    private long offset;

    @Test
    void tableThatKafkaDoesNotAnswerIsNotCurrentAnyMore() {
        assertThat(table.isCurrent(Duration.ofDays(1))).as("not caught up").isFalse();
        table.nowCaughtUp();
        assertThat(table.isCurrent(Duration.ZERO)).as("nobody measures").isTrue();

        table.nothingUnread();

        assertThat(table.isCurrent(Duration.ZERO)).isFalse();
        assertThat(table.isCurrent(Duration.ofDays(1))).isTrue();
    }

    @Test
    void higherVersionIsCurrentAndTheFirstOfTwoEqualOnesWins() {
        add(client("7", 1, "a", "first"));
        add(client("7", 2, "b", "winner"));
        add(client("7", 2, "c", "loser"));

        assertThat(name("7")).isEqualTo("winner");
    }

    @Test
    void lateRecordIsNamedUntilTheCurrentOneIsLastAgain() {
        add(client("7", 1, "a", "first"));
        add(client("7", 2, "b", "second"));
        add(client("7", 1, "a2", "late"));
        assertThat(table.overwritten())
                .as("before all is read a later record may repair it")
                .isEmpty();

        table.nowCaughtUp();
        assertThat(table.overwritten()).containsExactly(client("7", 2, "b", "second"));

        add(client("7", 2, "b", "second"));
        assertThat(table.overwritten()).isEmpty();
        assertThat(name("7")).isEqualTo("second");
    }

    @Test
    void newVersionAlsoEndsTheNeedForARepair() {
        table.nowCaughtUp();
        add(client("7", 2, "b", "second"));
        add(client("7", 2, "c", "loser"));
        add(client("7", 3, "d", "third"));

        assertThat(table.overwritten()).isEmpty();
    }

    @Test
    void nullRemovesARecordWhoseTimeIsOverAndNothingElse() {
        table.nowCaughtUp();
        add(client("7", 1, "a", "kept"));
        assertThat(table.remove("7", place())).isTrue();
        assertThat(name("7")).isEqualTo("kept");
        assertThat(table.overwritten()).hasSize(1);

        Client gone =
                Client.newBuilder(client("7", 2, "b", "")).setDeleted(true).build();
        add(gone);
        table.remove("7", place());
        assertThat(table.find("7")).isEmpty();
        assertThat(table.overwritten()).isEmpty();
    }

    @Test
    void writerLearnsWhetherItsRecordBecameTheCurrentOne() {
        CompletableFuture<RecordTable.Placed<Client>> won = table.expect("b");
        CompletableFuture<RecordTable.Placed<Client>> lost = table.expect("c");
        CompletableFuture<RecordTable.Placed<Client>> repeated = table.expect("a");

        add(client("7", 1, "a", "first"));
        add(client("7", 2, "b", "winner"));
        add(client("7", 2, "c", "loser"));

        assertThat(won.join().accepted()).isTrue();
        assertThat(won.join().place().offset()).isEqualTo(1);
        assertThat(lost.join().accepted()).isFalse();
        assertThat(repeated.join().accepted()).isTrue();
    }

    @Test
    void furtherKeyIsLeftOutAtTheLimitAndHealthSaysSo() {
        List.of("1", "2", "3").forEach(id -> add(client(id, 1, id, id)));
        assertThat(table.check().isOk()).isTrue();
        assertThat(table.isFullFor("4")).isTrue();
        assertThat(table.isFullFor("3")).isFalse();

        CompletableFuture<RecordTable.Placed<Client>> fourth = table.expect("4");
        add(client("4", 1, "4", "4"));

        assertThat(fourth.join().current()).isNull();
        assertThat(table.find("4")).isEmpty();
        assertThat(table.check().isOk()).isFalse();
        add(client("3", 2, "x", "changed"));
        assertThat(name("3")).isEqualTo("changed");
    }

    @Test
    void pageBeginsAfterAKeyAlsoIfThatKeyIsGone() {
        List.of("1", "3").forEach(id -> add(client(id, 1, id, id)));

        assertThat(table.page("2", client -> true, 10))
                .extracting(Client::getClientId)
                .containsExactly("3");
        assertThat(table.page(null, client -> true, 1))
                .extracting(Client::getClientId)
                .containsExactly("1");
    }

    @Test
    void positionIsReachedWhenTheNextOffsetLiesBehindIt() {
        CompletableFuture<Void> reached = table.read().reached(new Position("clients", 2, 5));
        table.readUpTo(Map.of(2, 5L));
        assertThat(reached).isNotDone();

        table.readUpTo(Map.of(2, 6L));
        assertThat(reached).isDone();
        assertThat(table.read().reached(new Position("clients", 2, 5))).isDone();
        assertThat(table.read().reached(new Position("clients", 3, 0))).isNotDone();
    }

    private void add(Client client) {
        table.add(client.getClientId(), client, place());
    }

    private RecordPlace place() {
        return new RecordPlace(0, offset++, NOW);
    }

    private String name(String id) {
        return table.find(id).orElseThrow().getName();
    }

    private static Client client(String id, long version, String changeId, String name) {
        return Client.newBuilder()
                .setClientId(id)
                .setVersion(new RecordVersion(version, changeId, NOW, "key"))
                .setCreationId("a")
                .setCreatedAt(NOW)
                .setName(name)
                .build();
    }
}
