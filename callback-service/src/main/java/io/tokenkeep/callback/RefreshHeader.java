package io.tokenkeep.callback;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header that makes a browser load a page's own address again. It names the address, because without one
 * Chromium only jumps to the fragment that Meta leaves in it. It is a header and no element of the page, because the address of
 * a redirect holds a code and a state, which must not stand in a page.
 */
final class RefreshHeader {

    static final String NAME = "Refresh";

    /** The characters of paths and queries (RFC 3986 3.3, 3.4) that cannot end a header's value. */
    private static final String KEPT =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "-._~!$&*+/:=?@%";

    private RefreshHeader() {}

    /** The header's value, if the request's path leads to this host and no other. */
    static Optional<String> of(Duration after, HttpServerRequest request) {
        return of(after, request.path(), request.query());
    }

    static Optional<String> of(Duration after, @Nullable String path, @Nullable String query) {
        return ownAddress(path, query).map(address -> after.toSeconds() + "; url=" + address);
    }

    /** The address of a request, for a header; empty where a browser might read it as another host's. */
    static Optional<String> ownAddress(@Nullable String path, @Nullable String query) {
        // A browser reads an address with two slashes at its start, also backslashes, as another host's.
        if (path == null || !path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\")) {
            return Optional.empty();
        }
        String address = query == null ? path : path + "?" + query;
        return Optional.of(escaped(address));
    }

    private static String escaped(String address) {
        StringBuilder escaped = new StringBuilder(address.length());
        for (byte each : address.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            if (KEPT.indexOf(character) >= 0) {
                escaped.append(character);
            } else {
                escaped.append(String.format("%%%02X", each & 0xFF));
            }
        }
        return escaped.toString();
    }
}
