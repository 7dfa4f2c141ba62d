package io.tokenkeep.callback.page;

import java.time.Duration;

/**
 * The pages of redirects that do not become an authorization. A page claims "Nothing was connected" only where that is
 * certain: an old redirect, or one in another browser, may have been an authorization before.
 */
public final class RedirectWebPages {

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Html NOTHING_CHANGED = Html.of("<p class=\"soft\">Nothing was connected.</p>");

    private RedirectWebPages() {}

    public static WebPage cancelled(StartOver again) {
        return WebPage.plain(
                200,
                "cancelled",
                "You cancelled",
                Html.of(
                                "<p>You did not allow access, so nothing was connected. You can change your mind at any time.</p>")
                        .and(again.button("Connect after all")));
    }

    public static WebPage declined(String provider, StartOver again) {
        return WebPage.bad(
                200,
                "declined",
                provider + " did not finish the connection",
                Html.of("<p>{} sent us an error instead of your consent.</p>", provider)
                        .and(again.button("Try again"))
                        .and(NOTHING_CHANGED));
    }

    public static WebPage malformed(StartOver again) {
        return WebPage.bad(
                400,
                "malformed",
                "This address is not complete",
                Html.of(
                                "<p>A part of the address that you came back with is missing, cannot be read, or is there twice.</p>")
                        .and(again.button())
                        .and(NOTHING_CHANGED));
    }

    public static WebPage tooLong() {
        return WebPage.bad(
                414,
                "too-long",
                "This address is too long",
                Html.of("<p>No address of this site is that long.</p>").and(StartOver.WITH_THE_LINK.button()));
    }

    public static WebPage stateMissing() {
        return WebPage.bad(
                400,
                "state-missing",
                "We do not know which request this answers",
                Html.of(
                                "<p>The address that you came back with does not name a request of ours, so we did not use it.</p>")
                        .and(StartOver.WITH_THE_LINK.button())
                        .and(NOTHING_CHANGED));
    }

    public static WebPage stateRefused() {
        return WebPage.bad(
                400,
                "state-refused",
                "This does not answer a request of ours",
                Html.of(
                                "<p>The address that you came back with belongs to no request of ours, so we did not use it.</p>")
                        .and(StartOver.WITH_THE_LINK.button())
                        .and(NOTHING_CHANGED));
    }

    public static WebPage stateExpired(StartOver again) {
        return WebPage.bad(
                400,
                "state-expired",
                "That took too long",
                Html.of("<p>Too much time has passed since you started. Please start over.</p>")
                        .and(again.button()));
    }

    public static WebPage browserUnknown(StartOver again) {
        return WebPage.bad(
                403,
                "browser-unknown",
                "Please start over in this browser",
                Html.of(
                                "<p>You started in another browser, or this browser keeps no cookies. For your safety, please start"
                                        + " and finish in the same browser.</p>")
                        .and(again.button()));
    }

    public static WebPage tooManyCodes(StartOver again) {
        return WebPage.bad(
                429,
                "too-many-codes",
                "Please start over",
                Html.of("<p>This request was answered too often, so we did not use this answer.</p>")
                        .and(again.button()));
    }

    /** {@code sent} is true for a link that somebody sent, and false for one that the start page made. */
    public static WebPage linkUsedUp(boolean sent) {
        return WebPage.bad(
                429,
                "link-used-up",
                sent ? "This link was used too often" : "Too many people are connecting just now",
                Html.of("<p>Too many consents came back within an hour, so we did not use this one.</p>")
                        .and(later(sent)));
    }

    /** As {@link #linkUsedUp}, where the provider refused what came before. */
    public static WebPage linkRefusedTooOften(String provider, boolean sent) {
        return WebPage.bad(
                429,
                "link-refused-too-often",
                sent ? "This link failed too often" : "Connecting failed too often",
                Html.of("<p>{} refused too many consents within an hour, so we did not use this one.</p>", provider)
                        .and(later(sent)));
    }

    /** No button, because a link to start over counts as the same link. */
    private static Html later(boolean sent) {
        return Html.of("<p>Please start again in an hour{}.</p>", sent ? ", or ask for a new link" : "");
    }

    /** The empty address of the link is the page's own, so the code is tried again and does not stand in the page. */
    public static WebPage tryAgain() {
        return WebPage.busy(
                503,
                "try-again",
                "One moment, please",
                Html.of(
                                "<p>We could not store your consent safely just now. This page tries again by itself every {}"
                                        + " seconds. Your consent stays usable for about an hour.</p>",
                                RETRY.toSeconds())
                        .and(Html.of("<p><a class=\"act\" id=\"try-again\" href=\"\">Try again now</a></p>")),
                RETRY);
    }
}
