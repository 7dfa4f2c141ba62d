package io.tokenkeep.callback.page;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a consent begins without a link, and where it goes on when the browser could not come back. */
public final class StartPages {

    private StartPages() {}

    public static Page start(String provider, String connectPath, @Nullable String pastePath) {
        Html paste = pastePath == null
                ? Html.NONE
                : Html.of(
                        "<p class=\"soft\">You have consented and the browser could not open the page after it? <a"
                                + " id=\"paste\" href=\"{}\">Paste its address here</a>.</p>",
                        pastePath);
        return Page.plain(
                200,
                "start",
                "Connect a " + provider + " account",
                Html.of(
                                "<p>Tokenkeep asks {} to let programs act in your name, and renews that permission before it"
                                        + " runs out.</p>",
                                provider)
                        .and(Html.of(
                                "<p><a class=\"act\" id=\"connect\" href=\"{}\">Connect an account</a></p>",
                                connectPath))
                        .and(paste));
    }

    /** The form; {@code complaint} tells what was wrong with an address before. */
    public static Page paste(String action, URI redirectUri, @Nullable String complaint) {
        Html told = complaint == null ? Html.NONE : Html.of("<p id=\"complaint\">{}</p>", complaint);
        return Page.plain(
                complaint == null ? 200 : 400,
                "paste",
                "Paste the address",
                told.and(Html.of("""
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
