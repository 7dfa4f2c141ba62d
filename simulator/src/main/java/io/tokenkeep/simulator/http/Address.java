package io.tokenkeep.simulator.http;

import io.tokenkeep.simulator.registry.Provider;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a request: its product, by base path or else by host, and the plain path there. The plain path has no
 * version and no trailing slash, because real clients send both. {@code full} is the path as sent.
 */
public record Address(Provider provider, String origin, String full, String path) {
    private static final Pattern VERSION = Pattern.compile("^/v\\d+\\.\\d+(?=/|$)");

    public static Address of(HttpServerRequest request) {
        var authority = request.authority();
        String host = authority == null ? "" : authority.host();
        String port = authority == null || authority.port() < 0 ? "" : ":" + authority.port();
        String full = request.path();
        Optional<Provider> named = Arrays.stream(Provider.values())
                .filter(each -> full.equals(each.path()) || full.startsWith(each.path() + "/"))
                .findFirst();
        String base = named.map(Provider::path).orElse("");
        return new Address(
                named.orElseGet(() -> Provider.ofHost(host)),
                request.scheme() + "://" + host + port,
                full,
                plain(full.substring(base.length())));
    }

    /** The segments of the plain path. */
    public String[] steps() {
        return path.substring(Math.min(1, path.length())).split("/", -1);
    }

    private static String plain(String path) {
        String unversioned = VERSION.matcher(path).replaceFirst("");
        return unversioned.endsWith("/") ? unversioned.substring(0, unversioned.length() - 1) : unversioned;
    }
}
