package io.tokenkeep.exchange.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.kill.Consents.Consent;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.simulator.Simulator;
import io.tokenkeep.sandbox.simulator.SimulatorConfig;
import io.tokenkeep.sandbox.simulator.fault.Fault;
import io.tokenkeep.sandbox.simulator.fault.FaultRule;
import io.tokenkeep.sandbox.simulator.http.Endpoint;
import io.tokenkeep.sandbox.simulator.registry.RegisteredApp;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's process dies by SIGKILL {@value #KILLS} times, at moments drawn at random, while {@value #CODES} codes
 * pass and a second use of a code revokes what it brought.
 */
class KillIT {

    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int KILLS = 20;
    private static final int CODES = 500;
    private static final int CODES_PER_KILL = CODES / KILLS;
    private static final Duration BETWEEN_CODES = Duration.ofMillis(100);
    private static final String APP = "threads-main";
    private static final String CLIENT_ID = "990602627938098";
    private static final String CLIENT_SECRET = "client-secret-of-the-kill-test-0123456789";
    private static final String REDIRECT_URI = "https://agency.example/callback/threads-main";

    @TempDir
    private Path directory;

    private final SecureRandom secure = new SecureRandom();
    private final String codesKeys = KeySet.generate("codes-1", secure);
    private final String tokensKeys = KeySet.generate("tokens-1", secure);
    private final List<Instant> kills = new ArrayList<>();
    private int inFlightAtLeast = Integer.MAX_VALUE;

    @Test
    void everyCodeEndsWellOrWasUnavoidablyLost() throws Exception {
        long seed = secure.nextLong();
        LOG.info("seed {}", seed);
        Vertx vertx = Vertx.vertx();
        Path data = directory.resolve("kafka");
        try (LocalKafka kafka = LocalKafka.builder().directory(data).start()) {
            Simulator simulator = simulator(vertx);
            provision(kafka);
            try (TopicHistory history = new TopicHistory(kafka.bootstrapServers());
                    Consents consents = new Consents(
                            simulator,
                            APP,
                            CLIENT_ID,
                            REDIRECT_URI,
                            KeySet.parse(codesKeys),
                            kafka.bootstrapServers())) {
                run(settings(kafka, simulator), simulator, history, consents, new Random(seed));
                judge(simulator, history, consents, seed);
            }
            assertThat(leaks(simulator, directory))
                    .as("secrets in logs and in the topics' bytes")
                    .isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private void run(Path settings, Simulator simulator, TopicHistory history, Consents consents, Random random) {
        Path log = directory.resolve("worker.log");
        for (int kill = 0; kill < KILLS; kill++) {
            WorkerProcess worker = WorkerProcess.start(settings, log);
            Consent first = consents.give();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        assertThat(worker.isAlive()).isTrue();
                        return isPresented(simulator, first);
                    });
            feed(consents, Instant.now().plusMillis(random.nextLong(2 * CODES_PER_KILL * BETWEEN_CODES.toMillis())));
            awaitInFlight(simulator, history, consents);
            kills.add(worker.kill());
        }
        WorkerProcess last = WorkerProcess.start(settings, log);
        while (consents.given().size() < CODES) {
            consents.give();
            LockSupport.parkNanos(BETWEEN_CODES.toNanos());
        }
        finish(last, history, consents.given().size());
    }

    /** One code after the other until the moment of the kill, which may find the last of them anywhere on its way. */
    private static void feed(Consents consents, Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        while (!left.isNegative()) {
            consents.give();
            left = Duration.between(Instant.now(), end);
            LockSupport.parkNanos(Math.min(BETWEEN_CODES.toNanos(), Math.max(0, left.toNanos())));
            left = Duration.between(Instant.now(), end);
        }
    }

    private static void awaitInFlight(Simulator simulator, TopicHistory history, Consents consents) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    history.read();
                    boolean any = consents.given().stream()
                            .anyMatch(c -> isPresented(simulator, c)
                                    && history.finished(c.authorizationId()).isEmpty());
                    if (!any) {
                        consents.give();
                    }
                    return any;
                });
    }

    private static void finish(WorkerProcess last, TopicHistory history, int codes) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    history.read();
                    return history.settledCount() >= codes && history.finishedCount() >= codes;
                });
        // 143 is how a JVM ends that was told to by SIGTERM and had nothing to complain of.
        assertThat(last.stop()).isEqualTo(143);
    }

    private void judge(Simulator simulator, TopicHistory history, Consents consents, long seed) {
        Verdicts verdicts = new Verdicts(
                        simulator, history, kills, new Opener(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN))
                .judge(consents.given());
        for (Instant kill : kills) {
            int hit = (int) consents.given().stream()
                    .filter(consent -> verdicts.inFlight(consent, kill))
                    .count();
            inFlightAtLeast = Math.min(inFlightAtLeast, hit);
        }
        LOG.info(
                "seed {}: {} kills, {} codes, {} connected, {} must reconnect, {} presented again, "
                        + "at least {} in flight at each kill; from answer to checkpoint median {}, longest {}",
                seed,
                kills.size(),
                consents.given().size(),
                verdicts.connected(),
                verdicts.reconnects(),
                verdicts.presentedTwice(),
                inFlightAtLeast,
                verdicts.window(0.5),
                verdicts.window(1));
        assertThat(verdicts.violations()).as("seed %d", seed).isEmpty();
        assertThat(kills).hasSize(KILLS);
        assertThat(inFlightAtLeast).as("codes in flight at each kill").isPositive();
        assertThat(verdicts.connected() + verdicts.reconnects())
                .isEqualTo(consents.given().size())
                .isGreaterThanOrEqualTo(CODES);
        assertThat(history.count(AuthorizationState.CONNECTED)).isEqualTo(verdicts.connected());
        assertThat(verdicts.reconnects() * 100)
                .as("reconnects")
                .isLessThan(5 * consents.given().size());
    }

    private static boolean isPresented(Simulator simulator, Consent consent) {
        return simulator.codes().find(consent.code()).stream()
                .anyMatch(code -> !code.presentations().isEmpty());
    }

    private List<SecretSweep.Finding> leaks(Simulator simulator, Path where) {
        SecretSweep sweep = SecretSweep.of(simulator.issuedSecrets());
        assertThat(sweep.size()).isGreaterThan(CODES);
        List<SecretSweep.Finding> findings = new ArrayList<>(sweep.path(where.resolve("worker.log")));
        findings.addAll(sweep.path(where.resolve("kafka")));
        return findings;
    }

    private static Simulator simulator(Vertx vertx) throws Exception {
        SimulatorConfig config = SimulatorConfig.defaults()
                .withApp(RegisteredApp.of(CLIENT_ID, CLIENT_SECRET, REDIRECT_URI))
                .withSwitches(Set.of(Switch.SECOND_USE_REVOKES));
        Simulator simulator = Simulator.start(vertx, config, InstantSource.system())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        simulator.inject(FaultRule.on(Endpoint.CODE, Fault.latency(Duration.ofMillis(30))));
        simulator.inject(FaultRule.on(Endpoint.UPGRADE, Fault.latency(Duration.ofMillis(250))));
        return simulator;
    }

    private static void provision(LocalKafka kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicProvisioner(
                            admin,
                            new TopicLayout(12, (short) 1),
                            kafka.bootstrapServers(),
                            InstantSource.system(),
                            Duration.ofMinutes(1))
                    .ensure(Topics.catalogue().keySet(), true);
        }
    }

    private Path settings(LocalKafka kafka, Simulator simulator) throws IOException {
        Path file = directory.resolve("exchange-worker.properties");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "bootstrap.servers=" + kafka.bootstrapServers(),
                        "topics.replication.factor=1",
                        "codes.keys=" + codesKeys,
                        "tokens.keys=" + tokensKeys,
                        "session.timeout=2s",
                        "provider.timeout=3s",
                        "delivery.timeout=1s",
                        "retry.first=50ms",
                        "management.port=0",
                        "apps=" + APP,
                        "apps." + APP + ".provider=threads",
                        "apps." + APP + ".client.id=" + CLIENT_ID,
                        "apps." + APP + ".client.secrets=" + CLIENT_SECRET,
                        "apps." + APP + ".redirect.uri=" + REDIRECT_URI,
                        "apps." + APP + ".graph.url=" + simulator.baseUri()));
        return file;
    }
}
