package io.tokenkeep.callback.provider;

import io.tokenkeep.kit.config.AppConfig;
import java.util.Map;
import java.util.Set;

/** How a provider's authorization endpoint is asked, and how it redirects back (RFC 6749 4.1.1 and 4.1.2). Pure. */
public interface AuthorizationEndpoint {

    /** The parameters of the consent address beside client id, redirect URI, response type, state and code challenge. */
    Map<String, String> parameters(AppConfig app);

    /** Whether a consent is begun with a code challenge (RFC 7636), so that its code is presented with the verifier. */
    default boolean takesCodeChallenge() {
        return false;
    }

    /** The parameters of a redirect that mean an error. A redirect with one of them has no code. */
    default Set<String> errorParameters() {
        return Set.of("error");
    }

    /**
     * Whether the person refused the consent.
     *
     * @param values of the error parameters that the redirect has
     */
    boolean isCancelled(Map<String, String> values);

    /** A parameter's decoded value without what the provider adds to the end of the address. */
    default String withoutSuffix(String value) {
        return value;
    }
}
