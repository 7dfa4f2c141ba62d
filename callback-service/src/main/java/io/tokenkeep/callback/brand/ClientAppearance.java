package io.tokenkeep.callback.brand;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientBrand;
import io.tokenkeep.callback.page.Brand;
import io.tokenkeep.callback.page.Colour;
import io.tokenkeep.kit.config.BrandConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pages need of a client's record; its contacts and its name are not kept. */
record ClientAppearance(
        long sequence, Brand brand, @Nullable String language) {

    static ClientAppearance of(Client client) {
        ClientBrand brand = client.getBrand();
        return new ClientAppearance(
                client.getVersion().getSequence(),
                brand == null || client.getDeleted() ? Brand.NONE : brand(brand),
                client.getLanguage());
    }

    /** console-service checks the fields. They are checked again, because they become part of pages and of their policy. */
    private static Brand brand(ClientBrand brand) {
        return new Brand(
                Optional.ofNullable(brand.getName()).filter(name -> !name.isBlank()),
                Optional.ofNullable(brand.getLogoUrl()).flatMap(BrandConfig::https),
                Colour.parse(brand.getColour()),
                Optional.ofNullable(brand.getPrivacyUrl()).flatMap(BrandConfig::https),
                Optional.ofNullable(brand.getHelpUrl()).flatMap(BrandConfig::httpsOrMail));
    }

    /** Of two records of a client, the one with the higher version; the first of two with the same (as in {@code RecordTable}). */
    ClientAppearance or(ClientAppearance next) {
        return next.sequence > sequence ? next : this;
    }
}
