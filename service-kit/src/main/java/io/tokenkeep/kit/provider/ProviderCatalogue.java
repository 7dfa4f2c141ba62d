package io.tokenkeep.kit.provider;

import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The providers that apps may be registered at, in the order in which they are shown. No two have the same id. */
public record ProviderCatalogue(List<ProviderDescription> all) {

    public ProviderCatalogue {
        all = List.copyOf(all);
        Set<String> ids = new HashSet<>();
        all.forEach(provider -> {
            if (!ids.add(provider.id())) {
                throw new IllegalArgumentException("two providers are called " + provider.id());
            }
        });
    }

    public Optional<ProviderDescription> find(String id) {
        return all.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    public List<String> ids() {
        return all.stream().map(ProviderDescription::id).toList();
    }

    /** The ids of those that have the feature. */
    public Set<String> with(Feature feature) {
        return all.stream()
                .filter(provider -> provider.has(feature))
                .map(ProviderDescription::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
