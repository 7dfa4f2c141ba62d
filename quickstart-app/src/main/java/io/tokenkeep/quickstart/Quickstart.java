package io.tokenkeep.quickstart;

import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.health.ManagementServer;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All of Tokenkeep in one JVM. Starts the broker first and closes it last. */
final class Quickstart implements Running {

    private static final Duration STEP = Duration.ofSeconds(3);
    private static final Duration SERVICES = Duration.ofSeconds(6);
    private static final int SECRET_BYTES = 24;

    private final Options options;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();
    private final Closer closer = new Closer();
    private final Vertx vertx = Vertx.vertx();

    Quickstart(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** The running parts, for callers that use them. */
    record Started(
            LocalKafka kafka,
            Optional<Simulator> simulator,
            Services services,
            Metrics metrics,
            Optional<OutsideReader> reader,
            Optional<Visitors> visitors) {}

    /** Starts all parts. After a failure, {@link #close} closes the parts that were started. */
    Started start(Optional<Meta> real) throws Exception {
        options.ports().requireFree(real.isEmpty());
        Home home = closer.add("home", STEP, Home.open(options.data(), random));
        closer.addStep("vertx", STEP, () -> ServiceProcess.await(vertx.close()));
        LocalKafka kafka = closer.add(
                "kafka",
                STEP,
                LocalKafka.builder()
                        .port(options.ports().kafka())
                        .directory(home.kafka())
                        .start());
        String bootstrap = kafka.bootstrapServers();
        Optional<Simulator> simulator = real.isPresent() ? Optional.empty() : Optional.of(simulator());
        Meta meta = real.orElseGet(() -> simulated(simulator.orElseThrow()));
        Metrics metrics = closer.add("metrics", STEP, Metrics.of("quickstart").withJvm());
        Services services = Services.start(
                new ServiceSettings(options, meta, home, ServiceSettings.kafka(bootstrap)), vertx, metrics);
        closer.addStep("services", SERVICES.plus(STEP), () -> services.close(SERVICES));
        ManagementServer management = ServiceProcess.await(ManagementServer.start(
                vertx, new ManagementConfig("127.0.0.1", options.ports().management()), services.health(), metrics));
        closer.addStep("management", STEP, () -> ServiceProcess.await(management.close()));
        closer.add(
                "view",
                STEP,
                TopicReader.start(
                        "live-view",
                        bootstrap,
                        LiveView.TOPICS,
                        new LiveView(
                                out,
                                ZoneId.systemDefault(),
                                new EndedRedirects(metrics.registry()),
                                InstantSource.system())));
        Optional<OutsideReader> reader = simulator.map(s -> reader(s, home));
        reader.ifPresent(
                view -> closer.add("reader", STEP, TopicReader.start("reader", bootstrap, OutsideReader.TOPICS, view)));
        Optional<Visitors> visitors =
                simulator.map(s -> closer.add("visitors", STEP, new Visitors(vertx, services.links())));
        out.println(Welcome.text(options, meta, home.keysFile("tokens"), services.console()));
        return new Started(kafka, simulator, services, metrics, reader, visitors);
    }

    @Override
    public void close(Duration limit) {
        closer.close(limit);
    }

    private Simulator simulator() throws Exception {
        Lifetimes lifetimes = options.lifetime() == null
                ? Lifetimes.DOCUMENTED
                : Lifetimes.DOCUMENTED.withLongLived(options.lifetime());
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        SimulatorConfig config = SimulatorConfig.defaults()
                .withPort(options.ports().simulator())
                .withLifetimes(lifetimes)
                // Otherwise Facebook's tokens would end before the first verification.
                .withSwitches(Set.of(Switch.K25_NEW_TOKEN));
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        for (SimulatedApp app : SimulatedApp.ALL) {
            config = config.withApp(registered(app, text));
        }
        Simulator simulator = ServiceProcess.await(Simulator.start(vertx, config, InstantSource.system()));
        closer.addStep("simulator", STEP, () -> ServiceProcess.await(simulator.close()));
        return simulator;
    }

    private RegisteredApp registered(SimulatedApp app, String secret) {
        String calls = web() + "/callback/" + app.name();
        return new RegisteredApp(
                app.clientId(),
                "Tokenkeep",
                List.of(secret),
                List.of(app.redirectUri(web())),
                calls + "/deauthorize",
                calls + "/delete",
                Provider.valueOf(app.provider().id().toUpperCase(Locale.ROOT)));
    }

    private Meta simulated(Simulator simulator) {
        String secret = simulator
                .apps()
                .find(SimulatedApp.THREADS_CLIENT_ID)
                .orElseThrow()
                .secrets()
                .get(0);
        URI address = URI.create("http://localhost:" + simulator.port());
        return Meta.simulated(address, web(), secret, simulator.lifetimes().minimumRefreshAge());
    }

    private static OutsideReader reader(Simulator simulator, Home home) {
        Opener opener = new Opener(KeySet.parse(home.keys("tokens")), Purpose.ACCESS_TOKEN);
        return new OutsideReader(opener, simulator.baseUri());
    }

    private URI web() {
        return URI.create("http://localhost:" + options.ports().web());
    }
}
