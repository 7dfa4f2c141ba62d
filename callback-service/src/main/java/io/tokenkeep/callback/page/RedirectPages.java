package io.tokenkeep.callback.page;

import java.time.Duration;

/**
 * What a person meets whose redirect does not become an authorization. That nothing was connected is said only where it
 * is sure: an old redirect, or one seen in another browser, may have been an authorization before.
 */
public final class RedirectPages {

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Html NOTHING_CHANGED = Html.of("<p class=\"soft\">Nothing was connected.</p>");

    private RedirectPages() {}

    public static Page cancelled(StartOver again) {
        return Page.plain(
                200,
                "cancelled",
                "You cancelled",
                Html.of(
                                "<p>You did not allow access, so nothing was connected. You can change your mind at any time.</p>")
                        .and(again.button("Connect after all")));
    }

    public static Page declined(String provider, StartOver again) {
        return Page.bad(
                200,
                "declined",
                provider + " did not complete this",
                Html.of("<p>{} came back with an error instead of your consent.</p>", provider)
                        .and(again.button("Try again"))
                        .and(NOTHING_CHANGED));
    }

    public static Page malformed(StartOver again) {
        return Page.bad(
                400,
                "malformed",
                "This address is not complete",
                Html.of(
                                "<p>Something is missing in the address you came back with, cannot be read, or stands in it twice.</p>")
                        .and(again.button())
                        .and(NOTHING_CHANGED));
    }

    public static Page tooLong() {
        return Page.bad(
                414,
                "too-long",
                "This address is too long",
                Html.of("<p>It is longer than any address that belongs here.</p>")
                        .and(StartOver.WITH_THE_LINK.button()));
    }

    public static Page stateMissing() {
        return Page.bad(
                400,
                "state-missing",
                "We cannot tell where this belongs",
                Html.of(
                                "<p>The address you came back with does not say which request it answers, so it was not used.</p>")
                        .and(StartOver.WITH_THE_LINK.button())
                        .and(NOTHING_CHANGED));
    }

    public static Page stateRefused() {
        return Page.bad(
                400,
                "state-refused",
                "This did not start here",
                Html.of("<p>The address you came back with does not answer a request of ours, so it was not used.</p>")
                        .and(StartOver.WITH_THE_LINK.button())
                        .and(NOTHING_CHANGED));
    }

    public static Page stateExpired(StartOver again) {
        return Page.bad(
                400,
                "state-expired",
                "That took too long",
                Html.of("<p>Too much time has passed since you started. Starting over takes a moment.</p>")
                        .and(again.button()));
    }

    public static Page browserUnknown(StartOver again) {
        return Page.bad(
                403,
                "browser-unknown",
                "Please start over in this browser",
                Html.of("<p>This was started in another browser, or this one keeps no cookies. To be sure that it is"
                                + " you, start and finish in the same browser.</p>")
                        .and(again.button()));
    }

    public static Page tooManyCodes(StartOver again) {
        return Page.bad(
                429,
                "too-many-codes",
                "Please start over",
                Html.of("<p>More answers came back than this request can have, so this one was not used.</p>")
                        .and(again.button()));
    }

    /** {@code sent} says whether somebody sent the link; nobody did where the start page made it. */
    public static Page linkUsedUp(boolean sent) {
        return Page.bad(
                429,
                "link-used-up",
                sent ? "This link was used too often" : "Too many people connect just now",
                Html.of("<p>As many consents came back within an hour as may, so this one was not used.</p>")
                        .and(later(sent)));
    }

    /** As {@link #linkUsedUp}, where the provider refused what came before. */
    public static Page linkRefusedTooOften(String provider, boolean sent) {
        return Page.bad(
                429,
                "link-refused-too-often",
                sent ? "This link failed too often" : "Connecting failed too often",
                Html.of(
                                "<p>{} refused as many consents within an hour as it may be asked about, so this one was not used.</p>",
                                provider)
                        .and(later(sent)));
    }

    /** No button: a link to start over counts as the same link. */
    private static Html later(boolean sent) {
        return Html.of("<p>Please start again in an hour{}.</p>", sent ? ", or ask for a new link" : "");
    }

    /** The empty address of the link is the page's own: the code is tried again without standing in the page. */
    public static Page tryAgain() {
        return Page.busy(
                503,
                "try-again",
                "One moment, please",
                Html.of(
                                "<p>We could not safely store your consent just now. This page tries again by itself every {}"
                                        + " seconds. Your consent stays usable for about an hour.</p>",
                                RETRY.toSeconds())
                        .and(Html.of("<p><a class=\"act\" id=\"try-again\" href=\"\">Try again now</a></p>")),
                RETRY);
    }
}
