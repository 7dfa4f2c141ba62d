package io.tokenkeep.exchange;

import io.tokenkeep.exchange.provider.ProviderFactories;
import io.tokenkeep.exchange.provider.meta.MetaExchangeProviders;

/** The providers that exchange-worker knows. To add a provider, add it to this list. */
public final class ExchangeProviders {

    public static final ProviderFactories DEFAULT = new ProviderFactories(MetaExchangeProviders.ALL);

    private ExchangeProviders() {}
}
