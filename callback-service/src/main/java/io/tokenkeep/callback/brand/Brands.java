package io.tokenkeep.callback.brand;

import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.Brand;
import io.tokenkeep.callback.page.Colour;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.BrandConfig;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The brand and the language of a page's audience: the client's brand, completed by the app's, completed by the agency's. Thread-safe. */
public final class Brands {

    private final Brand agency;
    private final Map<String, Brand> byApp;
    private final ClientBrands clients;

    public Brands(BrandsConfig config, Apps apps, ClientBrands clients) {
        this.agency = brand(config.agency());
        this.byApp = apps.all().stream().collect(Collectors.toUnmodifiableMap(AppConfig::name, app -> brand(app.brand())
                .or(agency)));
        this.clients = clients;
    }

    public Brand of(Audience audience) {
        Brand own = audience.app() == null ? agency : byApp.getOrDefault(audience.app(), agency);
        return audience.client() == null
                ? own
                : clients.brand(audience.client()).or(own);
    }

    /** The language tags of the link and of the client, the one that counts first. */
    public Stream<String> languages(Audience audience) {
        return Stream.concat(
                Stream.ofNullable(audience.language()),
                Stream.ofNullable(audience.client()).flatMap(client -> clients.language(client).stream()));
    }

    private static Brand brand(BrandConfig config) {
        return new Brand(
                config.name(), config.logo(), config.colour().flatMap(Colour::parse), config.privacy(), config.help());
    }
}
