package io.tokenkeep.callback;

import io.tokenkeep.callback.page.Language;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/** The cookie with the language that a person chose. It holds a language tag, the same for everybody who chose that language. */
final class LanguageCookie {

    static final String NAME = "tokenkeep_language";

    private static final Duration LIFE = Duration.ofDays(365);

    private LanguageCookie() {}

    static Optional<Language> of(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(NAME))
                .map(Cookie::getValue)
                .flatMap(Language::ofTag);
    }

    /** The value of {@code Set-Cookie}; empty if there is no such language. Lax, because redirects come from other sites. */
    static Optional<String> header(String tag, boolean secure) {
        return Language.ofTag(tag)
                .map(language -> NAME + "=" + language.tag() + "; Path=/; Max-Age=" + LIFE.toSeconds()
                        + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : ""));
    }
}
