package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.LinkWebPages;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.callback.provider.AuthorizationEndpoint;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts a consent: checks the link, makes a {@code state} for this browser and sends it to the provider. */
public final class Consents {

    private final Apps apps;
    private final ProvidersByApp providers;
    private final ConnectLinks links;
    private final ConsoleLinks consoleLinks;
    private final StateSeal seal;
    private final Duration stateLifetime;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ConsentMetrics metrics;

    public Consents(
            Apps apps, ConsentParts parts, ConnectLinks links, ConsoleLinks consoleLinks, RandomGenerator random) {
        this.apps = apps;
        this.providers = parts.providers();
        this.links = links;
        this.consoleLinks = consoleLinks;
        this.seal = new StateSeal(parts.keys().state());
        this.stateLifetime = parts.keys().stateLifetime();
        this.clock = parts.clock();
        this.random = random;
        this.metrics = parts.metrics();
    }

    /** A browser opened a connect link; {@code known} are the browsers its cookies name. */
    public BrowserResponse begin(String appName, @Nullable String link, List<Browser> known) {
        Optional<AppConfig> app = apps.find(appName);
        if (app.isEmpty()) {
            metrics.connectToNowhere();
            return new BrowserResponse.Shown(LinkWebPages.unknownApp());
        }
        return links.check(appName, link)
                .match(
                        invitation -> begin(app.get(), invitation, known),
                        () -> shown(appName, LinkWebPages.expired().forAudience(Audience.ofApp(appName))),
                        () -> shown(appName, LinkWebPages.refused().forAudience(Audience.ofApp(appName))));
    }

    /** A person chose an app on the page of a link of console-service. */
    public BrowserResponse beginWithToken(String token, String appName, List<Browser> known) {
        Optional<AppConfig> app = apps.find(appName);
        if (app.isEmpty()) {
            metrics.connectToNowhere();
            return new BrowserResponse.Shown(LinkWebPages.unknownApp());
        }
        return consoleLinks.choose(
                token, appName, invitation -> begin(app.get(), invitation, known), page -> shown(appName, page));
    }

    private BrowserResponse begin(AppConfig app, Invitation invitation, List<Browser> known) {
        // A link to start over is signed by this service, and its console link may have been revoked since.
        Optional<WebPage> refusal = consoleLinks.refusal(invitation, null);
        if (refusal.isPresent()) {
            return shown(app.name(), refusal.get());
        }
        Browser browser = known.isEmpty() ? Browser.unknown(random) : known.get(0);
        State state = State.begin(invitation, browser, clock.instant(), stateLifetime, random);
        metrics.connect(app.name(), "begun");
        return new BrowserResponse.Authorize(app, address(app, state), browser);
    }

    private BrowserResponse shown(String app, WebPage page) {
        metrics.connect(app, page.name());
        return new BrowserResponse.Shown(page);
    }

    /** RFC 6749 4.1.1. A query that the address already has is kept. */
    private String address(AppConfig app, State state) {
        AuthorizationEndpoint endpoint = providers.authorization(app);
        Map<String, String> parameters = new TreeMap<>(endpoint.parameters(app));
        parameters.put("client_id", app.client().id());
        parameters.put("redirect_uri", app.consent().redirectUri().toString());
        parameters.put("response_type", "code");
        parameters.put("state", seal.seal(state));
        if (endpoint.takesCodeChallenge()) {
            parameters.put("code_challenge", CodeVerifier.challenge(state));
            parameters.put("code_challenge_method", "S256");
        }
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return app.endpoints().authorize() + (app.endpoints().authorize().getRawQuery() == null ? "?" : "&") + query;
    }
}
