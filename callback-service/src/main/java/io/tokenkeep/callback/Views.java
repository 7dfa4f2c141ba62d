package io.tokenkeep.callback;

import io.tokenkeep.callback.brand.Brands;
import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.Language;
import io.tokenkeep.callback.page.View;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Decides how a page is shown: in what language and with whose brand. */
final class Views {

    private final Brands brands;

    Views(Brands brands) {
        this.brands = brands;
    }

    /** In the language that the person chose, otherwise of the link, of the client, of the browser, or in English. */
    View of(HttpServerRequest request, Audience audience) {
        Language language = LanguageCookie.of(request)
                .or(() -> brands.languages(audience)
                        .flatMap(tag -> Language.lookup(tag).stream())
                        .findFirst())
                .or(() -> Language.lookup(accepted(request)))
                .orElse(Language.ENGLISH);
        return new View(language, brands.of(audience), true);
    }

    /** One list, however many headers it came in (RFC 9110 5.3). */
    private static String accepted(HttpServerRequest request) {
        return String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
