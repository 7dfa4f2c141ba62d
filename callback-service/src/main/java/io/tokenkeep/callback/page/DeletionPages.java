package io.tokenkeep.callback.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What became of a request to have data deleted, told to whoever has its code. Names nobody. */
public final class DeletionPages {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private DeletionPages() {}

    public static Page working() {
        return Page.busy(
                200,
                "deletion-working",
                "Looking it up",
                Html.of("<p>We have just started and are still reading which deletions there are. This page follows by"
                        + " itself.</p>"),
                SOON);
    }

    public static Page notKnown() {
        return Page.plain(
                404,
                "deletion-not-known",
                "We know of no such request",
                Html.of(
                        "<p>No deletion with this code is known here. If it was asked for just now, please look again in"
                                + " a minute; otherwise please compare the code with the one you were given.</p>"));
    }

    public static Page received(Instant requestedAt) {
        return Page.busy(
                200,
                "deletion-received",
                "Your request is here",
                requested(requestedAt)
                        .and(Html.of(
                                "<p>It is kept safely and will be carried out. There is nothing you need to do: this"
                                        + " page follows, and you may also come back later.</p>")),
                LATER);
    }

    public static Page nothingKept(Instant requestedAt) {
        return Page.good(
                "deletion-nothing-kept",
                "There was nothing to delete",
                requested(requestedAt)
                        .and(Html.of("<p>No account of yours is known here, and none is used. What a consent that was"
                                + " never finished may have left leaves our logs by itself, within weeks.</p>")));
    }

    /** Not carried out, or over long ago: what goes on is by a later consent, and this page does not say that it ended. */
    public static Page superseded(Instant requestedAt) {
        return Page.plain(
                200,
                "deletion-superseded",
                "You have connected again since",
                requested(requestedAt)
                        .and(Html.of(
                                "<p>After this request you connected your account again, and what you connected then is"
                                        + " still kept and used. To end that as well, remove the app at the provider and ask for"
                                        + " deletion once more.</p>")));
    }

    /** Everything has ended; {@code gone} says by which day each kind of data has left the logs. */
    public static Page done(Instant requestedAt, Instant endedAt, Map<String, LocalDate> gone) {
        Html rows = Html.all(gone.entrySet().stream()
                .map(row -> Html.of(
                        "<tr><th scope=\"row\">{}</th><td><time datetime=\"{}\">{}</time></td></tr>",
                        row.getKey(),
                        row.getValue(),
                        DAY.format(row.getValue())))
                .toList());
        return Page.good(
                "deletion-done",
                "Your data is no longer used",
                requested(requestedAt)
                        .and(Html.of(
                                "<p>On {} everything ended: nothing of what was kept until then is served or used here"
                                        + " any more. What was written leaves our logs by itself, at the latest on these"
                                        + " days:</p>",
                                time(endedAt)))
                        .and(Html.of(
                                "<table id=\"gone\"><thead><tr><th scope=\"col\">What</th><th scope=\"col\">Gone by</th>"
                                        + "</tr></thead><tbody>{}</tbody></table>",
                                rows))
                        .and(Html.of("<p class=\"soft\">What stays is this page’s own record: the code, the app and the"
                                + " times. It says nothing of whom it is about.</p>")));
    }

    private static Html requested(Instant at) {
        return Html.of("<p class=\"soft\">Asked for on {}.</p>", time(at));
    }

    private static Html time(Instant at) {
        return Html.of("<time datetime=\"{}\">{}</time>", at, TIME.format(at));
    }
}
