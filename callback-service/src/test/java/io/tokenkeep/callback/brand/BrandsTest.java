package io.tokenkeep.callback.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientBrand;
import io.tokenkeep.avro.ClientContact;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.callback.TestSettings;
import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.Brand;
import io.tokenkeep.kit.follow.RecordPlace;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BrandsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final RecordPlace PLACE = new RecordPlace(0, 0, NOW);
    private static final ClientBrand NAMED = new ClientBrand("Café 7", null, null, null, null);

    private final ClientBrands clients = new ClientBrands(2);

    @Test
    void withoutSettingsNothingIsShown() {
        assertThat(brands(TestSettings.minimal()).of(Audience.ofApp("threads-main")))
                .isEqualTo(Brand.NONE);
    }

    @Test
    void brandOfAClientIsCompletedByTheAppsAndThatByTheAgencys() {
        Brands brands = brands(TestSettings.minimal()
                .with("brand.name", "Agency")
                .with("brand.help.url", "mailto:help@agency.example")
                .with("brand.privacy.url", "https://agency.example/privacy")
                .with("apps.threads-main.brand.privacy.url", "https://threads.agency.example/privacy"));
        add(client("7", 1, NAMED));

        Brand brand = brands.of(new Audience("threads-main", "7", null));

        assertThat(brand.name()).contains("Café 7");
        assertThat(brand.privacy()).contains(URI.create("https://threads.agency.example/privacy"));
        assertThat(brand.help()).contains(URI.create("mailto:help@agency.example"));
        assertThat(brands.of(Audience.ANYBODY).privacy()).contains(URI.create("https://agency.example/privacy"));
        assertThat(brands.of(new Audience("gone", "unknown", null)).name()).contains("Agency");
    }

    @Test
    void languageOfTheLinkComesBeforeTheClients() {
        Brands brands = brands(TestSettings.minimal());
        add(client("7", 1, null));

        assertThat(brands.languages(new Audience(null, "7", "fr"))).containsExactly("fr", "ja");
        assertThat(brands.languages(new Audience(null, "7", null))).containsExactly("ja");
        assertThat(brands.languages(new Audience(null, "8", null))).isEmpty();
    }

    @Test
    void highestVersionCountsInWhateverOrderItComes() {
        add(client("7", 2, NAMED));
        add(client("7", 1, new ClientBrand("Older", null, null, null, null)));
        add(client("7", 2, new ClientBrand("Another of the same version", null, null, null, null)));

        assertThat(clients.brand("7").name()).contains("Café 7");
    }

    @Test
    void deletedClientHasNoBrandAndAForgottenOneNoEntry() {
        add(client("7", 1, NAMED));
        add(Client.newBuilder(client("7", 2, NAMED)).setDeleted(true).build());

        assertThat(clients.brand("7")).isEqualTo(Brand.NONE);
        assertThat(clients.remove("7", PLACE)).isTrue();
        assertThat(clients.size()).isZero();
    }

    @Test
    void atTheBoundTheOldestIsForgottenAndReported() {
        add(client("7", 1, NAMED));
        add(client("8", 1, NAMED));
        assertThat(clients.check().isOk()).isTrue();

        add(client("9", 1, NAMED));

        assertThat(clients.check().isOk()).isFalse();
        assertThat(clients.brand("7")).isEqualTo(Brand.NONE);
        assertThat(clients.brand("9").name()).isPresent();
    }

    @Test
    void partsThatFitNoPageAreLeftOut() {
        add(client(
                "7",
                1,
                new ClientBrand(" ", "http://agency.example/logo.png", "red", "javascript:alert(1)", "mailto:a b")));
        add(client(
                "8",
                1,
                new ClientBrand(
                        null,
                        "https://agency.example;script-src *",
                        null,
                        "https://user@agency.example/",
                        "https://")));

        assertThat(clients.brand("7")).isEqualTo(Brand.NONE);
        assertThat(clients.brand("8")).isEqualTo(Brand.NONE);
    }

    private void add(Client client) {
        clients.add(client.getClientId(), client, PLACE);
    }

    private Brands brands(TestSettings settings) {
        return new Brands(settings.config().brands(), settings.config().apps(), clients);
    }

    private static Client client(String id, long version, @Nullable ClientBrand brand) {
        return Client.newBuilder()
                .setClientId(id)
                .setVersion(new RecordVersion(version, id + version, NOW, "key"))
                .setCreationId(id)
                .setCreatedAt(NOW)
                .setName("Café")
                .setContacts(List.of(new ClientContact("Ada", "ada@cafe.example")))
                .setLanguage("ja")
                .setBrand(brand)
                .build();
    }
}
