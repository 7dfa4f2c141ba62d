package io.tokenkeep.refresh;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.refresh.policy.PageProviders;

/** The providers that refresh-worker knows. Another one is added to this list; only what has Pages matters here. */
public final class RefreshProviders {

    public static final PageProviders DEFAULT = withPages(MetaDescriptions.CATALOGUE);

    private RefreshProviders() {}

    /** Those of a catalogue whose persons have Pages. */
    public static PageProviders withPages(ProviderCatalogue providers) {
        return new PageProviders(providers.with(Feature.PAGES));
    }
}
