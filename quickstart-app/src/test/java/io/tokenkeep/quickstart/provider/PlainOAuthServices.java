package io.tokenkeep.quickstart.provider;

import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.CallbackService;
import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.exchange.ExchangeService;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.RefreshService;
import io.tokenkeep.seal.KeySet;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The three services with the made-up provider alone. */
final class PlainOAuthServices implements AutoCloseable {

    static final String APP = "plain-main";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration STEP = Duration.ofSeconds(20);

    private final Secret stateKeys = Secret.of(KeySet.generate("state", RANDOM));
    private final Secret codesKeys = Secret.of(KeySet.generate("codes", RANDOM));
    private final Secret tokensKeys = Secret.of(KeySet.generate("tokens", RANDOM));
    private final Closer closer = new Closer();
    private final Map<String, String> common;
    private final URI web;
    private final CallbackService callback;

    /** @param state an empty directory */
    PlainOAuthServices(String bootstrapServers, URI provider, int port, Path state) throws Exception {
        this.web = URI.create("http://localhost:" + port);
        this.common = Map.of(
                "bootstrap.servers", bootstrapServers,
                "topics.create", "true",
                "topics.partitions", "3",
                "topics.replication.factor", "1");
        Vertx vertx = Vertx.vertx();
        closer.addStep(
                "vertx",
                STEP,
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(STEP.toSeconds(), TimeUnit.SECONDS));
        try {
            Metrics metrics = closer.add("metrics", STEP, Metrics.of("plain-oauth"));
            ExchangeService exchange =
                    ExchangeService.start(exchange(provider), PlainOAuth.FOR_EXCHANGE, vertx, metrics);
            closer.addStep("exchange", STEP, () -> exchange.close(STEP));
            RefreshService refresh = RefreshService.start(
                    refresh(state), RefreshProviders.withPages(PlainOAuth.CATALOGUE), metrics.registry());
            closer.addStep("refresh", STEP, () -> refresh.close(STEP));
            this.callback = CallbackService.start(
                            callback(provider), PlainOAuth.FOR_CALLBACK, vertx, metrics, InstantSource.system(), RANDOM)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STEP.toSeconds(), TimeUnit.SECONDS);
            closer.addStep("callback", STEP, () -> callback.close(STEP));
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    CallbackService callback() {
        return callback;
    }

    /** The keys that open the tokens. */
    KeySet tokensKeys() {
        return KeySet.parse(tokensKeys.reveal());
    }

    private CallbackConfig callback(URI provider) {
        Map<String, String> settings = app(provider);
        settings.put("state.keys", stateKeys.reveal());
        settings.put("codes.keys", codesKeys.reveal());
        settings.put("public.port", Integer.toString(web.getPort()));
        settings.put("public.url", web.toString());
        return CallbackConfig.from(
                SettingsSource.of(settings).settings(CallbackConfig.definition(PlainOAuth.CATALOGUE)));
    }

    private ExchangeConfig exchange(URI provider) {
        Map<String, String> settings = app(provider);
        settings.put("codes.keys", codesKeys.reveal());
        settings.put("tokens.keys", tokensKeys.reveal());
        return ExchangeConfig.of(SettingsSource.of(settings).settings(ExchangeConfig.definition(PlainOAuth.CATALOGUE)));
    }

    private RefreshConfig refresh(Path state) {
        Map<String, String> settings = new HashMap<>(common);
        settings.put("state.directory", state.toString());
        settings.put("tick.interval", "100ms");
        settings.put("leave.group.on.close", "true");
        return RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
    }

    private Map<String, String> app(URI provider) {
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
