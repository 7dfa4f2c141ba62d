package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.callback.page.WebPage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What one link may bring, however often it is opened. */
class LinkBoundsTest extends RedirectFixture {

    /** The defaults of link.codes.per.hour. */
    private static final int CODES = 100;

    /** The defaults of link.refused.codes.per.hour. */
    private static final int REFUSED = 20;

    private int made;

    @Test
    void codesOfOneLinkAreBoundedHoweverOftenItIsOpened() {
        String link = link("Client");
        bring(link, CODES);

        Begun begun = open(link, List.of());
        WebPage page = page(app, "code=one-more&state=" + begun.state(), begun);

        assertThat(published).hasSize(CODES);
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.name()).isEqualTo("link-used-up");
        assertThat(linkOn(page)).isEmpty();
        assertThat(count("link-used-up")).isEqualTo(1);
    }

    @Test
    void openingIsNotBounded() {
        String link = link("Client");

        for (int i = 0; i < 10 * CODES; i++) {
            assertThat(open(link, List.of()).state()).isNotEmpty();
        }
    }

    @Test
    void startingOverIsTheSameLink() {
        String link = link("Client");
        Begun begun = open(link, List.of());
        String cancel = "error=access_denied&error_reason=user_denied&state=" + begun.state();
        String again = linkOn(page(app, cancel, begun)).orElseThrow();
        bring(again, CODES);

        Begun first = open(link, List.of());
        WebPage page = page(app, "code=one-more&state=" + first.state(), first);

        assertThat(page.name()).isEqualTo("link-used-up");
    }

    @Test
    void linkWhoseCodesTheProviderRefusedBringsNoMore() {
        String link = link("Client");
        bring(link, REFUSED);
        published.forEach(code -> FakeOutcomes.add(
                outcomes, FakeOutcomes.of(code.getAuthorizationId(), code.getLink(), AuthorizationReason.CODE_SPENT)));

        Begun begun = open(link, List.of());
        WebPage page = page(app, "code=one-more&state=" + begun.state(), begun);

        assertThat(page.name()).isEqualTo("link-refused-too-often");
        assertThat(page.status()).isEqualTo(429);
        assertThat(published).hasSize(REFUSED);
    }

    @Test
    void floodThroughTheStartPageLeavesLinksThatWereSentAlone() {
        String path = links.openPath(new ConnectRequest("threads-main", null), Duration.ofHours(1));
        bring(path.split("link=", -1)[1], 1000);
        Begun begun = open(path.split("link=", -1)[1], List.of());

        assertThat(page(app, "code=one-more&state=" + begun.state(), begun).name())
                .isEqualTo("link-used-up");
        bring(link("Client"), 1);
    }

    @Test
    void linksDoNotShareABound() {
        bring(link("Client"), CODES);

        bring(link("Client"), 1);

        assertThat(published).hasSize(CODES + 1);
        assertThat(published.stream().map(AuthorizationCode::getLink).distinct())
                .hasSize(2);
    }

    private String link(String client) {
        String path = links.path(new ConnectRequest("threads-main", client), Duration.ofHours(1));
        return path.split("link=", -1)[1];
    }

    /** Each code under a state of its own. */
    private void bring(String link, int codes) {
        for (int i = 0; i < codes; i++) {
            Begun begun = open(link, List.of());
            String query = "code=made-up-" + made++ + "&state=" + begun.state();
            Objects.requireNonNull(path(redirects.receive(app, query, List.of(begun.browser()))));
        }
    }
}
