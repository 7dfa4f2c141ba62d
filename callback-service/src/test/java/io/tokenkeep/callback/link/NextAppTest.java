package io.tokenkeep.callback.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.callback.CallbackProviders;
import io.tokenkeep.callback.TestSettings;
import io.tokenkeep.callback.page.LinkWebPages;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.sandbox.MutableClock;
import io.vertx.core.Future;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextAppTest {

    private static final String KEYS = LinkKeys.generate("links-1", new SecureRandom());
    private static final LinkSignature CONSOLE = new LinkSignature(LinkKeys.parse(KEYS));
    private static final String LINK = CONSOLE.token("links-1", "made").linkId();
    private static final String FIRST = "threads-main";
    private static final String SECOND = "other";

    private final MutableClock clock = MutableClock.at("2026-11-29T08:00:00Z");
    private final Apps apps = TestSettings.minimal().config().apps();
    private final LinkTable table =
            new LinkTable(new LinkCheckConfig(Optional.of(LinkKeys.parse(LinkKeys.publicPart(KEYS))), 10), clock);
    private final LinkUses uses = new LinkUses(10);
    private final ConsoleLinks links = new ConsoleLinks(
            new ConsoleLinks.Parts(
                    table, uses, new LinkSteps(step -> Future.succeededFuture(), 10, clock, new SimpleMeterRegistry())),
            apps,
            CallbackProviders.DEFAULT,
            URI.create("https://connect.example"));

    @Test
    void singleLinkLeadsToTheFirstAppThatIsNotUsedInAnyOrder() {
        add(true, null, FIRST, SECOND);

        assertThat(next(FIRST)).contains(SECOND);
        assertThat(next(SECOND)).contains(FIRST);
        use(FIRST);
        assertThat(next(SECOND)).isEmpty();
    }

    @Test
    void linkForManyPeopleLeadsOnInItsOrderAndNeverBack() {
        add(false, null, FIRST, SECOND);
        use(SECOND);

        assertThat(next(FIRST)).as("the use was another person's").contains(SECOND);
        assertThat(next(SECOND)).isEmpty();
    }

    @Test
    void linkThatIsOverOrThatNobodyNamedLeadsNowhere() {
        assertThat(next(FIRST)).isEmpty();
        assertThat(links.next(null, FIRST)).isEmpty();

        add(true, clock.instant(), FIRST, SECOND);
        assertThat(next(FIRST)).isEmpty();
    }

    @Test
    void appThatTheAgencyTookOffTheLinkIsRefused() {
        Invitation invitation =
                new Invitation(new ConnectRequest(SECOND, null), clock.instant().plus(Duration.ofDays(1)), LINK);
        add(true, null, FIRST, SECOND);
        assertThat(links.refusal(invitation, null)).isEmpty();

        add(true, null, FIRST);
        assertThat(links.refusal(invitation, null).map(WebPage::name)).contains("link-refused");
    }

    private Optional<String> next(String app) {
        return links.next(LINK, app).map(LinkWebPages.Way::app);
    }

    private void use(String app) {
        String key = LinkUses.key(LINK, app);
        uses.add(key, new LinkUse(key, LINK, app, "authorization", clock.instant()), place());
    }

    private void add(boolean single, @Nullable Instant revokedAt, String... named) {
        long version = table.table()
                        .find(LINK)
                        .map(held -> held.getVersion().getSequence())
                        .orElse(0L)
                + 1;
        ConnectLink link = CONSOLE.sign(ConnectLink.newBuilder()
                .setLinkId(LINK)
                .setVersion(new RecordVersion(version, "change-" + version, clock.instant(), "key"))
                .setCreationId("made")
                .setCreatedAt(clock.instant())
                .setMadeUnder("links-1")
                .setApps(List.of(named))
                .setExpiresAt(clock.instant().plus(Duration.ofDays(1)))
                .setSingle(single)
                .setRevokedAt(revokedAt)
                .setSignedUnder("")
                .setSignature("")
                .build());
        table.table().add(LINK, link, place());
        table.table().nowCaughtUp();
    }

    private RecordPlace place() {
        return new RecordPlace(0, 0, clock.instant());
    }
}
