package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.AppConfig;

/** Makes the way to one app of a provider. */
@FunctionalInterface
public interface ProviderFactory {

    Provider create(AppConfig app, ProviderParts parts);
}
