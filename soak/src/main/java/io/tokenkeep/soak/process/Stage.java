package io.tokenkeep.soak.process;

import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A broker with all topics, a simulator in this process, and services beside them; everything on loopback. */
public final class Stage implements AutoCloseable {

    public static final int PARTITIONS = 6;

    private static final Duration TOPICS_LIMIT = Duration.ofMinutes(1);
    private static final long START_SECONDS = 30;

    private final Path directory;
    private final String codesKeys = KeySet.generate("codes-1", new SecureRandom());
    private final String tokensKeys = KeySet.generate("tokens-1", new SecureRandom());
    private final Vertx vertx = Vertx.vertx();
    private final List<Killable> processes = new ArrayList<>();
    private final Killable broker;
    private final String bootstrapServers;
    private final Simulator simulator;

    private Stage(Path directory, SimulatorConfig config) throws Exception {
        this.directory = directory;
        String port = Integer.toString(LocalPorts.free(new SecureRandom()));
        String controllerPort = Integer.toString(LocalPorts.free(new SecureRandom()));
        String clusterId = Uuid.randomUuid().toString();
        this.bootstrapServers = "127.0.0.1:" + port;
        processes.add(kafka("controller", controllerPort, controllerPort, clusterId));
        this.broker = kafka("broker", port, controllerPort, clusterId);
        processes.add(broker);
        try {
            this.simulator = Simulator.start(vertx, config, InstantSource.system())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
            provision();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Returns when all topics are there. */
    public static Stage start(Path directory, SimulatorConfig config) throws Exception {
        return new Stage(directory, config);
    }

    private Killable kafka(String role, String port, String controllerPort, String clusterId) throws IOException {
        String data = directory.resolve("kafka-" + role).toString();
        return Killable.start(role, BrokerMain.class, directory, role, port, controllerPort, data, clusterId);
    }

    private void provision() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicProvisioner(
                            admin,
                            new TopicLayout(PARTITIONS, (short) 1),
                            bootstrapServers,
                            InstantSource.system(),
                            TOPICS_LIMIT)
                    .ensure(Topics.catalogue().keySet(), true);
        }
    }

    public Killable broker() {
        return broker;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public Simulator simulator() {
        return simulator;
    }

    /** The key set of codes, as a value for settings. */
    public String codesKeys() {
        return codesKeys;
    }

    /** The key set of tokens, as a value for settings. */
    public String tokensKeys() {
        return tokensKeys;
    }

    public Opener opener() {
        return new Opener(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN);
    }

    /** All processes, Kafka's first. */
    public List<Killable> processes() {
        return processes;
    }

    /** Starts a service. Adds the settings that all services need. */
    public Killable service(String name, Class<?> main, List<String> settings) throws IOException {
        List<String> lines = new ArrayList<>(settings);
        lines.add("bootstrap.servers=" + bootstrapServers);
        lines.add("topics.partitions=" + PARTITIONS);
        lines.add("topics.replication.factor=1");
        lines.add("management.port=0");
        Path file = Files.write(directory.resolve(name + ".properties"), lines);
        Killable started = Killable.start(name, main, directory, "--config", file.toString());
        processes.add(started);
        return started;
    }

    /** The state directory of a refresh-worker. */
    public Path stateOf(String name) {
        return directory.resolve("state-" + name);
    }

    /** A short summary of every process. */
    public String summary() throws IOException, InterruptedException {
        StringBuilder summary = new StringBuilder();
        for (Killable each : processes) {
            summary.append(each.summary()).append("\n\n");
        }
        return summary.toString();
    }

    @Override
    public void close() {
        processes.forEach(Killable::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
