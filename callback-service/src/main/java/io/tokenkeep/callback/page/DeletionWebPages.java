package io.tokenkeep.callback.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The state of a request to delete data, for everybody who has its code. Names nobody. */
public final class DeletionWebPages {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private DeletionWebPages() {}

    public static WebPage working() {
        return WebPage.busy(
                200,
                "deletion-working",
                "We are looking up your request",
                Html.of("<p>Our system has just started and is still reading all requests. This page updates by"
                        + " itself.</p>"),
                SOON);
    }

    public static WebPage notKnown() {
        return WebPage.plain(
                404,
                "deletion-not-known",
                "We do not know this request",
                Html.of(
                        "<p>We have no deletion request with this code. If you made the request just now, please look again in"
                                + " a minute. Otherwise please compare the code with the one that you received.</p>"));
    }

    public static WebPage received(Instant requestedAt) {
        return WebPage.busy(
                200,
                "deletion-received",
                "We have your request",
                requested(requestedAt)
                        .and(Html.of(
                                "<p>It is stored safely, and we will carry it out. You need not do anything. This page"
                                        + " updates by itself, and you can come back later.</p>")),
                LATER);
    }

    public static WebPage nothingKept(Instant requestedAt) {
        return WebPage.good(
                "deletion-nothing-kept",
                "There was nothing to delete",
                requested(requestedAt)
                        .and(Html.of(
                                "<p>We know no account of yours and use none. If you began to connect an account and did"
                                        + " not finish, its data leaves our logs by itself within weeks.</p>")));
    }

    /** A later consent is in force. The request was not carried out, or was before that consent: so the page claims no end. */
    public static WebPage superseded(Instant requestedAt) {
        return WebPage.plain(
                200,
                "deletion-superseded",
                "You connected again after this request",
                requested(requestedAt)
                        .and(Html.of("<p>After this request you connected your account again. This connection is"
                                + " still kept and used. To end it too, remove the app at the provider and ask for deletion"
                                + " once more.</p>")));
    }

    /** Everything has ended; {@code gone} has the day by which each kind of data has left the logs. */
    public static WebPage done(Instant requestedAt, Instant endedAt, Map<String, LocalDate> gone) {
        Html rows = Html.all(gone.entrySet().stream()
                .map(row -> Html.of(
                        "<tr><th scope=\"row\">{}</th><td><time datetime=\"{}\">{}</time></td></tr>",
                        row.getKey(),
                        row.getValue(),
                        DAY.format(row.getValue())))
                .toList());
        return WebPage.good(
                "deletion-done",
                "Your data is no longer used",
                requested(requestedAt)
                        .and(Html.of(
                                "<p>Since {} we no longer use or show any of your data. The stored data leaves our"
                                        + " logs by itself, at the latest on these days:</p>",
                                time(endedAt)))
                        .and(Html.of(
                                "<table id=\"gone\"><thead><tr><th scope=\"col\">What</th><th scope=\"col\">Gone by</th>"
                                        + "</tr></thead><tbody>{}</tbody></table>",
                                rows))
                        .and(Html.of(
                                "<p class=\"soft\">We keep only the record behind this page: the code, the app and the"
                                        + " times. It does not contain your name or account.</p>")));
    }

    private static Html requested(Instant at) {
        return Html.of("<p class=\"soft\">Requested on {}.</p>", time(at));
    }

    private static Html time(Instant at) {
        return Html.of("<time datetime=\"{}\">{}</time>", at, TIME.format(at));
    }
}
