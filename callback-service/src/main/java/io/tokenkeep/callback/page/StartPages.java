package io.tokenkeep.callback.page;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a consent begins without a link, and where it goes on when the browser could not come back. */
public final class StartPages {

    private StartPages() {}

    /** One app that anybody may connect an account through; {@code pastePath} null where there is no such form. */
    public record Way(
            String app,
            String provider,
            String connectPath,
            @Nullable String pastePath) {}

    /** Where somebody without a link begins; with several apps each has a link of its own. */
    public static Page start(List<Way> ways) {
        String providers = ways.stream().map(Way::provider).distinct().collect(Collectors.joining(", "));
        Html body = Html.of(
                "<p>Tokenkeep asks {} to let programs act in your name, and renews that permission before it runs out.</p>",
                providers);
        for (Way way : ways) {
            body = body.and(connect(way, ways.size() == 1 ? "" : "-" + way.app()));
        }
        String title = ways.size() == 1 ? "Connect a " + providers + " account" : "Connect an account";
        return Page.plain(200, "start", title, body);
    }

    private static Html connect(Way way, String suffix) {
        Html link = Html.of(
                "<p><a class=\"act\" id=\"connect{}\" href=\"{}\">{}</a></p>",
                suffix,
                way.connectPath(),
                suffix.isEmpty() ? "Connect an account" : "Connect with " + way.provider());
        return way.pastePath() == null
                ? link
                : link.and(Html.of(
                        "<p class=\"soft\">You have consented and the browser could not open the page after it? <a"
                                + " id=\"paste{}\" href=\"{}\">Paste its address here</a>.</p>",
                        suffix,
                        way.pastePath()));
    }

    /** The form; {@code complaint} tells what was wrong with an address before. */
    public static Page paste(String action, URI redirectUri, @Nullable String complaint) {
        Html reported = complaint == null ? Html.NONE : Html.of("<p id=\"complaint\">{}</p>", complaint);
        return Page.plain(
                complaint == null ? 200 : 400,
                "paste",
                "Paste the address",
                reported.and(Html.of("""
                        <p>After consenting, your browser tried to open an address that begins with <code>{}</code>. Copy it
                        from the address bar, whole, and paste it here, in the browser you started with.</p>
                        <form method="post" action="{}" autocomplete="off">
                        <label for="address">Address</label>
                        <textarea id="address" name="address" required spellcheck="false"></textarea>
                        <button class="act" id="submit" type="submit">Go on</button>
                        </form>""", redirectUri, action)));
    }

    /** Kafka was silent after a form was sent: its address has nothing to try again by itself. */
    public static Page pasteAgain() {
        return Page.bad(
                503,
                "try-again",
                "One moment, please",
                Html.of(
                        "<p>We could not safely store your consent just now. Wait a little, go back and send the address"
                                + " again; it stays usable for about an hour.</p>"));
    }
}
