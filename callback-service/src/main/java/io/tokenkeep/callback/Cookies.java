package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.Browser;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one cookie, {@code tokenkeep_browser}: set for just the paths that read it, each with the same value. Its life is
 * renewed at every start.
 */
final class Cookies {

    static final String NAME = "tokenkeep_browser";

    /** Nobody needs more of them; a stranger may send any number. */
    private static final int MOST = 4;

    private static final Duration MARGIN = Duration.ofDays(1);

    private final boolean secure;
    private final Duration life;

    Cookies(boolean secure, Duration stateLifetime) {
        this.secure = secure;
        // Longer than the state, so that a late person is told about the time and not about cookies.
        this.life = stateLifetime.plus(MARGIN);
    }

    List<Browser> browsers(HttpServerRequest request) {
        List<Browser> browsers = new ArrayList<>(1);
        int looked = 0;
        for (Cookie cookie : request.cookies(NAME)) {
            if (looked++ == MOST) {
                break;
            }
            String value = cookie.getValue();
            if (value != null) {
                Browser.parse(value).ifPresent(browsers::add);
            }
        }
        return browsers;
    }

    /** Values of {@code Set-Cookie}. Lax, for the redirect comes from another site. */
    List<String> headers(Browser browser, Stream<String> paths) {
        return paths.map(path -> NAME + "=" + browser.secret() + "; Path=" + path + "; Max-Age=" + life.toSeconds()
                        + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : ""))
                .toList();
    }
}
