package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The providers that this worker calls, each with its description and its implementation. */
public final class ProviderFactories {

    private final ProviderCatalogue catalogue;
    private final Map<String, ProviderFactory> factories;

    /** One provider: its description, and the factory of its implementation. */
    public record Entry(ProviderDescription description, ProviderFactory factory) {}

    public ProviderFactories(List<Entry> entries) {
        this.catalogue =
                new ProviderCatalogue(entries.stream().map(Entry::description).toList());
        this.factories = entries.stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.description().id(), Entry::factory));
    }

    /** The descriptions of the providers that settings may name. */
    public ProviderCatalogue catalogue() {
        return catalogue;
    }

    /** The factory of an app's provider. Settings are checked against {@link #catalogue}, so each app has one. */
    public Provider create(AppConfig app, ProviderParts parts) {
        ProviderFactory factory = factories.get(app.provider().id());
        if (factory == null) {
            throw new IllegalArgumentException("nothing here calls the provider " + app.provider());
        }
        return factory.create(app, parts);
    }
}
