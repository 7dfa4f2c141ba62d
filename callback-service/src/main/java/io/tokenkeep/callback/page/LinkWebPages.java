package io.tokenkeep.callback.page;

/** The pages of connect links that cannot be used. */
public final class LinkWebPages {

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

    public static WebPage unknownApp() {
        return WebPage.bad(
                404,
                "app-unknown",
                "There is nothing to connect here",
                Html.of("<p>The app of this link does not exist here, or not any more.</p>")
                        .and(ASK));
    }
}
