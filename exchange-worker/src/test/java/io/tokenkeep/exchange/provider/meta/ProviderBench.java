package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.LogRecording;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.ProviderFactories;
import io.tokenkeep.exchange.provider.ProviderParts;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.AppEndpoints;
import io.tokenkeep.kit.config.CallLimits;
import io.tokenkeep.kit.config.ClientCredentials;
import io.tokenkeep.kit.config.ConsentConfig;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A simulator with one app, and ways to call it as the worker does. Listens to every log meanwhile. */
final class ProviderBench implements AutoCloseable {

    static final String CLIENT_ID = "1234567890";
    static final String SECRET = "secret-that-works-0123456789";
    static final String REDIRECT = "https://tokenkeep.example/callback/threads";

    /** What hangs is waited for this long; what answers has {@link #PATIENT}. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final Duration PATIENT = Duration.ofSeconds(20);

    final LogRecording logs = LogRecording.everything();
    final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    final RecordedCalls calls = new RecordedCalls();
    final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setAddressResolverOptions(new AddressResolverOptions()
                    .setHostsValue(Buffer.buffer("127.0.0.1 localhost graph.threads.net graph.threads.com"))));
    final Simulator simulator;
    private final HttpEdge patient = new HttpEdge(vertx, PATIENT, PATIENT, 8);
    private final HttpEdge impatient = new HttpEdge(vertx, PATIENT, SHORT, 8);

    ProviderBench() {
        simulator = Waiting.on(Simulator.start(
                vertx, SimulatorConfig.defaults().withApp(RegisteredApp.of(CLIENT_ID, SECRET, REDIRECT)), clock));
    }

    ThreadsProvider provider() {
        return provider(simulator.baseUri(), SECRET);
    }

    ThreadsProvider provider(URI base, String... secrets) {
        return new ThreadsProvider(patient, app(base, secrets), clock, System::nanoTime, calls);
    }

    ThreadsProvider impatientProvider(URI base) {
        return new ThreadsProvider(impatient, app(base, SECRET), clock, System::nanoTime, calls);
    }

    /** Any provider's app, its API at {@code base}. */
    Provider provider(ProviderDescription kind, URI base, String... secrets) {
        return provider(app(kind, base, secrets));
    }

    Provider provider(AppConfig app) {
        return new ProviderFactories(MetaExchangeProviders.ALL)
                .create(app, new ProviderParts(patient, clock, System::nanoTime, calls));
    }

    private static AppConfig app(URI base, String... secrets) {
        return app(MetaDescriptions.THREADS, base, secrets);
    }

    private static AppConfig app(ProviderDescription kind, URI base, String... secrets) {
        return new AppConfig(
                kind.id() + "-main",
                kind,
                new ClientCredentials(
                        CLIENT_ID, Stream.of(secrets).map(Secret::of).toList()),
                new ConsentConfig(URI.create(REDIRECT), List.of(kind.leastScope()), Optional.empty()),
                new AppEndpoints(base, base, base),
                new CallLimits(Duration.ofHours(24), OptionalInt.empty()));
    }

    /** The simulator under a host name that leads nowhere else here. */
    URI simulatorAs(String host) {
        return URI.create("http://" + host + ":" + simulator.baseUri().getPort());
    }

    Secret code(String username) {
        return Secret.of(simulator.grant(CLIENT_ID, REDIRECT, username, Set.of("threads_basic")));
    }

    Secret shortLived(String username) {
        return given(call(() -> provider().exchange(CodeGrant.of(code(username), REDIRECT), () -> true)))
                .token();
    }

    Secret longLived(String username) {
        Secret shortLived = shortLived(username);
        return given(call(() -> provider().upgrade(shortLived, null))).token();
    }

    void inject(Endpoint endpoint, Fault fault) {
        simulator.inject(FaultRule.on(endpoint, fault).once());
    }

    void turnOn(Switch each) {
        simulator.switches().turnOn(each);
    }

    /** Calls on an event loop, as the worker does. */
    <T> T call(Supplier<Future<T>> call) {
        return Waiting.on(Future.future(
                promise -> vertx.runOnContext(nothing -> call.get().onComplete(promise))));
    }

    static <T> T given(Reply<T> reply) {
        return reply.match(value -> value, failure -> {
            throw new AssertionError("expected an answer, got " + failure);
        });
    }

    static Failure failure(Reply<?> reply) {
        return reply.match(
                value -> {
                    throw new AssertionError("expected a failure");
                },
                failure -> failure);
    }

    /** Whatever a test did, its logs hold no secret. */
    @Override
    public void close() {
        patient.close();
        impatient.close();
        Waiting.on(simulator.close());
        Waiting.on(vertx.close());
        logs.close();
        logs.assertHasNone(simulator.issuedSecrets());
    }
}
