package io.tokenkeep.soak.attack;

import java.net.URI;

/** Requests as text, one for each connection. */
final class Requests {

    private Requests() {}

    /** @param cookie empty for none */
    static String get(URI address, String cookie) {
        return "GET " + address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                + " HTTP/1.1\r\n" + host(address) + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                + "Connection: close\r\n\r\n";
    }

    /** A POST with unchanged headers and body. */
    static String post(URI address, String headers, String body) {
        return "POST " + address.getRawPath() + " HTTP/1.1\r\n" + host(address) + headers + "\r\n\r\n" + body;
    }

    private static String host(URI address) {
        return "Host: " + address.getHost() + ":" + address.getPort() + "\r\n";
    }
}
