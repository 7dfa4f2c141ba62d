package io.tokenkeep.simulator.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth client as its owner registered it in the dashboard. Redirect URIs are compared character by character; any
 * of the secrets is accepted, so that a test can replace a secret.
 */
public record RegisteredApp(
        String clientId,
        String name,
        List<String> secrets,
        List<String> redirectUris,
        @Nullable String deauthorizeUri,
        @Nullable String deletionUri,
        Provider provider) {

    public RegisteredApp {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("an app needs a client id");
        }
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("app " + clientId + " needs a client secret");
        }
        requireAddress(clientId, deauthorizeUri);
        requireAddress(clientId, deletionUri);
        secrets = List.copyOf(secrets);
        redirectUris = List.copyOf(redirectUris);
    }

    /** An app of Threads. */
    public RegisteredApp(
            String clientId,
            String name,
            List<String> secrets,
            List<String> redirectUris,
            @Nullable String deauthorizeUri,
            @Nullable String deletionUri) {
        this(clientId, name, secrets, redirectUris, deauthorizeUri, deletionUri, Provider.THREADS);
    }

    /** An app of Threads with one secret and no callback addresses. */
    public static RegisteredApp of(String clientId, String secret, String... redirectUris) {
        return new RegisteredApp(clientId, "App " + clientId, List.of(secret), List.of(redirectUris), null, null);
    }

    public RegisteredApp withProvider(Provider value) {
        return new RegisteredApp(clientId, name, secrets, redirectUris, deauthorizeUri, deletionUri, value);
    }

    public boolean redirectsTo(String uri) {
        return redirectUris.contains(uri);
    }

    public boolean hasSecret(@Nullable String secret) {
        return secret != null && secrets.contains(secret);
    }

    private static void requireAddress(String clientId, @Nullable String callback) {
        if (callback != null && !isAddress(callback)) {
            throw new IllegalArgumentException(
                    "a callback of app " + clientId + " is no absolute http or https address");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "RegisteredApp[" + clientId + "]";
    }
}
