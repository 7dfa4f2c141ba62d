package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.note;
import static io.tokenkeep.callback.page.Texts.paragraph;
import static io.tokenkeep.callback.page.Texts.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** The state of a request to delete data, for everybody who has its code. Names nobody. */
public final class DeletionWebPages {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);

    private DeletionWebPages() {}

    public static WebPage working() {
        return WebPage.busy(200, "deletion-working", paragraph("deletion-working.text"), SOON);
    }

    public static WebPage notKnown() {
        return WebPage.plain(404, "deletion-not-known", paragraph("deletion-not-known.text"));
    }

    public static WebPage received(Instant requestedAt) {
        return WebPage.busy(
                200, "deletion-received", requested(requestedAt).and(paragraph("deletion-received.text")), LATER);
    }

    public static WebPage nothingKept(Instant requestedAt) {
        return WebPage.good(
                "deletion-nothing-kept", requested(requestedAt).and(paragraph("deletion-nothing-kept.text")));
    }

    /** A later consent is in force. The request was not carried out, or was before that consent: so the page claims no end. */
    public static WebPage superseded(Instant requestedAt) {
        return WebPage.plain(
                200, "deletion-superseded", requested(requestedAt).and(paragraph("deletion-superseded.text")));
    }

    /** Everything has ended; {@code gone} has the day by which each kind of data has left the logs. */
    public static WebPage done(Instant requestedAt, Instant endedAt, Map<DataKind, LocalDate> gone) {
        Html rows = Html.all(gone.entrySet().stream()
                .map(row -> Html.of(
                        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
                        row.getKey().text(),
                        Moments.day(row.getValue())))
                .toList());
        return WebPage.good(
                "deletion-done",
                requested(requestedAt)
                        .and(paragraph("deletion-done.text", Moments.time(endedAt)))
                        .and(Html.of(
                                "<table id=\"gone\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>"
                                        + "</tr></thead><tbody>{}</tbody></table>",
                                text("deletion-done.what"),
                                text("deletion-done.by"),
                                rows))
                        .and(note("deletion-done.kept")));
    }

    private static Html requested(Instant at) {
        return note("deletion.requested", Moments.time(at));
    }
}
