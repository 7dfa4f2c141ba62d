package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.note;
import static io.tokenkeep.callback.page.Texts.paragraph;
import static io.tokenkeep.callback.page.Texts.text;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.LostPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages that show the outcome of a consent to the person who gave it. */
public final class OutcomeWebPages {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(15);

    /**
     * A person at the agency decides, within hours or days. Somebody who watches sees the result within a minute, and a tab that
     * stays open for the whole wait asks no more often than that.
     */
    private static final Duration CONFIRMATION = Duration.ofMinutes(1);

    private OutcomeWebPages() {}

    public static WebPage of(AuthorizationOutcome outcome, ProviderTexts provider, StartOver again) {
        return switch (outcome.getState()) {
            case CONNECTED -> ConnectedWebPage.of(outcome, provider, again, null);
            case WAITING -> waiting(outcome, provider.name());
            case FAILED -> failed(outcome.getReason(), provider.name(), again);
            case UNDETERMINED -> undetermined(again);
            case UNKNOWN -> working();
        };
    }

    /** The page of a consent that leaves its person free to go on, with a form that starts the next one. */
    public static WebPage withNext(
            AuthorizationOutcome outcome, ProviderTexts provider, StartOver again, NextApp next) {
        return outcome.getState() == AuthorizationState.WAITING
                ? awaitingConfirmation(outcome, next)
                : ConnectedWebPage.of(outcome, provider, again, next);
    }

    /** Whether the consent waits for somebody at the agency, so that its person has nothing more to do for it. */
    public static boolean awaitsConfirmation(AuthorizationOutcome outcome) {
        return outcome.getState() == AuthorizationState.WAITING
                && outcome.getReason() == AuthorizationReason.AWAITING_CONFIRMATION;
    }

    /** The same page, with a way back to the one who sent the link. */
    public static WebPage withReturn(WebPage page, String url) {
        return page.with(
                Html.of("<p><a class=\"act\" id=\"return\" href=\"{}\">{}</a></p>", url, text("connected.continue")));
    }

    /** The same page, which begins with the Pages that the consent took away and a way to bring them back. */
    public static WebPage withLostPages(WebPage page, List<LostPage> lost, StartOver again) {
        List<Html> names = lost.stream()
                .map(one -> ConnectedWebPage.name(one.getAccount(), one.getDisplayName()))
                .toList();
        return page.withFirst(paragraph("connected.lost")
                .and(Texts.list("lost", names))
                .and(again.button("connect-again", text("connected.again")))
                .and(paragraph("connected.now")));
    }

    public static WebPage working() {
        return WebPage.busy(200, "working", paragraph("working.text"), SOON);
    }

    public static WebPage notKnown() {
        return WebPage.plain(404, "not-known", paragraph("not-known.text").and(Texts.askTheSender()));
    }

    private static WebPage waiting(AuthorizationOutcome outcome, String provider) {
        if (awaitsConfirmation(outcome)) {
            return awaitingConfirmation(outcome, null);
        }
        Instant until = outcome.getWaitingUntil();
        Html limit = until == null ? Html.NONE : note("waiting.until", Moments.time(until));
        return WebPage.busy(
                200,
                "waiting",
                paragraph("sentences", waitingFor(outcome.getReason(), provider), text("waiting.text"))
                        .and(limit),
                LATER);
    }

    private static WebPage awaitingConfirmation(AuthorizationOutcome outcome, @Nullable NextApp next) {
        Instant until = outcome.getWaitingUntil();
        Html limit = until == null ? Html.NONE : note("awaiting-confirmation.until", Moments.time(until));
        Html checked =
                Html.of("<p>{}</p>", Texts.byName("awaiting-confirmation.checked-by", "awaiting-confirmation.checked"));
        Html left = next == null
                ? paragraph("awaiting-confirmation.text").and(limit)
                : limit.and(ConnectedWebPage.goOn("awaiting-confirmation.next", next));
        return WebPage.busy(200, "awaiting-confirmation", checked.and(left), CONFIRMATION);
    }

    private static Html waitingFor(AuthorizationReason reason, String provider) {
        return switch (reason) {
            case RATE_LIMITED -> text("waiting.rate-limited", provider);
            case PROVIDER_UNAVAILABLE -> text("waiting.unavailable", provider);
            case MISCONFIGURED -> text("waiting.misconfigured");
            default -> text("waiting.not-ready");
        };
    }

    private static WebPage undetermined(StartOver again) {
        return WebPage.plain(
                200, "undetermined", paragraph("undetermined.text").and(again.button(text("connect-again"))));
    }

    /** No button: it would lead to the same link, which accepts nothing more. */
    private static WebPage linkRefused() {
        return WebPage.bad(
                200,
                "link-revoked",
                explained(AuthorizationReason.LINK_REFUSED, text("link-revoked.meanwhile"))
                        .and(Texts.help()));
    }

    /** No button: what the agency does not want or had no time for, a second consent does not change. */
    private static WebPage notConfirmed() {
        return WebPage.bad(
                200,
                "not-confirmed",
                explained(
                                AuthorizationReason.NOT_CONFIRMED,
                                Texts.byName("not-confirmed.text-by", "not-confirmed.text"))
                        .and(Html.of("<p>{}</p>", Texts.byName("not-confirmed.ask-name", "not-confirmed.ask")))
                        .and(Texts.help()));
    }

    private static WebPage failed(AuthorizationReason reason, String provider, StartOver again) {
        if (reason == AuthorizationReason.NOT_CONFIRMED) {
            return notConfirmed();
        }
        if (reason == AuthorizationReason.LINK_REFUSED) {
            return linkRefused();
        }
        WebPage page = WebPage.bad(
                200,
                name(reason),
                explained(reason, explanation(reason, provider)).and(again.button(text("connect-again"))));
        return reason == AuthorizationReason.USER_ACTION_REQUIRED
                ? page.titled(text("user-action-required.heading", provider))
                : page;
    }

    private static Html explained(AuthorizationReason reason, Html explanation) {
        return Html.of("<p data-reason=\"{}\">{}</p>", reason, explanation);
    }

    private static String name(AuthorizationReason reason) {
        return switch (reason) {
            case CODE_SPENT -> "already-used";
            case NOT_EXPECTED -> "not-expected";
            case CODE_EXPIRED -> "expired";
            case PERMISSION_MISSING -> "permission-missing";
            case USER_ACTION_REQUIRED -> "user-action-required";
            default -> "not-connected";
        };
    }

    private static Html explanation(AuthorizationReason reason, String provider) {
        return switch (reason) {
            case CODE_SPENT -> text("already-used.text", provider);
            case NOT_EXPECTED -> text("not-expected.text", provider);
            case CODE_EXPIRED -> text("expired.text");
            case PERMISSION_MISSING -> text("permission-missing.text");
            case USER_ACTION_REQUIRED -> text("user-action-required.text", provider);
            case MISCONFIGURED, BAD_REQUEST -> text("not-connected.misconfigured");
            case PROVIDER_UNAVAILABLE, RATE_LIMITED -> text("not-connected.unavailable", provider);
            default -> text("not-connected.refused", provider);
        };
    }
}
