package io.tokenkeep.callback.page;

/** What the service says when the request itself is the trouble, or we are. */
public final class ErrorPages {

    private ErrorPages() {}

    public static Page notFound() {
        return Page.plain(404, "not-found", "There is nothing here", Html.of("<p>No page has this address.</p>"));
    }

    public static Page methodNotAllowed() {
        return Page.plain(
                405,
                "method-not-allowed",
                "This is not how this page works",
                Html.of("<p>The page at this address can only be opened.</p>"));
    }

    public static Page badRequest() {
        return Page.plain(
                400, "bad-request", "This request makes no sense", Html.of("<p>The server could not read it.</p>"));
    }

    public static Page bodyTooLarge() {
        return Page.plain(
                413, "body-too-large", "This is too much", Html.of("<p>More was sent than this page takes.</p>"));
    }

    public static Page headersTooLarge() {
        return Page.plain(
                431,
                "headers-too-large",
                "Your browser sent too much",
                Html.of("<p>Deleting this site's cookies may help.</p>"));
    }

    public static Page broken() {
        return Page.bad(
                500,
                "broken",
                "Something went wrong here",
                Html.of("<p>The mistake is ours. Please try again in a while.</p>"));
    }
}
