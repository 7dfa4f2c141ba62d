package io.tokenkeep.quickstart.provider;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.CallbackService;
import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.exchange.ExchangeService;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.refresh.RefreshService;
import io.tokenkeep.refresh.policy.ProviderFeatures;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.tokenkeep.seal.KeySet;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The services with the made-up provider alone. exchange-worker runs here or as a process that can be killed; refresh-worker can be
 * replaced by one that has no state.
 */
final class PlainOAuthServices implements AutoCloseable {

    static final String APP = "plain-main";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration STEP = Duration.ofSeconds(20);

    private final Secret stateKeys = Secret.of(KeySet.generate("state", RANDOM));
    private final Secret codesKeys = Secret.of(KeySet.generate("codes", RANDOM));
    private final Secret tokensKeys = Secret.of(KeySet.generate("tokens", RANDOM));
    private final Secret refreshKeys = Secret.of(KeySet.generate("refresh", RANDOM));
    private final Closer closer = new Closer();
    private final Map<String, String> common;
    private final URI provider;
    private final Path directory;
    private final URI web;
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics;
    private @Nullable CallbackService callback;
    private @Nullable RefreshService refresh;
    private int refreshWorkers;

    /** @param directory an empty directory */
    PlainOAuthServices(String bootstrapServers, URI provider, Path directory) {
        this.provider = provider;
        this.directory = directory;
        this.web = URI.create("http://localhost:" + LocalPorts.free(RANDOM));
        this.common = Map.of(
                "bootstrap.servers", bootstrapServers,
                "topics.create", "true",
                "topics.partitions", "3",
                "topics.replication.factor", "1");
        closer.addStep(
                "vertx",
                STEP,
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(STEP.toSeconds(), TimeUnit.SECONDS));
        this.metrics = closer.add("metrics", STEP, Metrics.of("plain-oauth"));
    }

    /** Starts callback-service, and the first refresh-worker. */
    void start() throws Exception {
        startRefreshWorker();
        CallbackService started = CallbackService.start(
                        callbackConfig(), PlainOAuth.FOR_CALLBACK, ServiceEnvironment.of(vertx, metrics))
                .toCompletionStage()
                .toCompletableFuture()
                .get(STEP.toSeconds(), TimeUnit.SECONDS);
        closer.addStep("callback", STEP, () -> started.close(STEP));
        callback = started;
    }

    /** Starts exchange-worker in this JVM. */
    void startExchangeWorker() throws Exception {
        ExchangeService exchange = ExchangeService.start(
                ExchangeConfig.of(SettingsSource.of(exchangeSettings())
                        .settings(ExchangeConfig.definition(PlainOAuth.CATALOGUE))),
                PlainOAuth.FOR_EXCHANGE,
                vertx,
                metrics);
        closer.addStep("exchange", STEP, () -> exchange.close(STEP));
    }

    /** Whether the processes of exchange-worker hold back the records of {@code tokens}. */
    void holdTokens(boolean held) throws IOException {
        if (held) {
            Files.createFile(hold());
        } else {
            Files.delete(hold());
        }
    }

    private Path hold() {
        return directory.resolve("tokens-are-held");
    }

    /** Starts exchange-worker as a process. */
    ServiceJvm startExchangeProcess() throws IOException {
        Map<String, String> all = exchangeSettings();
        all.putAll(TokenHold.settings(hold()));
        Path settings = Files.write(
                directory.resolve("exchange-worker.properties"),
                all.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        ServiceJvm worker = ServiceJvm.start(PlainOAuthWorker.class, settings, log());
        closer.addStep("exchange-worker process", STEP, worker);
        return worker;
    }

    /** What the processes have printed. */
    Path log() {
        return directory.resolve("exchange-worker.log");
    }

    /** Ends refresh-worker and starts one that has neither the state nor the changelogs nor the offsets of the first. */
    void loseRefreshState() {
        Objects.requireNonNull(refresh).close(STEP);
        startRefreshWorker();
    }

    private void startRefreshWorker() {
        Map<String, String> settings = new HashMap<>(common);
        String name = "refresh-" + refreshWorkers++;
        settings.put("refresh.application.id", name);
        settings.put("state.directory", directory.resolve(name).toString());
        settings.put("tick.interval", "100ms");
        settings.put("leave.group.on.close", "true");
        RefreshConfig config = RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
        RefreshService started =
                RefreshService.start(config, ProviderFeatures.of(PlainOAuth.CATALOGUE), new SimpleMeterRegistry());
        closer.addStep(name, STEP, () -> started.close(STEP));
        refresh = started;
    }

    CallbackService callback() {
        return Objects.requireNonNull(callback);
    }

    /** The keys that open the tokens. */
    KeySet tokensKeys() {
        return KeySet.parse(tokensKeys.reveal());
    }

    private CallbackConfig callbackConfig() {
        Map<String, String> settings = app();
        settings.put("state.keys", stateKeys.reveal());
        settings.put("codes.keys", codesKeys.reveal());
        settings.put("public.port", Integer.toString(web.getPort()));
        settings.put("public.url", web.toString());
        return CallbackConfig.from(
                SettingsSource.of(settings).settings(CallbackConfig.definition(PlainOAuth.CATALOGUE)));
    }

    private Map<String, String> exchangeSettings() {
        Map<String, String> settings = app();
        settings.put("codes.keys", codesKeys.reveal());
        settings.put("tokens.keys", tokensKeys.reveal());
        settings.put("refresh.secrets.keys", refreshKeys.reveal());
        // A lost call costs a consent, so the times leave room for a slow machine.
        settings.put("session.timeout", "20s");
        settings.put("provider.timeout", "8s");
        settings.put("delivery.timeout", "4s");
        settings.put("drain.timeout", "8s");
        settings.put("management.port", "0");
        return settings;
    }

    private Map<String, String> app() {
        Map<String, String> settings = new HashMap<>(common);
        settings.put("apps", APP);
        Map.of(
                        "provider",
                        PlainOAuth.DESCRIPTION.id(),
                        "client.id",
                        PlainOAuthServer.CLIENT_ID,
                        "client.secrets",
                        PlainOAuthServer.CLIENT_SECRET,
                        "redirect.uri",
                        web + "/callback/" + APP,
                        "scopes",
                        PlainOAuthServer.SCOPES.replace(' ', ','),
                        "authorize.url",
                        provider + "/authorize",
                        "api.url",
                        provider + "/api",
                        "token.url",
                        provider + "/oauth",
                        "refresh.minimum.age",
                        "1s")
                .forEach((name, value) -> settings.put("apps." + APP + "." + name, value));
        return settings;
    }

    @Override
    public void close() {
        closer.close();
    }
}
