package io.tokenkeep.refresh;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.refresh.policy.ProviderFeatures;

/** The providers that refresh-worker knows. Another one is added to this list; only its features matter here. */
public final class RefreshProviders {

    public static final ProviderFeatures DEFAULT = ProviderFeatures.of(MetaDescriptions.CATALOGUE);

    private RefreshProviders() {}
}
