package io.tokenkeep.callback;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import io.tokenkeep.kit.http.WebListener;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.simulator.signing.SignedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The public listener with the real routes and a Kafka that answers as it is told. */
abstract class MetaFixture {

    static final String DEAUTHORIZE = "/callback/threads-main/deauthorize";
    static final String DELETE = "/callback/threads-main/delete";
    static final String SECRET = "the-new-secret";
    static final String USER = "27640875392278831";
    static final Instant ISSUED = Instant.parse("2026-11-23T07:59:00Z");

    private final Vertx vertx = Vertx.vertx();
    final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final FakeKafka kafka = new FakeKafka();
    Stores stores;
    WebListener listener;
    TestBrowser meta;

    @BeforeEach
    void listen() {
        listen(TestSettings.minimal());
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    final void listen(TestSettings settings) {
        CallbackConfig config = settings.with("public.port", "0")
                .with("public.url", "https://connect.example")
                .with("apps.threads-main.client.secrets", "the-old-secret," + SECRET)
                .config();
        stores = Stores.of(config, clock, registry);
        ConnectLinks links =
                new ConnectLinks(config.keys().state(), config.listener().url(), clock, new Random(8));
        ConsentParts consent =
                new ConsentParts(CallbackProviders.DEFAULT, config.keys(), clock, new ConsentMetrics(registry));
        Restart restart = new Restart(links, config.keys().state(), clock);
        ResponseWriter responses = new ResponseWriter(
                new Cookies(true, config.keys().state(), config.keys().stateLifetime()),
                new Views(new Brands(config.brands(), config.apps(), stores.clients())),
                false,
                true);
        HttpParts http = HttpParts.of(responses, registry, clock);
        AppCallReceivers calls = AppCallReceivers.of(
                CallbackProviders.DEFAULT,
                new ProviderCalls.Parts(
                        config.apps(),
                        config.listener().url(),
                        config.signedRequests(),
                        kafka,
                        stores.deletions(),
                        clock,
                        registry));
        ConsoleLinks consoleLinks = new ConsoleLinks(
                new ConsoleLinks.Parts(stores.links(), stores.uses(), new LinkSteps(kafka, 10, clock, registry)),
                config.apps(),
                CallbackProviders.DEFAULT,
                config.listener().url());
        CallbackRoutes.UseCases uses = new CallbackRoutes.UseCases(
                links,
                consoleLinks,
                new Consents(config.apps(), consent, links, consoleLinks, new Random(7)),
                new Redirects(
                        consent,
                        consoleLinks,
                        restart,
                        new Redirects.CodePath(stores.codes(), code -> Future.succeededFuture(), stores.outcomes())),
                new OutcomeAnswers(
                        vertx,
                        new OutcomeAnswers.Results(stores.outcomes(), stores.lostPages()),
                        config.apps(),
                        CallbackProviders.DEFAULT,
                        restart,
                        consoleLinks,
                        clock),
                new DeletionAnswers(stores.deletions(), config.deletions().datesAdded()),
                new ProviderCallRoutes(calls, responses, http.forms()));
        CallbackRoutes routes = new CallbackRoutes(config, uses, http);
        listener = new WebListener(vertx, config.listener(), http.refusals(), http.broken());
        listener.listen(() -> routes.router(vertx))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        meta = new TestBrowser(listener.port());
    }

    HttpResponse<String> call(String path, String signed) {
        return meta.post(path, "signed_request", signed);
    }

    static String signed(String user) {
        return SignedRequest.of(payload(user, "HMAC-SHA256"), SECRET);
    }

    static String payload(String user, String algorithm) {
        return "{\"algorithm\":\"" + algorithm + "\",\"issued_at\":" + ISSUED.getEpochSecond() + ",\"user_id\":" + user
                + "}";
    }

    double count(String result) {
        return count("threads-main", result);
    }

    double count(String app, String result) {
        return registry.find("tokenkeep.callback.meta.calls").tags("app", app, "result", result).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
