package io.tokenkeep.callback.page;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.LostPage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The pages that show the outcome of a consent to the person who gave it. */
public final class OutcomeWebPages {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(15);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private OutcomeWebPages() {}

    public static WebPage of(AuthorizationOutcome outcome, String provider, StartOver again) {
        return switch (outcome.getState()) {
            case CONNECTED -> ConnectedWebPage.of(outcome, provider, again);
            case WAITING -> waiting(outcome, provider);
            case FAILED -> failed(outcome.getReason(), provider, again);
            case UNDETERMINED -> undetermined(again);
            case UNKNOWN -> working();
        };
    }

    /** The same page, with a way back to the one who sent the link. */
    public static WebPage withReturn(WebPage page, String url) {
        return page.with(Html.of("<p><a class=\"act\" id=\"return\" href=\"{}\">Continue</a></p>", url));
    }

    /** The same page, which begins with the Pages that the consent took away and a way to bring them back. */
    public static WebPage withLostPages(WebPage page, List<LostPage> lost, StartOver again) {
        Html names = Html.all(lost.stream()
                .map(OutcomeWebPages::name)
                .map(name -> Html.of("<li>{}</li>", name))
                .toList());
        return page.withFirst(Html.of(
                        "<p>You did not select these Pages this time, so their connection ends. To keep them connected, connect"
                                + " again and select them too:</p><ul id=\"lost\">{}</ul>",
                        names)
                .and(again.button("connect-again", "Connect them again")));
    }

    private static String name(LostPage page) {
        String name = page.getDisplayName();
        return name == null ? "Page " + AccountKey.parse(page.getAccount()).accountId() : name;
    }

    public static WebPage working() {
        return WebPage.busy(
                200,
                "working",
                "Connecting your account",
                Html.of("<p>We have your consent and are finishing the connection. This page updates by itself. You can"
                        + " also close it.</p>"),
                SOON);
    }

    public static WebPage notKnown() {
        return WebPage.plain(
                404,
                "not-known",
                "We do not know this consent, or not any more",
                Html.of(
                        "<p>We show the result of a consent for a few hours. If this consent connected your account, the account"
                                + " stays connected.</p>"));
    }

    private static WebPage waiting(AuthorizationOutcome outcome, String provider) {
        Instant until = outcome.getWaitingUntil();
        Html limit = until == null
                ? Html.NONE
                : Html.of(
                        "<p class=\"soft\">We keep trying until <time datetime=\"{}\">{}</time>.</p>",
                        until,
                        TIME.format(until));
        return WebPage.busy(
                200,
                "waiting",
                "Not yet connected",
                Html.of(
                                "<p>{} You need not do anything. This page updates by itself, and you can close it.</p>",
                                waitingFor(outcome.getReason(), provider))
                        .and(limit),
                LATER);
    }

    private static String waitingFor(AuthorizationReason reason, String provider) {
        return switch (reason) {
            case RATE_LIMITED -> provider + " asks us to wait before the next request.";
            case PROVIDER_UNAVAILABLE -> provider + " does not answer at the moment.";
            case MISCONFIGURED -> "A setting on our side is wrong. We see the error and can correct it.";
            default -> "A part of our system is not ready yet.";
        };
    }

    private static WebPage undetermined(StartOver again) {
        return WebPage.plain(
                200,
                "undetermined",
                "We do not know the result any more",
                Html.of(
                                "<p>This consent was given so long ago that we do not know its result. If it connected your"
                                        + " account, the account stays connected. If you are not sure, connect again; that does no harm.</p>")
                        .and(again.button("Connect again")));
    }

    private static WebPage failed(AuthorizationReason reason, String provider, StartOver again) {
        Failure failure = Failure.of(reason, provider);
        return WebPage.bad(
                200,
                failure.name(),
                failure.heading(),
                Html.of("<p data-reason=\"{}\">{}</p>", reason, failure.text()).and(again.button("Connect again")));
    }

    /** The page of one reason. */
    private record Failure(String name, String heading, String text) {
        static Failure of(AuthorizationReason reason, String provider) {
            return switch (reason) {
                case CODE_SPENT ->
                    new Failure(
                            "already-used",
                            "This consent was already used",
                            "A consent at " + provider
                                    + " works only once, and this one was used before. Please connect again.");
                case LINK_REFUSED ->
                    new Failure(
                            "link-revoked",
                            "This link is not in use any more",
                            "The link that you used was withdrawn, or has been used already. Nothing was connected. Please ask the"
                                    + " sender for a new link.");
                case NOT_EXPECTED ->
                    new Failure(
                            "not-expected",
                            "This is another account than the one we asked for",
                            "Nothing was connected, and we kept nothing of it. Please log in at " + provider
                                    + " with the account that the sender of the link named, and connect again.");
                case CODE_EXPIRED ->
                    new Failure(
                            "expired",
                            "This consent has expired",
                            "A consent can be used for one hour, and that hour is over. Please connect again.");
                case PERMISSION_MISSING ->
                    new Failure(
                            "permission-missing",
                            "A permission is missing",
                            "You did not allow all permissions that we need. Please connect again and leave all permissions on.");
                case USER_ACTION_REQUIRED ->
                    new Failure(
                            "user-action-required",
                            provider + " needs something from you",
                            "Please open " + provider
                                    + ", log in and follow the instructions there. Then connect again.");
                case MISCONFIGURED, BAD_REQUEST ->
                    new Failure(
                            "not-connected",
                            "We could not connect your account",
                            "You did nothing wrong: a setting on our side is wrong. Please try again later.");
                case PROVIDER_UNAVAILABLE, RATE_LIMITED ->
                    new Failure(
                            "not-connected",
                            "We could not connect your account",
                            provider + " did not answer while your consent was usable. Please connect again.");
                default ->
                    new Failure(
                            "not-connected",
                            "We could not connect your account",
                            provider + " did not accept the connection. Please connect again.");
            };
        }
    }
}
