package io.tokenkeep.quickstart;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The services under a prefix, on a broker that may have others, with a simulator and a reader of their tokens. */
final class Installation implements AutoCloseable {

    private static final String SECRET = "client-secret-of-one-installation";
    private static final Duration LIFETIME = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofSeconds(20);

    private final TopicNames names;
    private final Vertx vertx;
    private final Services services;
    private final OutsideReader reader;
    private final Closer closer;

    private Installation(TopicNames names, Vertx vertx, Services services, OutsideReader reader, Closer closer) {
        this.names = names;
        this.vertx = vertx;
        this.services = services;
        this.reader = reader;
        this.closer = closer;
    }

    static Installation start(String prefix, String bootstrapServers, Vertx vertx, Metrics metrics) throws Exception {
        Closer closer = new Closer();
        try {
            return start(new TopicNames(prefix), bootstrapServers, vertx, metrics, closer);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    private static Installation start(TopicNames names, String bootstrap, Vertx vertx, Metrics metrics, Closer closer)
            throws Exception {
        Home home = closer.add("home", STEP, Home.open(null, new SecureRandom()));
        Options options =
                new Options(Playground.freePorts(), 1, List.of(MetaDescriptions.THREADS), LIFETIME, false, null);
        URI web = URI.create("http://localhost:" + options.ports().web());
        String redirect = SimulatedApp.of(MetaDescriptions.THREADS).redirectUri(web);
        Simulator simulator = await(Simulator.start(
                vertx,
                SimulatorConfig.defaults()
                        .withApp(RegisteredApp.of(SimulatedApp.THREADS_CLIENT_ID, SECRET, redirect))
                        .withLifetimes(Lifetimes.DOCUMENTED.withLongLived(LIFETIME)),
                InstantSource.system()));
        Meta meta = Meta.simulated(
                simulator.baseUri(), web, SECRET, simulator.lifetimes().minimumRefreshAge());
        Map<String, String> common = new HashMap<>(ServiceSettings.kafka(bootstrap));
        common.put("topics.prefix", names.prefix());
        Services services = Services.start(new ServiceSettings(options, meta, home, common), vertx, metrics);
        closer.addStep("services", STEP.multipliedBy(2), () -> services.close(STEP));
        OutsideReader reader = new OutsideReader(
                new Opener(KeySet.parse(home.keys("tokens")), Purpose.ACCESS_TOKEN), simulator.baseUri());
        List<String> topics = List.of(names.onCluster(Topics.TOKENS.name()));
        closer.add("reader", STEP, TopicReader.start("reader-" + names.prefix(), bootstrap, topics, reader));
        return new Installation(names, vertx, services, reader, closer);
    }

    TopicNames names() {
        return names;
    }

    void connect(String username) throws Exception {
        WebClient client = WebClient.create(vertx);
        URI link = services.links().link(new ConnectRequest(SimulatedApp.THREADS, null), Duration.ofHours(1));
        await(new Visitor(client, username).connect(link));
        client.close();
    }

    ConnectLinks links() {
        return services.links();
    }

    /** What its reader has seen. */
    Tally tally() {
        return reader.tally();
    }

    /** The accounts that its reader holds a token of. */
    Set<String> accounts() {
        return reader.accounts();
    }

    boolean healthy() {
        return services.components().stream().allMatch(part -> part.check().isOk());
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closer.close();
    }
}
