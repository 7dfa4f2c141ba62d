package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident that meets a few accounts of each partition, and none of them enough to be one by itself. */
class AppCircuitBreakerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CLOSE = Duration.ofSeconds(30);
    private static final int FEW_PER_PARTITION = 5;

    @TempDir
    private Path directory;

    private final LocalKafka kafka = LocalKafka.start();
    private final Cluster cluster = new Cluster(kafka);
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private RefreshService service;

    @BeforeEach
    void start() {
        service = RefreshService.start(config(), RefreshProviders.DEFAULT, new SimpleMeterRegistry());
    }

    @AfterEach
    void end() {
        service.close(CLOSE);
        cluster.close();
        kafka.close();
    }

    @Test
    void nobodyDiesOfAnIncidentThatNoPartitionSeesAlone() {
        List<String> accounts = verified(Cluster.PARTITIONS * FEW_PER_PARTITION);

        await().atMost(PATIENCE).until(() -> {
            refuseAll();
            return refusedAtLeast(accounts, 4);
        });

        assertThat(cluster.latest(Topics.ACCOUNT_STATUS))
                .hasSameSizeAs(accounts)
                .allSatisfy((key, status) -> assertThat(status.getState()).isEqualTo(StatusState.CONNECTED));
        AppStatus app = cluster.latest(Topics.APP_STATUS).get("threads-main:breaker");
        assertThat(app).isNotNull().satisfies(status -> {
            assertThat(status.getPart()).isEqualTo(AppPart.BREAKER);
            assertThat(status.getOpen()).isTrue();
        });
        assertThat(service.components())
                .anySatisfy(
                        component -> assertThat(component.check().toString()).contains("threads-main"));
    }

    @Test
    void theFewWhoAreRefusedAloneAreDeclaredDead() {
        List<String> accounts = verified(3);

        await().atMost(PATIENCE).until(() -> {
            refuseAll();
            return cluster.latest(Topics.ACCOUNT_STATUS).values().stream()
                            .filter(status -> status.getState() == StatusState.REAUTHORIZATION_REQUIRED)
                            .count()
                    == accounts.size();
        });
    }

    /** So many accounts whose verification is on its way. */
    private List<String> verified(int accounts) {
        List<String> keys =
                IntStream.range(0, accounts).mapToObj(i -> "threads-main:" + i).toList();
        keys.forEach(key -> cluster.send(
                Topics.TOKENS, key, Fixtures.consented(key, Instant.now(), Duration.ofDays(5), Duration.ofHours(1))));
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).size() == accounts);
        keys.forEach(key -> cluster.send(
                Topics.ACCOUNT_COMMANDS,
                key,
                Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, Instant.now())));
        return keys;
    }

    private void refuseAll() {
        for (RefreshCommand command : cluster.values(Topics.REFRESH_COMMANDS)) {
            if (command.getKind() == CommandKind.VERIFY && answered.add(command.getCommandId())) {
                refusals.merge(command.getAccount(), 1, Integer::sum);
                cluster.send(
                        Topics.REFRESH_OUTCOMES,
                        command.getAccount(),
                        Fixtures.outcome(command, RefreshResult.REFUSED, FailureClass.REAUTHORIZE, Instant.now()));
            }
        }
    }

    private boolean refusedAtLeast(List<String> accounts, int times) {
        return accounts.stream().allMatch(account -> refusals.getOrDefault(account, 0) >= times);
    }

    private RefreshConfig config() {
        return cluster.config(
                "breaker",
                directory,
                Map.of(
                        "retry.minimum", "200ms",
                        "retry.maximum", "1s",
                        "verify.gap", "500ms",
                        "leave.group.on.close", "true"));
    }
}
