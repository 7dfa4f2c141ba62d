package io.tokenkeep.exchange.provider;

import java.util.Map;

/** The provider gave the app a token of its own. The token itself is of no use here and is not kept. */
public record OwnToken() {

    /** The request for one (RFC 6749 4.4.2). */
    static Map<String, String> parameters(String clientId, String clientSecret) {
        return AppCalls.parameters(
                "grant_type", "client_credentials", "client_id", clientId, "client_secret", clientSecret);
    }
}
