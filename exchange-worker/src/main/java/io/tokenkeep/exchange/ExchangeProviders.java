package io.tokenkeep.exchange;

import io.tokenkeep.exchange.provider.Providers;
import io.tokenkeep.exchange.provider.meta.MetaProviders;

/** The providers that exchange-worker knows. To add a provider, add it to this list. */
public final class ExchangeProviders {

    public static final Providers DEFAULT = new Providers(MetaProviders.ALL);

    private ExchangeProviders() {}
}
