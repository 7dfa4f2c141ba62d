package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.note;
import static io.tokenkeep.callback.page.Texts.paragraph;
import static io.tokenkeep.callback.page.Texts.text;

import java.time.Duration;

/**
 * The pages of redirects that do not become an authorization. A page claims "Nothing was connected" only where that is
 * certain: an old redirect, or one in another browser, may have been an authorization before.
 */
public final class RedirectWebPages {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private RedirectWebPages() {}

    public static WebPage cancelled(StartOver again) {
        return WebPage.plain(
                200, "cancelled", paragraph("cancelled.text").and(again.button(text("cancelled.connect-after-all"))));
    }

    public static WebPage declined(String provider, StartOver again) {
        return WebPage.bad(
                        200,
                        "declined",
                        paragraph("declined.text", provider)
                                .and(again.button(text("try-again")))
                                .and(nothingConnected()))
                .titled(text("declined.heading", provider));
    }

    public static WebPage malformed(StartOver again) {
        return WebPage.bad(
                400,
                "malformed",
                paragraph("malformed.text").and(again.button()).and(nothingConnected()));
    }

    public static WebPage tooLong() {
        return WebPage.bad(414, "too-long", paragraph("too-long.text").and(StartOver.WITH_THE_LINK.button()));
    }

    public static WebPage stateMissing() {
        return unusable("state-missing");
    }

    public static WebPage stateRefused() {
        return unusable("state-refused");
    }

    private static WebPage unusable(String name) {
        return WebPage.bad(
                400,
                name,
                paragraph("state-refused.text")
                        .and(StartOver.WITH_THE_LINK.button())
                        .and(nothingConnected()));
    }

    public static WebPage stateExpired(StartOver again) {
        return WebPage.bad(400, "state-expired", paragraph("state-expired.text").and(again.button()));
    }

    public static WebPage browserUnknown(StartOver again) {
        return WebPage.bad(
                403, "browser-unknown", paragraph("browser-unknown.text").and(again.button()));
    }

    public static WebPage tooManyCodes(StartOver again) {
        return WebPage.bad(
                429, "too-many-codes", paragraph("too-many-codes.text").and(again.button()));
    }

    /** {@code sent} is true for a link that somebody sent, and false for one that the start page made. */
    public static WebPage linkUsedUp(boolean sent) {
        return WebPage.bad(429, "link-used-up", paragraph("link-used-up.text").and(later(sent)))
                .titled(text(sent ? "link-used-up.sent" : "link-used-up.start-page"));
    }

    /** As {@link #linkUsedUp}, where the provider refused what came before. */
    public static WebPage linkRefusedTooOften(String provider, boolean sent) {
        return WebPage.bad(
                        429,
                        "link-refused-too-often",
                        paragraph("link-refused-too-often.text", provider).and(later(sent)))
                .titled(text(sent ? "link-refused-too-often.sent" : "link-refused-too-often.start-page"));
    }

    /** No button, because a link to start over counts as the same link. */
    private static Html later(boolean sent) {
        return paragraph(sent ? "in-an-hour.sent" : "in-an-hour").and(Texts.help());
    }

    private static Html nothingConnected() {
        return note("nothing-connected");
    }

    /** The empty address of the link is the page's own, so the code is tried again and does not stand in the page. */
    public static WebPage tryAgain() {
        return WebPage.busy(
                503,
                "try-again",
                paragraph("try-again.text", RETRY.toSeconds())
                        .and(Html.of(
                                "<p><a class=\"act\" id=\"try-again\" href=\"\">{}</a></p>", text("try-again.now"))),
                RETRY);
    }
}
