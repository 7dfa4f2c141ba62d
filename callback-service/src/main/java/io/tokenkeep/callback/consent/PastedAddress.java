package io.tokenkeep.callback.consent;

import java.net.URI;
import java.util.Optional;

/** The address a person copied from the browser after consenting, where the redirect URI leads to no running server. */
public final class PastedAddress {

    private PastedAddress() {}

    /** The query as a browser would have sent it, if the address begins with this redirect URI. */
    public static Optional<String> query(URI redirectUri, String pasted) {
        String address = pasted.strip();
        int fragment = address.indexOf('#');
        String sent = fragment < 0 ? address : address.substring(0, fragment);
        String own = redirectUri.toString();
        // A registered address may have a query itself; then the provider appends with '&'.
        String begin = own + (redirectUri.getRawQuery() == null ? "?" : "&");
        return sent.startsWith(begin) ? Optional.of(sent.substring(begin.length())) : Optional.empty();
    }
}
