package io.tokenkeep.refresh;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.refresh.policy.PageProviders;

/** The providers whose persons have Pages. refresh-worker treats all other providers alike and needs no list of them. */
public final class RefreshProviders {

    public static final PageProviders DEFAULT = withPages(MetaDescriptions.CATALOGUE);

    private RefreshProviders() {}

    /** The providers of a catalogue whose persons have Pages. */
    public static PageProviders withPages(ProviderCatalogue providers) {
        return new PageProviders(providers.with(Feature.PAGES));
    }
}
