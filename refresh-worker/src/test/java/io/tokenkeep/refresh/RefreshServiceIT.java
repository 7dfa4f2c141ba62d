package io.tokenkeep.refresh;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker, through restarts that lose what a restart can lose. A broker for each test. */
class RefreshServiceIT extends ServiceFixture {

    @Test
    void replayOfEverythingChangesNothing() throws Exception {
        String deleted = "threads-main:deleted";
        cluster.send(Topics.TOKENS, KEY, Fixtures.consented(KEY, now()));
        cluster.send(Topics.TOKENS, deleted, Fixtures.consented(deleted, now()));
        cluster.send(new ProducerRecord<>(Topics.TOKENS.name(), KEY.getBytes(UTF_8), "poison".getBytes(UTF_8)));
        refuseOneVerification(KEY);
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).containsKey(deleted));
        forget(deleted);
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.REFRESH_WORKER_LINKS).isEmpty());
        Map<String, Integer> written = cluster.written();
        Map<String, AccountStatus> statuses = new TreeMap<>(cluster.latest(Topics.ACCOUNT_STATUS));

        service.close(CLOSE);
        await().atMost(PATIENCE).ignoreExceptions().until(this::forgetOffsets);
        start();

        long inputs = Stream.of(
                        Topics.TOKENS, Topics.REFRESH_OUTCOMES, Topics.ACCOUNT_COMMANDS, Topics.REFRESH_WORKER_LINKS)
                .mapToLong(topic -> cluster.records(topic.name()).size())
                .sum();
        await().atMost(PATIENCE).until(() -> replayed() == inputs);
        await().atMost(PATIENCE)
                .until(() -> meters.get("tokenkeep.refresh.tasks").gauge().value() == Cluster.PARTITIONS);
        assertThat(cluster.written()).isEqualTo(written);
        assertThat(new TreeMap<>(cluster.latest(Topics.ACCOUNT_STATUS))).isEqualTo(statuses);
    }

    @Test
    void secondInstanceTakesOverFromOneThatLeft() {
        String key = "threads-main:moved";
        cluster.send(Topics.TOKENS, key, Fixtures.consented(key, now()));
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).containsKey(key));

        service.close(CLOSE);
        service = start(directory.resolve("another"));
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, now()));

        // Far less than the session time-out of 45 s, which a member that does not leave costs.
        await().atMost(Duration.ofSeconds(25))
                .until(() -> commands(key, CommandKind.VERIFY).size() == 1);
    }

    @Test
    void serviceSaysThatItRuns() {
        await().atMost(PATIENCE).until(service::running);

        assertThat(service.components())
                .allSatisfy(component -> assertThat(component.check().isOk()).isTrue());
        assertThat(OffsetsRetention.check(cluster.admin())).isTrue();
    }

    /** Has an account deleted, up to the null on the topic. */
    private void forget(String key) {
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.DELETE_DATA, now()));
        await().atMost(PATIENCE).until(() -> commands(key, CommandKind.PUBLISH).size() == 1);
        cluster.send(
                Topics.TOKENS, key, commands(key, CommandKind.PUBLISH).get(0).getToken());
        await().atMost(PATIENCE).until(() -> commands(key, CommandKind.PUBLISH).size() == 2);
        cluster.send(Topics.TOKENS, key, null);
        await().atMost(PATIENCE)
                .until(() -> !cluster.latest(Topics.ACCOUNT_STATUS).containsKey(key));
    }

    private double replayed() {
        return meters.find("tokenkeep.refresh.replayed").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private boolean forgetOffsets() throws Exception {
        cluster.admin().deleteConsumerGroups(List.of(application)).all().get(10, TimeUnit.SECONDS);
        return true;
    }
}
