package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;

import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.AppEndpoints;
import io.tokenkeep.kit.config.CallLimits;
import io.tokenkeep.kit.config.ClientCredentials;
import io.tokenkeep.kit.config.ConsentConfig;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The simulator with an app of Facebook or Instagram beside that of Threads. */
final class FamilyBench implements AutoCloseable {

    static final String SECRET = "family-secret-for-tests";

    static final String CLIENT_ID = "2000000000000001";

    final ProviderBench bench = new ProviderBench();
    private final ProviderDescription kind;

    FamilyBench(ProviderDescription kind) {
        this.kind = kind;
        bench.simulator.register(RegisteredApp.of(CLIENT_ID, SECRET, REDIRECT)
                .withProvider(io.tokenkeep.simulator.registry.Provider.valueOf(
                        kind.id().toUpperCase(Locale.ROOT))));
    }

    void turnOn(Switch each) {
        bench.turnOn(each);
    }

    Provider provider() {
        return provider(false, SECRET);
    }

    Provider provider(boolean systemUser, String... secrets) {
        URI base = URI.create(bench.simulator.baseUri() + "/" + kind.id());
        return bench.provider(new AppConfig(
                kind.id() + "-main",
                kind,
                new ClientCredentials(
                        CLIENT_ID, Stream.of(secrets).map(Secret::of).toList()),
                new ConsentConfig(
                        URI.create(REDIRECT),
                        List.of(kind.leastScope()),
                        systemUser ? Optional.of(new ConsentConfig.LoginConfiguration("123", true)) : Optional.empty()),
                new AppEndpoints(base, base, base),
                new CallLimits(Duration.ofHours(24), OptionalInt.empty())));
    }

    Secret code(String username, String... scopes) {
        return Secret.of(bench.simulator.grant(CLIENT_ID, REDIRECT, username, Set.of(scopes)));
    }

    /** As a browser brings it, that a business's administrator used. */
    Secret systemUsersCode() {
        WebClient browser = WebClient.create(bench.vertx, new WebClientOptions().setFollowRedirects(false));
        String back = Waiting.on(browser.getAbs(bench.simulator.baseUri() + "/facebook/dialog/oauth")
                        .addQueryParam("client_id", CLIENT_ID)
                        .addQueryParam("redirect_uri", REDIRECT)
                        .addQueryParam("config_id", "123")
                        .addQueryParam("response_type", "code")
                        .addQueryParam("override_default_response_type", "true")
                        .addQueryParam("sim_user", "business")
                        .addQueryParam("sim_decision", "grant")
                        .send())
                .getHeader("Location");
        browser.close();
        return Secret.of(back.replaceFirst(".*code=([\\w-]+).*", "$1"));
    }

    ShortLived exchanged(Secret code) {
        return given(bench.call(() -> provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));
    }

    Secret longLived(String username, String... scopes) {
        ShortLived answer = exchanged(code(username, scopes));
        return given(bench.call(() -> provider().upgrade(answer.token(), null))).token();
    }

    IssuedToken atProvider(Secret token) {
        return bench.simulator.tokens().find(token.reveal()).orElseThrow();
    }

    @Override
    public void close() {
        bench.close();
    }
}
