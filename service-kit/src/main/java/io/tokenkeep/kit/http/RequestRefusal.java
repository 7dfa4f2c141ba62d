package io.tokenkeep.kit.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Locale;

/** Why a request is answered by the listener itself, before any route sees it. */
public enum RequestRefusal {
    MALFORMED(400),
    /** RFC 9112 3.2: a request has exactly one readable Host, or proxies and servers may read it differently. */
    HOST(400),
    REQUEST_TIMEOUT(408),
    LINE_TOO_LONG(414),
    EXPECTATION(417),
    TOO_MANY_REQUESTS(429),
    HEADERS_TOO_LARGE(431),
    BROKEN(500),
    HTTP_VERSION(505);

    private final int status;

    RequestRefusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For a head that the decoder could not read. */
    static RequestRefusal of(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return LINE_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : MALFORMED;
    }
}
