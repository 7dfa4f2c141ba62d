package io.tokenkeep.callback;

import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.Brand;
import io.tokenkeep.callback.page.Language;
import io.tokenkeep.callback.page.View;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Decides the language of a page: what the person chose, then the link's, then the browser's. */
final class Views {

    View of(HttpServerRequest request, Audience audience) {
        Language language = LanguageCookie.of(request)
                .or(() -> Language.lookup(audience.language()))
                .or(() -> Language.lookup(accepted(request)))
                .orElse(Language.ENGLISH);
        return new View(language, Brand.NONE, true);
    }

    /** One list, however many headers it came in (RFC 9110 5.3). */
    private static String accepted(HttpServerRequest request) {
        return String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
