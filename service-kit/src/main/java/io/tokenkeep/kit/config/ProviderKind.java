package io.tokenkeep.kit.config;

import java.net.URI;
import java.util.Locale;

/** The platforms whose tokens are kept, with the hosts and the least scope their documentation names (Meta, 2026). */
public enum ProviderKind {
    THREADS(
            "https://threads.com/oauth/authorize",
            "https://graph.threads.net",
            "https://graph.threads.net",
            "threads_basic"),
    FACEBOOK(
            "https://www.facebook.com/dialog/oauth",
            "https://graph.facebook.com",
            "https://graph.facebook.com",
            "public_profile"),
    INSTAGRAM(
            "https://www.instagram.com/oauth/authorize",
            "https://graph.instagram.com",
            "https://api.instagram.com",
            "instagram_business_basic");

    private final URI authorizeUri;
    private final URI graphUri;
    private final URI tokenUri;
    private final String leastScope;

    ProviderKind(String authorizeUri, String graphUri, String tokenUri, String leastScope) {
        this.authorizeUri = URI.create(authorizeUri);
        this.graphUri = URI.create(graphUri);
        this.tokenUri = URI.create(tokenUri);
        this.leastScope = leastScope;
    }

    public static ProviderKind parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The name in settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public URI authorizeUri() {
        return authorizeUri;
    }

    public URI graphUri() {
        return graphUri;
    }

    /** The host where codes are exchanged. */
    public URI tokenUri() {
        return tokenUri;
    }

    public String leastScope() {
        return leastScope;
    }
}
