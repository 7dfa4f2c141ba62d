package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.AppConfig;

/** Makes the {@link Provider} of one app. */
@FunctionalInterface
public interface ProviderFactory {

    Provider create(AppConfig app, ProviderParts parts);
}
