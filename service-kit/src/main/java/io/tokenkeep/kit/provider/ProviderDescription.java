package io.tokenkeep.kit.provider;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fixed properties of a provider. Each service has its own implementation of the calls that it makes or receives.
 *
 * @param id as it is written in settings and in records; of a-z, 0-9 and the hyphen
 * @param displayName the name that pages show
 * @param addresses its default addresses, unless an app's settings say otherwise
 * @param leastScope the scope of an app whose settings name no scopes
 * @param capabilities what each of its accounts can do, and what that needs; of a provider with {@link Feature#PAGES} its Pages
 * @param apiVersions the versions of its API
 */
public record ProviderDescription(
        String id,
        String displayName,
        Addresses addresses,
        String leastScope,
        Set<Feature> features,
        Map<Capability, Requirement> capabilities,
        ApiVersions apiVersions) {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    /**
     * The addresses of a provider.
     *
     * @param authorize its authorization endpoint (RFC 6749 3.1)
     * @param api the base of all other calls
     * @param token the host at which codes are exchanged, without the path
     */
    public record Addresses(URI authorize, URI api, URI token) {

        public static Addresses of(String authorize, String api, String token) {
            return new Addresses(URI.create(authorize), URI.create(api), URI.create(token));
        }
    }

    /** The properties in which providers differ. */
    public enum Feature {
        /** A person's token leads to Pages with tokens of their own, and the grant behind it can be taken back. */
        PAGES,
        /** A configuration that is kept at the provider may take the place of scopes. */
        LOGIN_CONFIGURATIONS,
        /** A refresh token extends the access token (RFC 6749 6). It comes with each answer, and may be presented once. */
        REFRESH_TOKENS
    }

    /** What an agency does with an account. */
    public enum Capability {
        /** Read its profile and its posts. */
        READ,
        /** Publish posts. */
        PUBLISH,
        /** Read its statistics. */
        INSIGHTS
    }

    /**
     * What must have been granted for a capability.
     *
     * @param scopes all of them
     * @param task of a Page: what the person behind its token must be allowed to do there; null for none
     */
    public record Requirement(Set<String> scopes, @Nullable String task) {

        public Requirement {
            scopes = Set.copyOf(scopes);
        }

        public static Requirement ofScope(String scope) {
            return new Requirement(Set.of(scope), null);
        }

        public static Requirement ofScopeAndTask(String scope, String task) {
            return new Requirement(Set.of(scope), task);
        }
    }

    public ProviderDescription {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a provider's id is 1 to 32 of a-z, 0-9 and the hyphen");
        }
        features = Set.copyOf(features);
        capabilities = Map.copyOf(capabilities);
    }

    /** A provider of whose accounts nothing is known to be possible, and nothing of its versions. */
    public ProviderDescription(
            String id, String displayName, Addresses addresses, String leastScope, Set<Feature> features) {
        this(id, displayName, addresses, leastScope, features, Map.of(), ApiVersions.NONE);
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public String toString() {
        return id;
    }
}
