package io.tokenkeep.kit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.provider.ProviderDescription.Addresses;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ProviderCatalogueTest {

    private static final ProviderDescription PLAIN = provider("plain", Set.of());
    private static final ProviderDescription PAGED = provider("paged", Set.of(Feature.PAGES));
    private static final ProviderCatalogue CATALOGUE = new ProviderCatalogue(List.of(PLAIN, PAGED));

    @Test
    void appIsOfAProviderInTheCatalogueAndOfNoOther() {
        assertThat(apps("plain").all().get(0).provider()).isEqualTo(PLAIN);
        assertThatThrownBy(() -> apps("unheard-of"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("apps.one.provider")
                .hasMessageContaining("plain, paged");
    }

    @Test
    void featureIsAskedForByIdOfTheProvider() {
        assertThat(CATALOGUE.with(Feature.PAGES)).containsExactly("paged");
        assertThat(CATALOGUE.with(Feature.LOGIN_CONFIGURATIONS)).isEmpty();
    }

    @Test
    void twoProvidersOfOneIdAreRefused() {
        List<ProviderDescription> twice = List.of(PLAIN, provider("plain", Set.of(Feature.PAGES)));

        assertThatThrownBy(() -> new ProviderCatalogue(twice)).hasMessageContaining("plain");
    }

    @Test
    void idThatCannotStandInSettingsIsRefused() {
        assertThatThrownBy(() -> provider("Plain OAuth", Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Apps apps(String provider) {
        return SettingsSource.of(Map.of(
                        "apps", "one",
                        "apps.one.provider", provider,
                        "apps.one.client.id", "1",
                        "apps.one.redirect.uri", "https://example.com/back"))
                .settings(Apps.define(new ConfigDef(), CATALOGUE))
                .apps();
    }

    private static ProviderDescription provider(String id, Set<Feature> features) {
        return new ProviderDescription(
                id,
                "Somebody",
                Addresses.of("https://example.com/authorize", "https://example.com/api", "https://example.com/token"),
                "read",
                features);
    }
}
