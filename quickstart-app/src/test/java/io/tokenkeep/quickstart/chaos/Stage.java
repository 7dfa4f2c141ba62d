package io.tokenkeep.quickstart.chaos;

import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.refresh.RefreshMain;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.sandbox.simulator.Simulator;
import io.tokenkeep.sandbox.simulator.SimulatorConfig;
import io.tokenkeep.sandbox.simulator.registry.Lifetimes;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker, a simulator that revokes what a code brought when the code comes twice, and settings for all instances. */
final class Stage implements AutoCloseable {

    static final String APP = "threads-main";
    static final String CLIENT_ID = "990602627938098";
    static final String REDIRECT_URI = "https://agency.example/callback/threads-main";
    static final int PARTITIONS = 6;
    /** Long enough to outlive every fault here at half-life. */
    static final Duration LIFETIME = Duration.ofSeconds(150);

    private static final String CLIENT_SECRET = "client-secret-of-the-chaos-test-0123456789";

    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    private final Path directory;
    private final String codesKeys = KeySet.generate("codes-1", new SecureRandom());
    private final String tokensKeys = KeySet.generate("tokens-1", new SecureRandom());
    private final Vertx vertx = Vertx.vertx();
    private final Killable broker;
    private final String bootstrapServers;
    private final Simulator simulator;
    private final List<Killable> instances = new ArrayList<>();

    Stage(Path directory) throws Exception {
        this.directory = directory;
        int port = LocalPorts.free(new SecureRandom());
        this.bootstrapServers = "127.0.0.1:" + port;
        this.broker = Killable.start(
                "broker",
                BrokerMain.class,
                directory,
                Integer.toString(port),
                directory.resolve("kafka").toString());
        instances.add(broker);
        SimulatorConfig config = SimulatorConfig.defaults()
                .withLifetimes(
                        Lifetimes.DOCUMENTED.withLongLived(LIFETIME).withMinimumRefreshAge(Duration.ofSeconds(3)))
                .withApp(RegisteredApp.of(CLIENT_ID, CLIENT_SECRET, REDIRECT_URI))
                .withSwitches(Set.of(Switch.SECOND_USE_REVOKES));
        this.simulator = Simulator.start(vertx, config, InstantSource.system())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicProvisioner(
                            admin,
                            new TopicLayout(PARTITIONS, (short) 1),
                            bootstrapServers,
                            InstantSource.system(),
                            Duration.ofMinutes(1))
                    .ensure(Topics.catalogue().keySet(), true);
        }
    }

    Killable broker() {
        return broker;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Simulator simulator() {
        return simulator;
    }

    People people() {
        return new People(simulator, KeySet.parse(codesKeys), bootstrapServers);
    }

    Opener opener() {
        return new Opener(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN);
    }

    Killable exchange(String name) throws IOException {
        return start(
                name,
                ExchangeMain.class,
                file(
                        name,
                        "codes.keys=" + codesKeys,
                        "tokens.keys=" + tokensKeys,
                        "session.timeout=7s",
                        "provider.timeout=3s",
                        "delivery.timeout=2s",
                        "retry.first=50ms",
                        "retry.longest=2s",
                        "settle.timeout=5s",
                        "apps=" + APP,
                        "apps." + APP + ".provider=threads",
                        "apps." + APP + ".client.id=" + CLIENT_ID,
                        "apps." + APP + ".client.secrets=" + CLIENT_SECRET,
                        "apps." + APP + ".redirect.uri=" + REDIRECT_URI,
                        "apps." + APP + ".refresh.minimum.age=3s",
                        "apps." + APP + ".graph.url=" + simulator.baseUri()));
    }

    Killable refresh(String name) throws IOException {
        return start(
                name,
                RefreshMain.class,
                file(
                        name,
                        "state.directory=" + stateOf(name),
                        "tick.interval=200ms",
                        "command.lifetime=20s",
                        "longest.call=5s",
                        "delivery.timeout=5s",
                        "retry.minimum=1s",
                        "retry.maximum=5s",
                        "kafka.session.timeout.ms=6000",
                        "kafka.heartbeat.interval.ms=1000"));
    }

    private Killable start(String name, Class<?> main, Path settings) throws IOException {
        Killable started = Killable.start(name, main, directory, "--config", settings.toString());
        instances.add(started);
        return started;
    }

    /** If what is awaited does not come, every process has its say, all of it in the log and the most of it in the failure. */
    void orTell(Runnable awaited) throws Exception {
        try {
            awaited.run();
        } catch (ConditionTimeoutException e) {
            StringBuilder summary = new StringBuilder();
            for (Killable each : instances) {
                summary.append(each.summary()).append("\n\n");
                LOG.error("{}", each.told());
            }
            throw new AssertionError(e.getMessage() + "\n\n" + summary, e);
        }
    }

    Path stateOf(String name) {
        return directory.resolve("state-" + name);
    }

    private Path file(String name, String... settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of(settings));
        lines.add("bootstrap.servers=" + bootstrapServers);
        lines.add("topics.partitions=" + PARTITIONS);
        lines.add("topics.replication.factor=1");
        lines.add("management.port=0");
        return Files.write(directory.resolve(name + ".properties"), lines);
    }

    @Override
    public void close() {
        instances.forEach(Killable::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
