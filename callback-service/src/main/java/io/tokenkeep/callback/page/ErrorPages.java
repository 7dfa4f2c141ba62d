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
        return badRequest(400);
    }

    /** Whatever else is wrong with a request, by its status. */
    public static Page refused(int status) {
        return switch (status) {
            case 404 -> notFound();
            case 405 -> methodNotAllowed();
            case 413 -> bodyTooLarge();
            case 414 -> RedirectPages.tooLong();
            case 429 -> tooManyRequests();
            case 431 -> headersTooLarge();
            default -> (status >= 400 && status < 500) || status == 505 ? badRequest(status) : broken();
        };
    }

    private static Page badRequest(int status) {
        return Page.plain(
                status, "bad-request", "This request makes no sense", Html.of("<p>The server could not read it.</p>"));
    }

    private static Page tooManyRequests() {
        return Page.plain(
                429,
                "too-many-requests",
                "Too much at once",
                Html.of("<p>More requests than we answer at once come from your network. Please try again in a"
                        + " moment.</p>"));
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
