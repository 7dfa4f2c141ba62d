package io.tokenkeep.callback.brand;

import io.tokenkeep.kit.config.BrandConfig;
import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The agency's own brand, and the bound of those of its clients.
 *
 * @param clients how many clients' brands and languages are held
 */
public record BrandsConfig(BrandConfig agency, int clients) {

    public static BrandsConfig from(Settings settings) {
        return new BrandsConfig(settings.brand(), settings.integer("brand.clients.limit"));
    }

    public static ConfigDef define(ConfigDef definition) {
        return BrandConfig.define(definition)
                .define(
                        "brand.clients.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many clients' brands and languages are held, of at most 3 kB of heap each, usually 300 bytes."
                                + " Read only if links.keys is set. Beyond it, the pages for the clients read first show the agency's brand, and"
                                + " health reports it.");
    }
}
