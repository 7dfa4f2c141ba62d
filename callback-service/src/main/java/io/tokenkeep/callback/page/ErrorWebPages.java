package io.tokenkeep.callback.page;

/** The pages for requests that are wrong or too many, and for errors of the service itself. */
public final class ErrorWebPages {

    private ErrorWebPages() {}

    public static WebPage notFound() {
        return WebPage.plain(404, "not-found", "Page not found", Html.of("<p>There is no page at this address.</p>"));
    }

    public static WebPage methodNotAllowed() {
        return WebPage.plain(
                405,
                "method-not-allowed",
                "This page can only be opened",
                Html.of("<p>Nothing can be sent to this address.</p>"));
    }

    public static WebPage badRequest() {
        return badRequest(400);
    }

    /** The page of an error status, by that status. */
    public static WebPage refused(int status) {
        return switch (status) {
            case 404 -> notFound();
            case 405 -> methodNotAllowed();
            case 413 -> bodyTooLarge();
            case 414 -> RedirectWebPages.tooLong();
            case 429 -> tooManyRequests();
            case 431 -> headersTooLarge();
            default -> (status >= 400 && status < 500) || status == 505 ? badRequest(status) : broken();
        };
    }

    private static WebPage badRequest(int status) {
        return WebPage.plain(
                status,
                "bad-request",
                "We could not read this request",
                Html.of("<p>It was incomplete, too slow or wrong.</p>"));
    }

    private static WebPage tooManyRequests() {
        return WebPage.plain(
                429,
                "too-many-requests",
                "Too many requests",
                Html.of("<p>Your network sends more requests than we answer at once. Please try again in a"
                        + " moment.</p>"));
    }

    public static WebPage bodyTooLarge() {
        return WebPage.plain(
                413,
                "body-too-large",
                "The text is too long",
                Html.of("<p>This page does not accept that much text.</p>"));
    }

    public static WebPage headersTooLarge() {
        return WebPage.plain(
                431,
                "headers-too-large",
                "Your browser sent too much",
                Html.of("<p>Please delete the cookies of this site and try again.</p>"));
    }

    public static WebPage broken() {
        return WebPage.bad(
                500,
                "broken",
                "Something went wrong here",
                Html.of("<p>The error is on our side. Please try again in a few minutes.</p>"));
    }
}
