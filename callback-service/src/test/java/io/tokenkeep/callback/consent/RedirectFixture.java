package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.TestSettings;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.callback.link.LinkSteps;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.outcome.OutcomeStore;
import io.tokenkeep.callback.page.Rendered;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.sandbox.MutableClock;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Redirects of browsers that began here, with a Kafka that answers as it is told. */
abstract class RedirectFixture {

    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

    final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
    final CallbackConfig config = TestSettings.minimal().config();
    final AppConfig app = config.apps().find("threads-main").orElseThrow();
    final AppConfig other = config.apps().find("other").orElseThrow();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ConsentMetrics metrics = new ConsentMetrics(registry);
    final ConnectLinks links =
            new ConnectLinks(config.keys().state(), config.listener().url(), clock, new Random(8));
    final ConsentParts parts = new ConsentParts(CallbackProviders.DEFAULT, config.keys(), clock, metrics);
    final LinkTable linkTable = new LinkTable(config.links(), clock);
    final ConsoleLinks consoleLinks = new ConsoleLinks(
            new ConsoleLinks.Parts(
                    linkTable, new LinkUses(10), new LinkSteps(step -> Future.succeededFuture(), 10, clock, registry)),
            config.apps(),
            CallbackProviders.DEFAULT,
            config.listener().url());
    final Consents consents = new Consents(config.apps(), parts, links, consoleLinks, new Random(7));
    final Restart restart = new Restart(links, config.keys().state(), clock);
    final List<AuthorizationCode> published = new ArrayList<>();
    final CodesPerLink perLink = new CodesPerLink(config.codesPerLink(), clock);
    final OutcomeStore outcomes =
            new OutcomeStore(new OutcomeStore.Limits(10, Duration.ofHours(2)), clock, perLink::countOutcome);
    Future<Void> kafka = Future.succeededFuture();
    final Redirects redirects = new Redirects(
            parts,
            consoleLinks,
            restart,
            new Redirects.CodePath(
                    perLink,
                    code -> {
                        published.add(code);
                        return kafka;
                    },
                    outcomes));

    /** This instance runs, so an outcome is held however old its record is. */
    @BeforeEach
    void outcomesAreRead() {
        outcomes.nowCaughtUp();
    }

    record Begun(String address, String state, Browser browser) {}

    Begun begin(@Nullable String client) {
        return begin(client, List.of());
    }

    Begun begin(@Nullable String client, List<Browser> known) {
        String path = links.path(new ConnectRequest("threads-main", client), Duration.ofHours(1));
        return open(path.split("link=", -1)[1], known);
    }

    /** Opens a connect link, by its parameter. */
    Begun open(String link, List<Browser> known) {
        return consents.begin("threads-main", link, known)
                .match(
                        shown -> {
                            throw new AssertionError(shown.page().name());
                        },
                        seeOther -> {
                            throw new AssertionError("a redirect to ourselves");
                        },
                        authorize -> {
                            var matcher = STATE.matcher(authorize.address());
                            assertThat(matcher.find()).isTrue();
                            String state = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
                            return new Begun(authorize.address(), state, authorize.browser());
                        });
    }

    WebPage page(AppConfig receiving, @Nullable String query, Begun begun) {
        return shown(redirects.receive(receiving, query, List.of(begun.browser)));
    }

    static WebPage shown(Future<BrowserResponse> answer) {
        assertThat(answer.result()).isInstanceOf(BrowserResponse.Shown.class);
        return ((BrowserResponse.Shown) answer.result()).page();
    }

    static String path(Future<BrowserResponse> answer) {
        assertThat(answer.result()).isInstanceOf(BrowserResponse.SeeOther.class);
        return ((BrowserResponse.SeeOther) answer.result()).path();
    }

    /** The link to start over on a page, by its parameter. */
    static Optional<String> linkOn(WebPage page) {
        var matcher = Pattern.compile("/connect/threads-main\\?link=([^\"]+)").matcher(Rendered.english(page));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    ConnectRequest startedOver(WebPage page) {
        return startedOverWith(page).request();
    }

    Invitation startedOverWith(WebPage page) {
        return links.check("threads-main", linkOn(page).orElseThrow())
                .match(
                        invitation -> invitation,
                        () -> {
                            throw new AssertionError("the link to start over is expired");
                        },
                        () -> {
                            throw new AssertionError("the link to start over is refused");
                        });
    }

    double count(String result) {
        return registry.counter("tokenkeep.callback.redirects", "app", "threads-main", "result", result)
                .count();
    }
}
