package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.TestSettings;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.callback.outcome.OutcomeStore;
import io.tokenkeep.callback.page.Layout;
import io.tokenkeep.callback.page.Page;
import io.tokenkeep.callback.publish.NotPublishedException;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedirectsTest {

    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

    private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
    private final CallbackConfig config = TestSettings.minimal().config();
    private final AppConfig app = config.apps().find("threads-main").orElseThrow();
    private final AppConfig other = config.apps().find("other").orElseThrow();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConsentMetrics metrics = new ConsentMetrics(registry);
    private final ConnectLinks links =
            new ConnectLinks(config.keys().state(), config.listener().url(), clock);
    private final Consents consents = new Consents(config.apps(), config.keys(), links, clock, new Random(7), metrics);
    private final List<AuthorizationCode> published = new ArrayList<>();
    private final OutcomeStore outcomes = new OutcomeStore(10);
    private Future<Void> kafka = Future.succeededFuture();
    private final Redirects redirects = new Redirects(
            config.keys(),
            new Restart(links, clock),
            code -> {
                published.add(code);
                return kafka;
            },
            outcomes,
            clock,
            metrics);

    @Test
    void forgedStateIsRefused() {
        Begun begun = begin("Client");

        Page page = page(app, "code=c&state=" + begun.state.replace('a', 'b') + "x", begun);

        assertThat(page.name()).isEqualTo("state-refused");
        assertThat(page.status()).isEqualTo(400);
        assertThat(published).isEmpty();
    }

    @Test
    void stateOfAnotherAppIsRefused() {
        Begun begun = begin("Client");

        assertThat(page(other, "code=c&state=" + begun.state, begun).name()).isEqualTo("state-refused");
        assertThat(published).isEmpty();
    }

    @Test
    void expiredStateOffersToStartOverWithTheSameClient() {
        Begun begun = begin("Client");
        clock.advance(Duration.ofHours(1));

        Page page = page(app, "code=c&state=" + begun.state, begun);

        assertThat(page.name()).isEqualTo("state-expired");
        assertThat(startedOver(page).client()).isEqualTo("Client");
        assertThat(published).isEmpty();
    }

    @Test
    void stateOfLongAgoIsNoLinkThatNeverExpires() {
        Begun begun = begin("Client");
        clock.advance(Duration.ofHours(26));

        Page page = page(app, "code=c&state=" + begun.state, begun);

        assertThat(page.name()).isEqualTo("state-expired");
        assertThat(Layout.render(page)).doesNotContain("/connect/");
    }

    @Test
    void otherBrowserIsOfferedToStartOver() {
        Begun begun = begin("Client");
        Browser another = Browser.unknown(new Random(99));

        for (List<Browser> known : List.of(List.<Browser>of(), List.of(another))) {
            Page page = shown(redirects.receive(app, "code=c&state=" + begun.state, known));

            assertThat(page.name()).isEqualTo("browser-unknown");
            assertThat(page.status()).isEqualTo(403);
            assertThat(startedOver(page)).isEqualTo(new ConnectRequest("threads-main", "Client"));
        }
        assertThat(published).isEmpty();
    }

    @Test
    void cancelWithoutStateIsAttributedToNobody() {
        Page page = page(app, "error=acceess_denied&error_reason=user_denied", begin("Client"));

        assertThat(page.name()).isEqualTo("cancelled");
        assertThat(page.status()).isEqualTo(200);
        assertThat(Layout.render(page)).doesNotContain("/connect/");
    }

    @Test
    void cancelWithForgedOrForeignStateIsAttributedToNobody() {
        Begun begun = begin("Client");
        String cancel = "error=access_denied&error_reason=user_denied&state=";

        assertThat(Layout.render(page(app, cancel + "forged", begun))).doesNotContain("/connect/");
        assertThat(Layout.render(page(other, cancel + begun.state, begun))).doesNotContain("/connect/");
    }

    @Test
    void cancelWithItsStateOffersToStartOver() {
        Begun begun = begin("Client");

        Page page = page(app, "error=access_denied&error_reason=user_denied&state=" + begun.state, begun);

        assertThat(page.name()).isEqualTo("cancelled");
        assertThat(startedOver(page)).isEqualTo(new ConnectRequest("threads-main", "Client"));
        assertThat(published).isEmpty();
    }

    @Test
    void failureAtTheProviderIsNoCancel() {
        Page page = page(app, "error_code=1349220&error_message=x", begin("Client"));

        assertThat(page.name()).isEqualTo("declined");
        assertThat(Layout.render(page)).contains("Threads").doesNotContain("1349220");
    }

    @Test
    void everyReasonNotToPublishHasItsPage() {
        Begun begun = begin("Client");

        assertThat(page(app, null, begun).name()).isEqualTo("malformed");
        assertThat(page(app, "code=&state=" + begun.state, begun).name()).isEqualTo("malformed");
        assertThat(page(app, "code=c", begun).name()).isEqualTo("state-missing");
        assertThat(page(app, "code=c&code=c&state=" + begun.state, begun).name())
                .isEqualTo("malformed");
        assertThat(page(app, "code=" + "c".repeat(2049) + "&state=" + begun.state, begun)
                        .status())
                .isEqualTo(414);
        assertThat(published).isEmpty();
    }

    @Test
    void silentKafkaIsToldAndTheSameRedirectMayBeTriedAgain() {
        Begun begun = begin("Client");
        String query = "code=c&state=" + begun.state;
        kafka = Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.SILENT));

        Page page = page(app, query, begun);
        kafka = Future.succeededFuture();
        String path = path(redirects.receive(app, query, List.of(begun.browser)));

        assertThat(page.status()).isEqualTo(503);
        assertThat(Layout.render(page)).doesNotContain(begun.state);
        assertThat(path).startsWith("/authorizations/");
        assertThat(count("silent")).isEqualTo(1);
        assertThat(count("published")).isEqualTo(1);
    }

    @Test
    void publishedCodeIsSealedForItsAuthorizationAlone() throws Exception {
        Begun begun = begin("Client");

        String path = path(redirects.receive(app, "code=the-code%23_&state=" + begun.state, List.of(begun.browser)));

        AuthorizationCode code = published.get(0);
        String id = code.getAuthorizationId();
        assertThat(path).startsWith("/authorizations/" + id + "?until=").doesNotContain("the-code", begun.state);
        assertThat(new Opener(config.keys().codes(), Purpose.AUTHORIZATION_CODE).open(id, code.getSealedCode()))
                .isEqualTo("the-code");
        assertThat(code.getApp()).isEqualTo("threads-main");
        assertThat(code.getClient()).isEqualTo("Client");
        assertThat(code.getRedirectUri()).isEqualTo("http://localhost:8080/callback/threads");
        assertThat(code.getRequestedScopes()).containsExactly("threads_basic", "threads_content_publish");
        assertThat(code.getReceivedAt()).isEqualTo(clock.instant());
        assertThat(code.toString()).doesNotContain("the-code");
    }

    @Test
    void sameRedirectLeadsToTheSamePageAtAnyTime() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state;

        String first = path(redirects.receive(app, query, List.of(begun.browser)));
        clock.advance(Duration.ofMinutes(50));
        String second = path(redirects.receive(app, query, List.of(begun.browser)));

        assertThat(second).isEqualTo(first);
        assertThat(published.get(0).getAuthorizationId())
                .isEqualTo(published.get(1).getAuthorizationId());
    }

    @Test
    void codeWithAnOutcomeIsNotPublishedAgain() {
        Begun begun = begin(null);
        String query = "code=c&state=" + begun.state;
        redirects.receive(app, query, List.of(begun.browser));
        AuthorizationOutcome outcome = FakeOutcomes.connected(published.get(0).getAuthorizationId(), "Ada");
        FakeOutcomes.add(outcomes, outcome);

        String path = path(redirects.receive(app, query, List.of(begun.browser)));

        assertThat(path).contains(outcome.getAuthorizationId());
        assertThat(published).hasSize(1);
        assertThat(count("repeated")).isEqualTo(1);
    }

    @Test
    void otherCodeUnderTheSameStateIsAnotherAuthorization() {
        Begun begun = begin(null);

        redirects.receive(app, "code=c&state=" + begun.state, List.of(begun.browser));
        redirects.receive(app, "code=d&state=" + begun.state, List.of(begun.browser));

        assertThat(published).extracting(AuthorizationCode::getAuthorizationId).doesNotHaveDuplicates();
    }

    @Test
    void secondTabOfABrowserDoesNotBreakTheFirst() {
        Begun first = begin("One");
        Begun second = begin("Two", List.of(first.browser));

        path(redirects.receive(app, "code=c&state=" + second.state, List.of(second.browser)));
        path(redirects.receive(app, "code=d&state=" + first.state, List.of(second.browser)));

        assertThat(second.browser).isEqualTo(first.browser);
        assertThat(published).extracting(AuthorizationCode::getClient).containsExactly("Two", "One");
    }

    private record Begun(String address, String state, Browser browser) {}

    private Begun begin(@Nullable String client) {
        return begin(client, List.of());
    }

    private Begun begin(@Nullable String client, List<Browser> known) {
        String path = links.path(new ConnectRequest("threads-main", client), Duration.ofHours(1));
        Answer answer = consents.begin("threads-main", path.split("link=", -1)[1], known);
        return answer.match(
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

    private Page page(AppConfig receiving, @Nullable String query, Begun begun) {
        return shown(redirects.receive(receiving, query, List.of(begun.browser)));
    }

    private static Page shown(Future<Answer> answer) {
        assertThat(answer.result()).isInstanceOf(Answer.Shown.class);
        return ((Answer.Shown) answer.result()).page();
    }

    private static String path(Future<Answer> answer) {
        assertThat(answer.result()).isInstanceOf(Answer.SeeOther.class);
        return ((Answer.SeeOther) answer.result()).path();
    }

    private ConnectRequest startedOver(Page page) {
        var matcher = Pattern.compile("/connect/threads-main\\?link=([^\"]+)").matcher(Layout.render(page));
        assertThat(matcher.find()).isTrue();
        return links.check("threads-main", matcher.group(1))
                .match(
                        request -> request,
                        () -> new ConnectRequest("expired", null),
                        () -> new ConnectRequest("refused", null));
    }

    private double count(String result) {
        return registry.counter("tokenkeep.callback.redirects", "app", "threads-main", "result", result)
                .count();
    }
}
