package io.tokenkeep.callback.page;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of connect links that cannot be used. */
public final class LinkWebPages {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Html ASK = Html.of("<p>Please ask the sender for a new link.</p>");

    private LinkWebPages() {}

    public static WebPage expired() {
        return WebPage.bad(
                410,
                "link-expired",
                "This link has expired",
                Html.of("<p>A link to connect an account works for a limited time. The time of this link is over.</p>")
                        .and(ASK));
    }

    public static WebPage refused() {
        return WebPage.bad(
                403,
                "link-refused",
                "This link is not valid",
                Html.of(
                                "<p>A part of the link may be missing or changed. If you copied the link, please check that it is"
                                        + " complete.</p>")
                        .and(ASK));
    }

    public static WebPage revoked() {
        return WebPage.bad(
                410,
                "link-revoked",
                "This link is not in use any more",
                Html.of("<p>The sender has withdrawn this link. Nothing was connected with it just now.</p>")
                        .and(ASK));
    }

    public static WebPage used() {
        return WebPage.plain(
                410,
                "link-used",
                "This link was used already",
                Html.of(
                                "<p>An account was connected with this link, and it works once. If that was you, there is nothing more to do.</p>")
                        .and(ASK));
    }

    /** A link that no instance has made, or that has not arrived here yet. */
    public static WebPage unknown() {
        return WebPage.bad(
                404,
                "link-unknown",
                "We do not know this link",
                Html.of(
                                "<p>If you copied or typed the link, please check that it is complete. If you received it just now, please"
                                        + " try again in a minute.</p>")
                        .and(ASK));
    }

    public static WebPage notYet() {
        return WebPage.busy(
                503,
                "link-not-yet",
                "One moment, please",
                Html.of(
                        "<p>We are just starting and cannot look up your link yet. This page tries again by itself.</p>"),
                SOON);
    }

    /** One app that a link asks for, with the address of its consent page. */
    public record Way(String app, String provider, URI authorize) {}

    /**
     * The page of a link: who asks, and for what. A form starts the consent, and no redirect does: a scanner that opens the link
     * starts nothing, and a tap on an address of the provider might open its app, whose way back ends in another browser.
     *
     * @param done the apps of the link whose accounts are connected already
     * @param copied the link's address if this browser is inside another app, where a login may fail; otherwise null
     */
    public static WebPage open(String path, List<Way> ways, List<Way> done, @Nullable String copied) {
        String providers = providers(ways);
        Html body = Html.of(
                "<p>You were asked to connect your account. On the next page {} shows you what access is asked for, and you decide.</p>",
                providers);
        if (copied != null) {
            body = body.and(Html.of(
                    "<p id=\"in-app\">You are in the browser of another app, and the login may fail here. Then copy this address and"
                            + " open it in your phone’s own browser: <code>{}</code></p>",
                    copied));
        }
        if (!done.isEmpty()) {
            body = body.and(Html.of("<p id=\"done\">Connected already: {}.</p>", providers(done)));
        }
        for (Way way : ways) {
            body = body.and(Html.of("""
                    <form method="post" action="{}">
                    <input type="hidden" name="app" value="{}">
                    <button class="act" id="connect-{}" type="submit">Connect with {}</button>
                    </form>""", path, way.app(), way.app(), way.provider()));
        }
        body = body.and(Html.of(
                "<p class=\"soft\">You can take the access back at any time in your settings at {}.</p>", providers));
        return WebPage.plain(
                        200,
                        "link",
                        ways.size() == 1 ? "Connect your " + providers + " account" : "Connect your accounts",
                        body)
                .withFormTargets(ways.stream().map(Way::authorize).toList());
    }

    private static String providers(List<Way> ways) {
        return ways.stream().map(Way::provider).distinct().collect(Collectors.joining(", "));
    }

    public static WebPage unknownApp() {
        return WebPage.bad(
                404,
                "app-unknown",
                "There is nothing to connect here",
                Html.of("<p>The app of this link does not exist here, or not any more.</p>")
                        .and(ASK));
    }
}
