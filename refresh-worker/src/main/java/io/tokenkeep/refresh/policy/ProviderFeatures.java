package io.tokenkeep.refresh.policy;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.util.Set;

/**
 * The features of providers that change what this service does, by the ids of the providers that have them.
 *
 * @param pages persons have Pages, with tokens of their own and a grant that can be revoked
 * @param refreshTokens a refresh token extends the access token, also after the access token's end
 */
public record ProviderFeatures(Set<String> pages, Set<String> refreshTokens) {

    public ProviderFeatures {
        pages = Set.copyOf(pages);
        refreshTokens = Set.copyOf(refreshTokens);
    }

    public static ProviderFeatures of(ProviderCatalogue providers) {
        return new ProviderFeatures(providers.with(Feature.PAGES), providers.with(Feature.REFRESH_TOKENS));
    }
}
