package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.ConsentMetrics;
import io.tokenkeep.callback.consent.Consents;
import io.tokenkeep.callback.consent.Redirects;
import io.tokenkeep.callback.deletion.DeletionAnswers;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.outcome.OutcomeAnswers;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.callback.provider.Providers;
import io.tokenkeep.callback.publish.CodePublisher;
import io.tokenkeep.callback.publish.OncePublisher;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The whole service without its management listener. It listens before Kafka answers, and its pages explain that. Any thread
 * may use it.
 */
public final class CallbackService implements Running {

    /** Each browser that repeats a redirect does so within minutes. */
    private static final int REMEMBERED = 10_000;

    private static final Duration LISTENER_LIMIT = Duration.ofSeconds(3);

    private final PublicListener listener;
    private final BrokerConnection broker;
    private final Stores stores;
    private final ConnectLinks links;
    private final AppCallReceivers calls;
    private final Closer closer = new Closer();

    private CallbackService(
            PublicListener listener,
            BrokerConnection broker,
            Stores stores,
            AppCallReceivers calls,
            ConnectLinks links,
            CallbackConfig config) {
        this.listener = listener;
        this.stores = stores;
        this.calls = calls;
        this.broker = broker;
        this.links = links;
        closer.add("kafka", config.publishing().timeout().plusSeconds(2), broker);
        closer.addStep("public-listener", LISTENER_LIMIT, () -> listener.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(LISTENER_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Starts listening; {@code random} makes nonces and cookies and must be cryptographically strong. */
    public static Future<CallbackService> start(
            CallbackConfig config,
            Providers providers,
            Vertx vertx,
            Metrics metrics,
            InstantSource clock,
            RandomGenerator random) {
        Stores stores = Stores.of(config, clock, metrics.registry());
        BrokerConnection broker = new BrokerConnection(vertx, config, stores, metrics, clock);
        ConnectLinks links =
                new ConnectLinks(config.keys().state(), config.listener().url(), clock, random);
        ConsentMetrics counts = new ConsentMetrics(metrics.registry());
        Restart restart = new Restart(links, config.keys().state(), clock);
        Consents consents = new Consents(config.apps(), providers, config.keys(), links, clock, random, counts);
        CodePublisher codes = new OncePublisher(
                code -> broker.publish(Topics.AUTHORIZATION_CODES.record(code.getAuthorizationId(), code)), REMEMBERED);
        Redirects redirects = new Redirects(
                providers, config.keys(), restart, stores.codes(), codes, stores.outcomes(), clock, counts);
        ResponseWriter responses = new ResponseWriter(
                new Cookies(
                        config.listener().https(),
                        config.keys().state(),
                        config.keys().stateLifetime()),
                config.pages().paste(),
                config.listener().https());
        BrokenRequests broken = new BrokenRequests("public", metrics.registry(), clock);
        FormReader forms = new FormReader(PublicListener.BODY, broken);
        AppCallReceivers calls = AppCallReceivers.of(
                providers,
                new ProviderCalls.Parts(
                        config.apps(),
                        config.listener().url(),
                        config.signedRequests(),
                        broker,
                        stores.deletions(),
                        clock,
                        metrics.registry()));
        CallbackRoutes routes = new CallbackRoutes(
                config,
                links,
                consents,
                redirects,
                new OutcomeAnswers(vertx, stores.outcomes(), config.apps(), restart, clock),
                new ProviderCallRoutes(
                        calls,
                        new DeletionAnswers(
                                stores.deletions(), config.deletions().datesAdded()),
                        responses,
                        forms),
                responses,
                forms,
                broken);
        PublicListener listener =
                new PublicListener(vertx, config.listener(), responses, broken, metrics.registry(), clock);
        return listener.listen(() -> routes.router(vertx)).map(up -> {
            broker.start();
            return new CallbackService(listener, broker, stores, calls, links, config);
        });
    }

    /** The components of its health. None of them is a condition for requests. */
    @Override
    public List<Component> components() {
        List<Component> components = new ArrayList<>(List.of(
                broker,
                Component.of("outcomes", () -> worse(broker.checkOutcomes(), stores.outcomes())),
                Component.of("deletions", () -> worse(broker.checkDeletions(), stores.deletions()))));
        components.addAll(calls.health());
        components.add(Component.of("public-listener", listener::check));
        return components;
    }

    private static CheckResult worse(CheckResult reading, TopicStore<?> store) {
        return reading.isOk() ? store.check() : reading;
    }

    /** The port for browsers, also if the settings leave the choice to the system. */
    public int publicPort() {
        return listener.port();
    }

    /** Makes links to this service. */
    public ConnectLinks links() {
        return links;
    }

    @Override
    public CompletionStage<Exit> ended() {
        return broker.ended();
    }

    @Override
    public void close(Duration limit) {
        closer.close(limit);
    }
}
