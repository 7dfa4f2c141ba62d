package io.tokenkeep.refresh;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.refresh.policy.ProviderFeatures;

/** The providers that refresh-worker knows, with the features that matter to it. To add a provider, add it to the catalogue. */
public final class RefreshProviders {

    public static final ProviderFeatures DEFAULT = ProviderFeatures.of(MetaDescriptions.CATALOGUE);

    private RefreshProviders() {}
}
