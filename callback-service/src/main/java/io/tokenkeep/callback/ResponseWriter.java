package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.BrowserResponse;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.callback.page.Layout;
import io.tokenkeep.callback.page.View;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.callback.provider.CallResponse;
import io.tokenkeep.kit.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes answers, each with the headers of {@link Layout}. Does nothing for a response that is closed already. */
final class ResponseWriter {

    private static final String RETRY_SECONDS = "10";

    /** The headers that decide the language. */
    private static final String VARY = "Accept-Language, Cookie";

    /** The headers in encoded form. */
    private static final Map<CharSequence, CharSequence> HEADERS = Layout.headers().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    header -> HttpHeaders.createOptimized(header.getKey()),
                    header -> HttpHeaders.createOptimized(header.getValue())));

    /** One year, for this host only: other hosts of the domain may have other operators (RFC 6797). */
    private static final CharSequence HSTS = HttpHeaders.createOptimized("max-age=31536000");

    private static final CharSequence HSTS_NAME = HttpHeaders.createOptimized("Strict-Transport-Security");

    private final Cookies cookies;
    private final Views views;
    private final boolean paste;
    private final boolean https;

    ResponseWriter(Cookies cookies, Views views, boolean paste, boolean https) {
        this.cookies = cookies;
        this.views = views;
        this.paste = paste;
        this.https = https;
    }

    static String pastePath(AppConfig app) {
        return "/paste/" + app.name();
    }

    Cookies cookies() {
        return cookies;
    }

    Future<Void> send(HttpServerRequest request, BrowserResponse answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        return answer.match(
                shown -> send(request, shown.page()), other -> redirect(response, 303, other.path()), authorize -> {
                    response.headers().add("Set-Cookie", cookies.headers(authorize.browser(), paths(authorize.app())));
                    // After a form, only 303 says that the next request has no body (RFC 9110 15.4.4).
                    return redirect(
                            response, request.method().equals(HttpMethod.POST) ? 303 : 302, authorize.address());
                });
    }

    Future<Void> send(HttpServerRequest request, WebPage page) {
        return send(request, page, views.of(request, page.audience()));
    }

    /** Answers a request that cannot be repeated, so the page cannot be had in another language. */
    Future<Void> sendLast(HttpServerRequest request, WebPage page) {
        return send(request, page, views.of(request, page.audience()).notSwitchable());
    }

    /** Remembers the language and loads the page again, with GET. Anybody may send it: the cookie names a language alone. */
    BrowserResponse switched(HttpServerRequest request, String language) {
        Optional<String> address = RefreshHeader.ownAddress(request.path(), request.query());
        Optional<String> cookie = LanguageCookie.header(language, https);
        if (address.isEmpty() || cookie.isEmpty()) {
            return new BrowserResponse.Shown(ErrorWebPages.badRequest());
        }
        request.response().headers().add(HttpHeaders.SET_COOKIE, cookie.get());
        return new BrowserResponse.SeeOther(address.get());
    }

    private Future<Void> send(HttpServerRequest request, WebPage page, View view) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        if (page.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (page.refresh() != null) {
            RefreshHeader.of(page.refresh(), request)
                    .ifPresent(refresh -> response.putHeader(RefreshHeader.NAME, refresh));
        }
        addHeaders(response);
        Layout.policy(page, view).ifPresent(policy -> response.headers().set(Layout.POLICY, policy));
        return response.setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, view.language().tag())
                .putHeader(HttpHeaders.VARY, VARY)
                .end(Layout.render(page, view));
    }

    Future<Void> send(HttpServerRequest request, CallResponse answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        if (answer.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        addHeaders(response);
        return response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .end(answer.body());
    }

    private Future<Void> redirect(HttpServerResponse response, int status, String location) {
        addHeaders(response);
        return response.setStatusCode(status)
                .putHeader(HttpHeaders.LOCATION, location)
                .end();
    }

    private void addHeaders(HttpServerResponse response) {
        MultiMap headers = response.headers();
        HEADERS.forEach(headers::add);
        if (https) {
            headers.add(HSTS_NAME, HSTS);
        }
    }

    /** The paths that read the cookie: of the next start, of the redirect, and of the form for a pasted address. */
    private Stream<String> paths(AppConfig app) {
        Stream<String> always =
                Stream.of("/connect", "/c", app.consent().redirectUri().getPath());
        return paste ? Stream.concat(always, Stream.of(pastePath(app))) : always;
    }
}
