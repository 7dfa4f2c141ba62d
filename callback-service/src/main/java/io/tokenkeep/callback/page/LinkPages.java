package io.tokenkeep.callback.page;

/** What a person meets who opens a connect link that does not lead on. */
public final class LinkPages {

    private static final Html ASK = Html.of("<p>Please ask whoever sent it for a new one.</p>");

    private LinkPages() {}

    public static Page expired() {
        return Page.bad(
                410,
                "link-expired",
                "This link has expired",
                Html.of("<p>Links to connect an account work for a limited time, and this one's is over.</p>")
                        .and(ASK));
    }

    public static Page refused() {
        return Page.bad(
                403,
                "link-refused",
                "This link is not valid",
                Html.of("<p>It may have been cut short on its way, or changed. If you copied it, make sure that it is"
                                + " complete.</p>")
                        .and(ASK));
    }

    public static Page unknownApp() {
        return Page.bad(
                404,
                "app-unknown",
                "There is nothing to connect here",
                Html.of("<p>This link leads to an app that does not exist here (any more).</p>")
                        .and(ASK));
    }
}
