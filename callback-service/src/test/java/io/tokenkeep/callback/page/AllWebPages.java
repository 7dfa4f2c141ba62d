package io.tokenkeep.callback.page;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.callback.deletion.DeletionDates;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.callback.provider.meta.MetaCallbackProviders;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An example of every web page. */
public final class AllWebPages {

    static final ProviderTexts THREADS = texts("Threads", false);
    static final ProviderTexts FACEBOOK = texts("Facebook", true);
    static final StartOver AGAIN = new StartOver("/connect/a?link=x&y=\"z\"");

    private static final Instant ENDED = Instant.parse("2026-11-01T12:00:00Z");

    private AllWebPages() {}

    private static ProviderTexts texts(String name, boolean pages) {
        return new ProviderTexts(
                name, new TextBundle(MetaCallbackProviders.class, name.toLowerCase(Locale.ROOT)), pages);
    }

    static LinkWebPages.Way facebook() {
        return new LinkWebPages.Way(
                "b", FACEBOOK, List.of("pages_show_list"), URI.create("https://www.facebook.com/dialog/oauth"));
    }

    static AuthorizationOutcome lacking() {
        return AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setMissingScopes(List.of("pages_manage_posts"))
                .setMissingPages(List.of(new MissingPage("facebook-main:1", "A & B", MissingPageReason.NO_TOKEN)))
                .build();
    }

    private static AuthorizationOutcome withheld() {
        return AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setMissingPages(List.of(new MissingPage("facebook-main:2", "C", MissingPageReason.WITHHELD)))
                .build();
    }

    /** Pages that were not selected or could not be read, one without a name, in a list that was cut. */
    private static AuthorizationOutcome unselectedAndUnread() {
        return AuthorizationOutcome.newBuilder(FakeOutcomes.connected("a", "Ada"))
                .setAccountsTotal(5001)
                .setMissingPages(List.of(
                        new MissingPage("facebook-main:3", "D", MissingPageReason.NOT_TICKED),
                        new MissingPage("facebook-main:77", null, MissingPageReason.NOT_REACHABLE)))
                .setListFailure(FailureClass.TRANSIENT)
                .build();
    }

    static List<LinkWebPages.Way> ways() {
        return List.of(
                new LinkWebPages.Way(
                        "a", THREADS, List.of("threads_basic"), URI.create("https://threads.com/oauth/authorize")),
                new LinkWebPages.Way(
                        "b",
                        FACEBOOK,
                        List.of("pages_show_list", "unknown"),
                        URI.create("https://www.facebook.com/dialog/oauth")));
    }

    public static List<WebPage> all() {
        List<WebPage> pages = new ArrayList<>(List.of(
                LinkWebPages.expired(),
                LinkWebPages.refused(),
                LinkWebPages.revoked(),
                LinkWebPages.used(),
                LinkWebPages.unknown(),
                LinkWebPages.notYet(),
                LinkWebPages.open("/c/token", ways(), List.of(), "//here/c/token"),
                LinkWebPages.open("/c/token", ways().subList(0, 1), List.of(facebook()), null),
                LinkWebPages.unknownApp(),
                RedirectWebPages.cancelled(AGAIN),
                RedirectWebPages.declined("Threads", AGAIN),
                RedirectWebPages.malformed(StartOver.WITH_THE_LINK),
                RedirectWebPages.tooLong(),
                RedirectWebPages.stateMissing(),
                RedirectWebPages.stateRefused(),
                RedirectWebPages.stateExpired(AGAIN),
                RedirectWebPages.browserUnknown(AGAIN),
                RedirectWebPages.tooManyCodes(AGAIN),
                RedirectWebPages.linkUsedUp(true),
                RedirectWebPages.linkUsedUp(false),
                RedirectWebPages.linkRefusedTooOften("Threads", true),
                RedirectWebPages.linkRefusedTooOften("Threads", false),
                RedirectWebPages.tryAgain(),
                OutcomeWebPages.working(),
                OutcomeWebPages.notKnown(),
                OutcomeWebPages.of(FakeOutcomes.connected("a", "Ada"), THREADS, AGAIN),
                OutcomeWebPages.of(lacking(), FACEBOOK, AGAIN),
                OutcomeWebPages.withLostPages(
                        OutcomeWebPages.of(withheld(), FACEBOOK, AGAIN),
                        List.of(new LostPage("a", "facebook-main:1", "A & B", ENDED)),
                        AGAIN),
                OutcomeWebPages.withReturn(
                        OutcomeWebPages.of(FakeOutcomes.connected("a", null), THREADS, AGAIN), "//here.example/done"),
                OutcomeWebPages.withNext(
                        FakeOutcomes.connected("a", "Ada"),
                        THREADS,
                        AGAIN,
                        new NextApp("/connect/b?link=y", facebook())),
                StartWebPages.start(
                        List.of(new StartWebPages.Way("a", "Threads", false, "/connect/a?link=x", "/paste/a"))),
                StartWebPages.start(List.of(
                        new StartWebPages.Way("a", "Threads", false, "/connect/a?link=x", null),
                        new StartWebPages.Way("b", "Facebook", true, "/connect/b?link=y", "/paste/b"))),
                StartWebPages.start(List.of(new StartWebPages.Way("b", "Facebook", true, "/connect/b?link=y", null))),
                StartWebPages.paste("/paste/a", URI.create("//here/callback"), true),
                StartWebPages.pasteAgain(),
                ErrorWebPages.notFound(),
                ErrorWebPages.methodNotAllowed(),
                ErrorWebPages.badRequest(),
                ErrorWebPages.bodyTooLarge(),
                ErrorWebPages.headersTooLarge(),
                ErrorWebPages.broken(),
                ErrorWebPages.refused(429),
                ErrorWebPages.refused(505),
                DeletionWebPages.working(),
                DeletionWebPages.notKnown(),
                DeletionWebPages.received(ENDED),
                DeletionWebPages.nothingKept(ENDED),
                DeletionWebPages.superseded(ENDED),
                DeletionWebPages.done(ENDED, ENDED, DeletionDates.after(ENDED))));
        pages.add(OutcomeWebPages.of(FakeOutcomes.undetermined("a"), THREADS, AGAIN));
        pages.add(OutcomeWebPages.of(unselectedAndUnread(), FACEBOOK, AGAIN));
        pages.add(OutcomeWebPages.withNext(
                FakeOutcomes.waiting("a", AuthorizationReason.AWAITING_CONFIRMATION, ENDED),
                THREADS,
                AGAIN,
                new NextApp("/connect/b?link=y", facebook())));
        for (AuthorizationReason reason : AuthorizationReason.values()) {
            pages.add(OutcomeWebPages.of(FakeOutcomes.failed("a", reason), THREADS, AGAIN));
            pages.add(OutcomeWebPages.of(FakeOutcomes.waiting("a", reason, ENDED), THREADS, AGAIN));
        }
        return pages;
    }
}
