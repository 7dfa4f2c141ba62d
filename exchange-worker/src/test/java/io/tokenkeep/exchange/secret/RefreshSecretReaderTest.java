package io.tokenkeep.exchange.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the records of {@code refresh-secrets} beside a partition of commands are read. */
class RefreshSecretReaderTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final int LIMIT = 3;
    private static final TopicPartition PARTITION = new TopicPartition(Topics.REFRESH_SECRETS.name(), 0);
    private static final TopicPartition COMMANDS = new TopicPartition(Topics.REFRESH_COMMANDS.name(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RefreshSecrets secrets = new RefreshSecrets(LIMIT);
    private final List<ProducerRecord<byte[], byte[]>> overtaken = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> woken = new ArrayList<>();
    private final CompanionReader reader = RefreshSecretReader.of(
            new CompanionReader.Source(consumer, TopicNames.WITHOUT_PREFIX),
            secrets,
            new RefreshSecretReader.Output(overtaken::add, (record, reason) -> unreadable.add(reason)),
            MutableClock.at(NOON));
    private long end;

    @BeforeEach
    void empty() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        ends(0);
    }

    @Test
    void partitionIsCaughtUpOnceItsEndIsRead() {
        ends(1);
        reader.assigned(List.of(COMMANDS));
        reader.round();
        assertThat(secrets.isCaughtUp(0)).isFalse();

        write("a", held("a", 0));
        reader.round();

        assertThat(secrets.isCaughtUp(0)).isTrue();
        assertThat(secrets.find(0, account("a"))).isEqualTo(held("a", 0));
    }

    @Test
    void lateRecordOfALowerRankIsOvertakenByWritingTheHigherOneAgain() {
        reader.assigned(List.of(COMMANDS));
        reader.round();
        write("a", held("a", 2));
        write("a", held("a", 1));

        reader.round();
        reader.round();

        assertThat(overtaken).hasSize(1);
        assertThat(overtaken.get(0).value())
                .isEqualTo(Topics.REFRESH_SECRETS.codec().encode(held("a", 2)));
    }

    @Test
    void unreadableRecordIsReportedAndItsAccountIsNotRefreshedWithAnOlderOne() {
        reader.assigned(List.of(COMMANDS));
        write("a", held("a", 0));
        reader.round();
        write("a", held("b", 1));
        reader.round();

        assertThat(unreadable).containsExactly("key and account differ");
        assertThat(secrets.isUnreadable(0, account("a"))).isTrue();
    }

    @Test
    void nullForgetsTheAccount() {
        reader.assigned(List.of(COMMANDS));
        write("a", held("a", 0));
        write("a", null);
        reader.round();

        assertThat(secrets.find(0, account("a"))).isNull();
    }

    @Test
    void partitionsThatAreNotReadYetWaitAtTheLimit() {
        ends(5);
        reader.assigned(List.of(COMMANDS));
        List.of("a", "b", "c").forEach(id -> write(id, held(id, 0)));
        reader.round();

        assertThat(secrets.isFull()).isTrue();
        reader.round();
        assertThat(consumer.paused()).containsExactly(PARTITION);
        assertThat(secrets.isCaughtUp(0)).isFalse();
    }

    @Test
    void consentsDoNotFillTheMemoryOfAPartitionThatIsRead() {
        reader.assigned(List.of(COMMANDS));
        List.of("a", "b", "c").forEach(id -> write(id, held(id, 0)));
        reader.round();
        assertThat(secrets.isCaughtUp(0)).isTrue();

        List.of("d", "e").forEach(id -> write(id, held(id, 0)));
        reader.round();

        assertThat(secrets.size()).isEqualTo(LIMIT);
    }

    @Test
    void waiterIsWokenOnceThePresentEndIsRead() {
        reader.assigned(List.of(COMMANDS));
        reader.round();
        ends(1);
        reader.whenReadToEnd(0, reached -> woken.add("read"));
        reader.round();
        assertThat(woken).isEmpty();

        write("a", held("a", 0));
        reader.round();

        assertThat(woken).containsExactly("read");
        assertThat(secrets.find(0, account("a"))).isNotNull();
    }

    @Test
    void waiterIsWokenIfThePartitionIsLostOrTheReaderEnds() {
        reader.assigned(List.of(COMMANDS));
        ends(1);
        reader.whenReadToEnd(0, reached -> woken.add("lost"));
        reader.round();
        reader.revoked(List.of(COMMANDS));
        assertThat(woken).containsExactly("lost");

        reader.whenReadToEnd(0, reached -> woken.add("not assigned"));
        reader.round();
        reader.whenReadToEnd(0, reached -> woken.add("ended"));
        reader.close(Duration.ofSeconds(1));
        assertThat(woken).containsExactly("lost", "not assigned", "ended");
    }

    private void ends(long offset) {
        consumer.updateEndOffsets(Map.of(PARTITION, offset, COMMANDS, 0L));
    }

    private void write(String id, @Nullable RefreshSecret secret) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                end++,
                account(id).getBytes(UTF_8),
                secret == null ? null : Topics.REFRESH_SECRETS.codec().encode(secret)));
    }

    private static String account(String id) {
        return "plain-main:" + id;
    }

    private static RefreshSecret held(String id, long sequence) {
        return RefreshSecret.newBuilder()
                .setAccount(account(id))
                .setState(RefreshSecretState.HELD)
                .setSealedSecret("sealed")
                .setOrderedAt(NOON)
                .setSequence(sequence)
                .setAttempts(0)
                .build();
    }
}
