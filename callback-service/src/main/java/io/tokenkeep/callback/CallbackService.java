package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.callback.brand.Brands;
import io.tokenkeep.callback.consent.ConsentMetrics;
import io.tokenkeep.callback.consent.ConsentParts;
import io.tokenkeep.callback.consent.Consents;
import io.tokenkeep.callback.consent.Redirects;
import io.tokenkeep.callback.deletion.DeletionAnswers;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.link.LinkSteps;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.outcome.OutcomeAnswers;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.callback.publish.CodePublisher;
import io.tokenkeep.callback.publish.OncePublisher;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.broker.BrokerConnection;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.http.WebListener;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The whole service without its management listener. It listens before Kafka answers, and its pages explain that. Any thread
 * may use it.
 */
public final class CallbackService implements Running {

    /** Each browser that repeats a redirect does so within minutes. */
    private static final int REMEMBERED = 10_000;

    /** Steps of links may have this part of the records on their way, so that codes always have the rest. */
    private static final int STEPS_SHARE = 4;

    private static final Duration LISTENER_LIMIT = Duration.ofSeconds(3);

    private final WebListener listener;
    private final BrokerConnection broker;
    private final ConnectLinks links;
    private final AppCallReceivers calls;
    private final Closer closer = new Closer();

    private CallbackService(
            WebListener listener,
            BrokerConnection broker,
            AppCallReceivers calls,
            ConnectLinks links,
            CallbackConfig config) {
        this.listener = listener;
        this.calls = calls;
        this.broker = broker;
        this.links = links;
        closer.add("kafka", config.publishing().timeout().plusSeconds(2), broker);
        closer.addStep("public-listener", LISTENER_LIMIT, () -> listener.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(LISTENER_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Starts listening. */
    public static Future<CallbackService> start(
            CallbackConfig config, ProvidersByApp providers, ServiceEnvironment environment) {
        Vertx vertx = environment.vertx();
        MeterRegistry registry = environment.metrics().registry();
        InstantSource clock = environment.clock();
        Stores stores = Stores.of(config, clock, registry);
        BrokerConnection broker =
                new BrokerConnection(vertx, config.broker(), stores.followed(config), environment.metrics(), clock);
        ConnectLinks links =
                new ConnectLinks(config.keys().state(), config.listener().url(), clock, environment.random());
        ConsentParts consent = new ConsentParts(providers, config.keys(), clock, new ConsentMetrics(registry));
        Restart restart = new Restart(links, config.keys().state(), clock);
        CodePublisher codes = new OncePublisher(
                code -> broker.publish(Topics.AUTHORIZATION_CODES.record(code.getAuthorizationId(), code)), REMEMBERED);
        HttpParts http = HttpParts.of(responses(config, stores), registry, clock);
        AppCallReceivers calls = AppCallReceivers.of(
                providers,
                new ProviderCalls.Parts(
                        config.apps(),
                        config.listener().url(),
                        config.signedRequests(),
                        broker,
                        stores.deletions(),
                        clock,
                        registry));
        LinkSteps steps = new LinkSteps(broker, config.publishing().inFlight() / STEPS_SHARE, clock, registry);
        ConsoleLinks consoleLinks = new ConsoleLinks(
                new ConsoleLinks.Parts(stores.links(), stores.uses(), steps),
                config.apps(),
                providers,
                config.listener().url());
        CallbackRoutes.UseCases uses = new CallbackRoutes.UseCases(
                links,
                consoleLinks,
                new Consents(config.apps(), consent, links, consoleLinks, environment.random()),
                new Redirects(
                        consent,
                        consoleLinks,
                        restart,
                        new Redirects.CodePath(stores.codes(), codes, stores.outcomes())),
                new OutcomeAnswers(
                        vertx,
                        new OutcomeAnswers.Results(stores.outcomes(), stores.lostPages()),
                        config.apps(),
                        providers,
                        restart,
                        consoleLinks,
                        clock),
                new DeletionAnswers(stores.deletions(), config.deletions().datesAdded()),
                new ProviderCallRoutes(calls, http.responses(), http.forms()));
        CallbackRoutes routes = new CallbackRoutes(config, uses, http);
        WebListener listener = new WebListener(vertx, config.listener(), http.refusals(), http.broken());
        return listener.listen(() -> routes.router(vertx)).map(up -> {
            broker.start();
            return new CallbackService(listener, broker, calls, links, config);
        });
    }

    private static ResponseWriter responses(CallbackConfig config, Stores stores) {
        boolean https = config.listener().https();
        Cookies cookies =
                new Cookies(https, config.keys().state(), config.keys().stateLifetime());
        Views views = new Views(new Brands(config.brands(), config.apps(), stores.clients()));
        return new ResponseWriter(cookies, views, config.pages().paste(), https);
    }

    /** The components of its health. None of them is a condition for requests. */
    @Override
    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        components.add(broker);
        components.addAll(broker.followers());
        components.addAll(calls.health());
        components.add(Component.of("public-listener", listener::check));
        return components;
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
