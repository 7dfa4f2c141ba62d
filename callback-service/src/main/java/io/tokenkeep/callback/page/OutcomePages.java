package io.tokenkeep.callback.page;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What became of a consent, told to the person who gave it. */
public final class OutcomePages {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(15);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private OutcomePages() {}

    public static Page of(AuthorizationOutcome outcome, String provider, StartOver again) {
        return switch (outcome.getState()) {
            case CONNECTED -> ConnectedPage.of(outcome, provider, again);
            case WAITING -> waiting(outcome, provider);
            case FAILED -> failed(outcome.getReason(), provider, again);
            case UNDETERMINED -> undetermined(again);
            case UNKNOWN -> working();
        };
    }

    public static Page working() {
        return Page.busy(
                200,
                "working",
                "Connecting your account",
                Html.of("<p>We have your consent and are finishing the connection. This page follows by itself; you may"
                        + " also close it.</p>"),
                SOON);
    }

    public static Page notKnown() {
        return Page.plain(
                404,
                "not-known",
                "We do not know about this (any more)",
                Html.of(
                        "<p>The outcome of a consent is shown here for some hours. If this one connected your account, it"
                                + " stays connected.</p>"));
    }

    private static Page waiting(AuthorizationOutcome outcome, String provider) {
        Instant until = outcome.getWaitingUntil();
        Html limit = until == null
                ? Html.NONE
                : Html.of(
                        "<p class=\"soft\">We keep trying until <time datetime=\"{}\">{}</time>.</p>",
                        until,
                        TIME.format(until));
        return Page.busy(
                200,
                "waiting",
                "Not yet connected",
                Html.of(
                                "<p>{} There is nothing you need to do: this page follows, and you may also close it.</p>",
                                waitingFor(outcome.getReason(), provider))
                        .and(limit),
                LATER);
    }

    private static String waitingFor(AuthorizationReason reason, String provider) {
        return switch (reason) {
            case RATE_LIMITED -> provider + " asks us to wait before the next request.";
            case PROVIDER_UNAVAILABLE -> provider + " does not answer at the moment.";
            case MISCONFIGURED -> "Something is set up wrong on our side, and those who can mend it have been told.";
            default -> "A part of our system is not ready yet.";
        };
    }

    private static Page undetermined(StartOver again) {
        return Page.plain(
                200,
                "undetermined",
                "We cannot tell any more",
                Html.of(
                                "<p>This consent was given so long ago that we do not know what became of it. If it connected your"
                                        + " account, it stays connected. If you are not sure, connect again; that does no harm.</p>")
                        .and(again.button("Connect again")));
    }

    private static Page failed(AuthorizationReason reason, String provider, StartOver again) {
        Failure failure = Failure.of(reason, provider);
        return Page.bad(
                200,
                failure.name(),
                failure.heading(),
                Html.of("<p data-reason=\"{}\">{}</p>", reason, failure.text()).and(again.button("Connect again")));
    }

    /** How one reason is told. */
    private record Failure(String name, String heading, String text) {
        static Failure of(AuthorizationReason reason, String provider) {
            return switch (reason) {
                case CODE_SPENT ->
                    new Failure(
                            "already-used",
                            "This consent was already used",
                            "What " + provider
                                    + " gave us works only once, and it had been used. Connecting again mends it.");
                case CODE_EXPIRED ->
                    new Failure(
                            "expired",
                            "This consent has expired",
                            "It could not be used within its hour. Please connect again.");
                case PERMISSION_MISSING ->
                    new Failure(
                            "permission-missing",
                            "A permission is missing",
                            "Not everything we asked for was allowed. Please connect again and leave all permissions on.");
                case USER_ACTION_REQUIRED ->
                    new Failure(
                            "user-action-required",
                            provider + " needs something from you",
                            "Please open " + provider
                                    + ", log in and do what it asks of you there. Then connect again.");
                case MISCONFIGURED, BAD_REQUEST ->
                    new Failure(
                            "not-connected",
                            "We could not connect your account",
                            "This was not your doing: something is set up wrong on our side. Please try again later.");
                case PROVIDER_UNAVAILABLE, RATE_LIMITED ->
                    new Failure(
                            "not-connected",
                            "We could not connect your account",
                            provider + " did not answer for as long as your consent was usable. Please connect again.");
                default ->
                    new Failure(
                            "not-connected",
                            "We could not connect your account",
                            provider + " did not accept the connection. Please connect again.");
            };
        }
    }
}
