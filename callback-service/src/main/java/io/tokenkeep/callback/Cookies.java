package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.Browser;
import io.tokenkeep.callback.consent.BrowserCookies;
import io.tokenkeep.seal.KeySet;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one cookie, {@code tokenkeep_browser}. Over https its name begins with {@code __Host-}, so browsers accept it
 * from this host only and keep one of it. Over http it is set for each path that reads it, with the same value. Each start of a
 * consent renews its lifetime.
 */
final class Cookies {

    static final String NAME = "tokenkeep_browser";

    /** RFC 6265bis 4.1.3.2: wants Secure, no Domain, and this path. */
    private static final String HOST_PREFIX = "__Host-";

    /** RFC 6265 4.2.1: and a space. */
    private static final String SEPARATOR = ";";

    private static final Duration MARGIN = Duration.ofDays(1);

    private final boolean secure;
    private final String name;
    private final BrowserCookies values;
    private final Duration life;

    Cookies(boolean secure, KeySet stateKeys, Duration stateLifetime) {
        this.secure = secure;
        this.name = secure ? HOST_PREFIX + NAME : NAME;
        this.values = new BrowserCookies(stateKeys);
        // Longer than the state, so that a late person reads about the time and not about cookies.
        this.life = stateLifetime.plus(MARGIN);
    }

    /**
     * All browsers that the cookies name. Their number is bounded by the listener's bound on headers, and a check costs
     * microseconds. Reads the header itself: the library keeps only the first cookie of a name, which an attacker may have set.
     */
    List<Browser> browsers(HttpServerRequest request) {
        List<Browser> browsers = new ArrayList<>(1);
        for (String header : request.headers().getAll(HttpHeaders.COOKIE)) {
            for (String pair : header.split(SEPARATOR, -1)) {
                String cookie = pair.stripLeading();
                if (cookie.startsWith(name) && cookie.startsWith("=", name.length())) {
                    values.browser(unquoted(cookie.substring(name.length() + 1)))
                            .ifPresent(browsers::add);
                }
            }
        }
        return browsers;
    }

    /** RFC 6265 4.1.1: a client may send a value in quotes, as Java's does. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Values of {@code Set-Cookie}. SameSite is Lax, because the redirect comes from another site. */
    List<String> headers(Browser browser, Stream<String> paths) {
        return (secure ? Stream.of("/") : paths)
                .map(path -> name + "=" + values.value(browser) + "; Path=" + path + "; Max-Age=" + life.toSeconds()
                        + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : ""))
                .toList();
    }
}
