package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.paragraph;
import static io.tokenkeep.callback.page.Texts.text;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start page, for people without a link, and the form for an address that the browser could not open. */
public final class StartWebPages {

    private StartWebPages() {}

    /**
     * One app that anybody may connect an account through.
     *
     * @param pages whether a consent gives Pages beside the account
     * @param pastePath null where there is no such form
     */
    public record Way(
            String app,
            String provider,
            boolean pages,
            String connectPath,
            @Nullable String pastePath) {}

    /** The start page; with several apps each has a link of its own. */
    public static WebPage start(List<Way> ways) {
        Html providers =
                Texts.inLine(ways.stream().map(Way::provider).distinct().toList());
        Html body = paragraph(ways.size() == 1 ? "start.text" : "start.several-text", providers);
        for (Way way : ways) {
            body = body.and(connect(way, ways.size() == 1 ? "" : "-" + way.app()));
        }
        return WebPage.plain(200, "start", body)
                .titled(ways.size() == 1 ? text("start.one", providers) : text("start.several"));
    }

    private static Html connect(Way way, String suffix) {
        Html warning = way.pages() ? Texts.keepPages("keep-pages" + suffix, way.provider()) : Html.NONE;
        Html link = Html.of(
                "<p><a class=\"act\" id=\"connect{}\" href=\"{}\">{}</a></p>",
                suffix,
                way.connectPath(),
                text("connect-with", way.provider()));
        Html whole = warning.and(link);
        return way.pastePath() == null
                ? whole
                : whole.and(Html.of(
                        "<p class=\"soft\">{}</p>",
                        text(
                                "sentences",
                                text("start.not-opened"),
                                Html.of(
                                        "<a id=\"paste{}\" href=\"{}\">{}</a>",
                                        suffix,
                                        way.pastePath(),
                                        text("start.paste")))));
    }

    /** The form; {@code wrong} if the address that was sent before is not the one that is wanted. */
    public static WebPage paste(String action, URI redirectUri, boolean wrong) {
        Html reported = wrong ? Html.of("<p id=\"complaint\">{}</p>", text("paste.wrong")) : Html.NONE;
        return WebPage.plain(
                wrong ? 400 : 200,
                "paste",
                reported.and(paragraph("paste.text", Html.of("<code>{}</code>", redirectUri)))
                        .and(Html.of("""
                                <form method="post" action="{}" autocomplete="off">
                                <label for="address">{}</label>
                                <textarea id="address" name="address" required spellcheck="false"></textarea>
                                <button class="act" id="submit" type="submit">{}</button>
                                </form>""", action, text("paste.address"), text("paste.submit"))));
    }

    /** Kafka did not confirm the code of a form. This page cannot try again by itself, because its address has no code. */
    public static WebPage pasteAgain() {
        return WebPage.bad(503, "try-again", paragraph("paste-again.text"));
    }
}
