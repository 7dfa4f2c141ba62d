package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.TestSettings;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.callback.outcome.LostPages;
import io.tokenkeep.callback.outcome.OutcomeAnswers;
import io.tokenkeep.callback.page.Rendered;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.follow.RecordPlace;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page after a consent names the Pages that the consent took away. */
class LostPagesPageTest extends RedirectFixture {

    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAA";

    private final Vertx vertx = Vertx.vertx();
    private final LostPages lost = new LostPages(Duration.ofHours(2), clock);
    private final CallbackConfig withFacebook =
            TestSettings.minimal().with("apps.other.provider", "facebook").config();
    private final OutcomeAnswers answers = new OutcomeAnswers(
            vertx,
            new OutcomeAnswers.Results(outcomes, lost),
            withFacebook.apps(),
            CallbackProviders.DEFAULT,
            restart,
            consoleLinks,
            clock);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void lostPageIsNamedFirstWithAWayToBringItBack() {
        connected("other");
        lost("other:1", "Bakery & Sons");
        lost("other:2", null);

        WebPage page = page();

        assertThat(page.refresh()).isNull();
        assertThat(page.name()).isEqualTo("connected");
        assertThat(Rendered.english(page))
                .containsSubsequence(
                        "<ul id=\"lost\"><li>Bakery &amp; Sons</li>",
                        "<li>Page 2</li></ul>",
                        "id=\"connect-again\" href=\"/connect/other?link=",
                        "id=\"accounts\"");
    }

    @Test
    void pageThatIsShownBeforeTheNamesComeLoadsOnceMoreAndNoMore() {
        connected("other");

        Duration refresh = page().refresh();

        assertThat(refresh).isEqualTo(Duration.ofSeconds(4));
        clock.advance(Duration.ofMillis(3500));
        assertThat(page().refresh()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofMillis(500));
        assertThat(page().refresh()).isNull();
    }

    @Test
    void pageOfAProviderWithoutPagesIsLoadedOnce() {
        connected("threads-main");

        assertThat(page().refresh()).isNull();
        assertThat(Rendered.english(page())).doesNotContain("id=\"lost\"");
    }

    private void connected(String app) {
        AuthorizationOutcome outcome = FakeOutcomes.connected(ID, "Ada");
        FakeOutcomes.add(
                outcomes, AuthorizationOutcome.newBuilder(outcome).setApp(app).build());
    }

    private void lost(String account, @Nullable String name) {
        lost.add(ID, new LostPage(ID, account, name, clock.instant()), new RecordPlace(0, 0, clock.instant()));
    }

    private WebPage page() {
        Invitation invitation = new Invitation(
                new ConnectRequest("other", "Client"), clock.instant().plus(Duration.ofHours(1)), "AAAAAAAAAAAA");
        return answers.page(ID, null, restart.pass(ID, invitation)).result();
    }
}
