package io.tokenkeep.callback.page;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The start page, for people without a link, and the form for an address that the browser could not open. */
public final class StartWebPages {

    private StartWebPages() {}

    /** One app that anybody may connect an account through; {@code pastePath} null where there is no such form. */
    public record Way(
            String app,
            String provider,
            String connectPath,
            @Nullable String pastePath) {}

    /** The start page; with several apps each has a link of its own. */
    public static WebPage start(List<Way> ways) {
        String providers = ways.stream().map(Way::provider).distinct().collect(Collectors.joining(", "));
        Html body = Html.of(
                "<p>Tokenkeep asks {} to let programs act in your name, and renews that permission before it runs out.</p>",
                providers);
        for (Way way : ways) {
            body = body.and(connect(way, ways.size() == 1 ? "" : "-" + way.app()));
        }
        String title = ways.size() == 1 ? "Connect a " + providers + " account" : "Connect an account";
        return WebPage.plain(200, "start", title, body);
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
                        "<p class=\"soft\">Your browser could not open the page after your consent? <a"
                                + " id=\"paste{}\" href=\"{}\">Paste the address of that page here</a>.</p>",
                        suffix,
                        way.pastePath()));
    }

    /** The form; {@code complaint} is the error of the address that was sent before. */
    public static WebPage paste(String action, URI redirectUri, @Nullable String complaint) {
        Html reported = complaint == null ? Html.NONE : Html.of("<p id=\"complaint\">{}</p>", complaint);
        return WebPage.plain(
                complaint == null ? 200 : 400,
                "paste",
                "Paste the address",
                reported.and(Html.of("""
                        <p>After consenting, your browser tried to open an address that begins with <code>{}</code>. Copy the
                        whole address from the address bar. Paste it here, in the browser that you started with.</p>
                        <form method="post" action="{}" autocomplete="off">
                        <label for="address">Address</label>
                        <textarea id="address" name="address" required spellcheck="false"></textarea>
                        <button class="act" id="submit" type="submit">Go on</button>
                        </form>""", redirectUri, action)));
    }

    /** Kafka did not confirm the code of a form. This page cannot try again by itself, because its address has no code. */
    public static WebPage pasteAgain() {
        return WebPage.bad(
                503,
                "try-again",
                "One moment, please",
                Html.of(
                        "<p>We could not store your consent safely just now. Please wait a minute, go back and send the address"
                                + " again. It stays usable for about an hour.</p>"));
    }
}
