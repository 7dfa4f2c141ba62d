package io.tokenkeep.console;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;

/** The providers that console-service knows, with what their accounts can do. To add a provider, add it to the catalogue. */
final class ConsoleProviders {

    static final ProviderCatalogue DEFAULT = MetaDescriptions.CATALOGUE;

    private ConsoleProviders() {}
}
