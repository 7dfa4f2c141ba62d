package io.tokenkeep.refresh;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A refresh-worker on a broker of its own for each test. */
abstract class ServiceFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration CLOSE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    LocalKafka kafka;
    Cluster cluster;
    SimpleMeterRegistry meters;
    RefreshService service;
    String application;

    @BeforeEach
    void begin() {
        kafka = LocalKafka.start();
        meters = new SimpleMeterRegistry();
        application = "refresh-" + directory.getFileName();
        cluster = new Cluster(kafka);
        service = start(directory);
    }

    @AfterEach
    void end() {
        service.close(CLOSE);
        cluster.close();
        kafka.close();
    }

    AccountStatus refuseOneVerification(String key) {
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, now()));
        await().atMost(PATIENCE).until(() -> commands(key, CommandKind.VERIFY).size() == 1);
        cluster.send(
                Topics.REFRESH_OUTCOMES,
                key,
                Fixtures.outcome(
                        commands(key, CommandKind.VERIFY).get(0),
                        RefreshResult.REFUSED,
                        FailureClass.REAUTHORIZE,
                        now()));
        await().atMost(PATIENCE).until(() -> status(key).getFailures() == 1);
        return status(key);
    }

    AccountStatus status(String key) {
        return Objects.requireNonNull(cluster.latest(Topics.ACCOUNT_STATUS).get(key), key);
    }

    List<RefreshCommand> commands(String key, CommandKind kind) {
        return cluster.values(Topics.REFRESH_COMMANDS).stream()
                .filter(command -> command.getAccount().equals(key) && command.getKind() == kind)
                .toList();
    }

    void start() {
        service = start(directory);
    }

    RefreshService start(Path state) {
        meters = new SimpleMeterRegistry();
        Map<String, String> more = Map.of(
                "deletion.grace", "1s",
                "leave.group.on.close", "true",
                // By which the group learns of a thread that died.
                "kafka.session.timeout.ms", "6000");
        return RefreshService.start(cluster.config(application, state, more), RefreshProviders.DEFAULT, meters);
    }

    static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
