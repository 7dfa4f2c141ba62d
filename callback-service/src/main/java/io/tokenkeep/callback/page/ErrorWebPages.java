package io.tokenkeep.callback.page;

import static io.tokenkeep.callback.page.Texts.paragraph;

/** The pages for requests that are wrong or too many, and for errors of the service itself. */
public final class ErrorWebPages {

    private ErrorWebPages() {}

    public static WebPage notFound() {
        return WebPage.plain(404, "not-found", paragraph("not-found.text").and(Texts.askTheSender()));
    }

    public static WebPage methodNotAllowed() {
        return WebPage.plain(
                405, "method-not-allowed", paragraph("method-not-allowed.text").and(Texts.askTheSender()));
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
                status, "bad-request", paragraph("bad-request.text").and(Texts.askTheSender()));
    }

    private static WebPage tooManyRequests() {
        return WebPage.plain(429, "too-many-requests", paragraph("too-many-requests.text"));
    }

    public static WebPage bodyTooLarge() {
        return WebPage.plain(413, "body-too-large", paragraph("body-too-large.text"));
    }

    public static WebPage headersTooLarge() {
        return WebPage.plain(431, "headers-too-large", paragraph("headers-too-large.text"));
    }

    public static WebPage broken() {
        return WebPage.bad(500, "broken", paragraph("broken.text").and(Texts.help()));
    }
}
