package io.tokenkeep.console.link;

import static io.tokenkeep.console.link.LinkFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.console.link.LinkProgress.Filter;
import io.tokenkeep.console.link.LinkProgress.Step;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.link.LinkUses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkProgressTest {

    private static final Instant LATELY = NOW.minus(LinkProgress.STUCK_AFTER).plusSeconds(1);
    private static final Instant LONG_AGO = NOW.minus(LinkProgress.STUCK_AFTER);

    private final LinkUses uses = new LinkUses(10);
    private final List<LinkStep> steps = new ArrayList<>();
    private ConnectLink link = LinkFixtures.link(true, "a", "b");

    @Test
    void linkThatNobodyFetchedIsNotOpened() {
        assertThat(filters()).containsExactly(Filter.NOT_OPENED);
    }

    @Test
    void linkThatWasFetchedIsOpenedUntilSomebodyLeaves() {
        steps.add(LinkFixtures.opened("link", LONG_AGO));
        assertThat(filters()).containsExactly(Filter.OPENED);
        assertThat(progress().openedAt()).isEqualTo(LONG_AGO);

        step("a", LinkStepKind.LEFT, "first", LATELY);
        assertThat(filters()).as("somebody who left just now is not stuck yet").isEmpty();
        assertThat(app("a").step()).isEqualTo(Step.LEFT);
        assertThat(app("b").step()).isEqualTo(Step.NONE);
    }

    @Test
    void whoLeftAndDidNotComeBackForHalfAnHourIsStuck() {
        step("a", LinkStepKind.LEFT, "first", LONG_AGO);

        assertThat(filters()).containsExactly(Filter.LEFT);
        assertThat(app("a").stuck()).isTrue();
        assertThat(app("b").stuck()).isFalse();
    }

    @Test
    void whoCameBackIsNotStuckAndWhoNeedsNothingMoreIsNotEither() {
        step("a", LinkStepKind.LEFT, "first", LONG_AGO);
        step("b", LinkStepKind.RETURNED, "first", LONG_AGO);
        use("a");

        assertThat(filters()).containsExactly(Filter.RETURNED, Filter.CONNECTED);
        assertThat(app("a").step()).isEqualTo(Step.CONNECTED);
        assertThat(app("a").stuck()).isFalse();
    }

    @Test
    void nobodyIsStuckWithALinkThatTheAgencyRevoked() {
        link = ConnectLink.newBuilder(link).setRevokedAt(NOW).build();
        step("a", LinkStepKind.LEFT, "first", LONG_AGO);

        assertThat(filters()).isEmpty();
    }

    @Test
    void linkForManyPeopleHasSomebodyStuckThoughAnotherIsConnected() {
        link = LinkFixtures.link(false, "a");
        step("a", LinkStepKind.RETURNED, "first", LONG_AGO);
        step("a", LinkStepKind.LEFT, "second", LONG_AGO);
        use("a");

        assertThat(filters()).containsExactly(Filter.LEFT, Filter.CONNECTED);
    }

    @Test
    void browserCountsOnceForTheLinkAndOnceForEachApp() {
        step("a", LinkStepKind.RETURNED, "first", LONG_AGO);
        step("b", LinkStepKind.LEFT, "first", LATELY);
        step("b", LinkStepKind.LEFT, "second", LATELY);

        assertThat(progress().browsers()).isEqualTo(2);
        assertThat(app("a").browsers()).isEqualTo(1);
        assertThat(app("b").browsers()).isEqualTo(2);
    }

    private void step(String app, LinkStepKind kind, String browser, Instant at) {
        steps.add(LinkFixtures.step("link", app, kind, browser, at));
    }

    private void use(String app) {
        String key = LinkUses.key("link", app);
        uses.add(
                key,
                new LinkUse(key, "link", app, "authorization", NOW.minus(Duration.ofMinutes(1))),
                new RecordPlace(0, 0, NOW));
    }

    private LinkProgress progress() {
        return LinkProgress.of(link, steps, uses, NOW);
    }

    private LinkProgress.AppProgress app(String name) {
        return progress().apps().stream()
                .filter(app -> app.app().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Filter> filters() {
        LinkProgress progress = progress();
        return Arrays.stream(Filter.values())
                .filter(filter -> filter.accepts(progress))
                .toList();
    }
}
