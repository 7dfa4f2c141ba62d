package io.tokenkeep.exchange.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kill.Consents.Consent;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** A broker, a simulator in which a second use of a code revokes what it brought, and people who consent. */
final class KillSetup implements AutoCloseable {

    private static final String APP = "threads-main";
    private static final String CLIENT_ID = "990602627938098";
    private static final String CLIENT_SECRET = "client-secret-of-the-kill-test-0123456789";
    private static final String REDIRECT_URI = "https://agency.example/callback/threads-main";

    private final Path directory;
    private final SecureRandom secure = new SecureRandom();
    private final String codesKeys = KeySet.generate("codes-1", secure);
    private final String tokensKeys = KeySet.generate("tokens-1", secure);
    private final Vertx vertx = Vertx.vertx();
    private final LocalKafka kafka;
    private final Simulator simulator;
    private final TopicHistory history;
    private final Consents consents;
    private final List<ServiceJvm> workers = new ArrayList<>();

    KillSetup(Path directory) {
        this.directory = directory;
        this.kafka = LocalKafka.builder().directory(directory.resolve("kafka")).start();
        this.simulator = simulator(vertx);
        provision(kafka);
        this.history = new TopicHistory(kafka.bootstrapServers());
        this.consents = new Consents(
                simulator, APP, CLIENT_ID, REDIRECT_URI, KeySet.parse(codesKeys), kafka.bootstrapServers());
    }

    Simulator simulator() {
        return simulator;
    }

    TopicHistory history() {
        return history;
    }

    Consents consents() {
        return consents;
    }

    /** One more worker of the same group. */
    ServiceJvm worker() throws IOException {
        ServiceJvm worker = ServiceJvm.start(ExchangeMain.class, settings(), directory.resolve("worker.log"));
        workers.add(worker);
        return worker;
    }

    /** Judges all consents. */
    KillCheck check(List<KillCheck.Freeze> freezes) {
        Opener tokens = new Opener(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN);
        return new KillCheck(simulator, history, freezes, tokens).check(consents.given());
    }

    boolean isPresented(Consent consent) {
        return simulator.codes().find(consent.code()).stream()
                .anyMatch(code -> !code.presentations().isEmpty());
    }

    /** Whether any code is on its way: presented, and not finished. */
    boolean anyInFlight() {
        history.read();
        return consents.given().stream()
                .anyMatch(c ->
                        isPresented(c) && history.finished(c.authorizationId()).isEmpty());
    }

    /** Whether every consent has its outcome, and nothing is left to do about it. */
    boolean allFinished() {
        history.read();
        int codes = consents.given().size();
        return history.outcomeCount() >= codes && history.finishedCount() >= codes;
    }

    /** Secrets that lie in a worker's log or in the bytes of a topic. */
    List<SecretSweep.Finding> leaks() {
        SecretSweep sweep = SecretSweep.of(simulator.issuedSecrets());
        assertThat(sweep.size()).isGreaterThan(consents.given().size());
        List<SecretSweep.Finding> findings = new ArrayList<>(sweep.path(directory.resolve("worker.log")));
        findings.addAll(sweep.path(directory.resolve("kafka")));
        return findings;
    }

    private static Simulator simulator(Vertx vertx) {
        SimulatorConfig config = SimulatorConfig.defaults()
                .withApp(RegisteredApp.of(CLIENT_ID, CLIENT_SECRET, REDIRECT_URI))
                .withSwitches(Set.of(Switch.SECOND_USE_REVOKES));
        Simulator simulator = Waiting.on(Simulator.start(vertx, config, InstantSource.system()));
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

    private Path settings() throws IOException {
        Path file = directory.resolve("exchange-worker.properties");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "bootstrap.servers=" + kafka.bootstrapServers(),
                        "topics.replication.factor=1",
                        "codes.keys=" + codesKeys,
                        "tokens.keys=" + tokensKeys,
                        "session.timeout=4s",
                        "provider.timeout=10s",
                        "delivery.timeout=1s",
                        "retry.first=50ms",
                        "management.port=0",
                        "apps=" + APP,
                        "apps." + APP + ".provider=threads",
                        "apps." + APP + ".client.id=" + CLIENT_ID,
                        "apps." + APP + ".client.secrets=" + CLIENT_SECRET,
                        "apps." + APP + ".redirect.uri=" + REDIRECT_URI,
                        "apps." + APP + ".api.url=" + simulator.baseUri()));
        return file;
    }

    @Override
    public void close() {
        workers.forEach(ServiceJvm::close);
        consents.close();
        history.close();
        kafka.close();
        Waiting.on(vertx.close());
    }
}
