package io.tokenkeep.console.imports;

import io.tokenkeep.console.csv.CsvTable;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.seal.RecipientKeys;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * What imports are taken with.
 *
 * @param key the public key of exchange-worker, to which tokens are sealed; empty where nothing is imported
 * @param limit how many rows of imports are held in memory
 */
public record ImportConfig(Optional<RecipientKeys> key, int limit) {

    /** The setting of the key. */
    static final String KEY = "imports.key";

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static ImportConfig from(Settings settings) {
        return new ImportConfig(
                settings.has(KEY) ? Optional.of(key(settings.secret(KEY).reveal())) : Optional.empty(),
                settings.integer("imports.limit"));
    }

    private static RecipientKeys key(String jwkSet) {
        RecipientKeys keys;
        try {
            keys = RecipientKeys.parse(jwkSet);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(KEY + ": " + e.getMessage());
        }
        if (keys.canOpen()) {
            throw new ConfigException(KEY
                    + ": has a private part, and console-service must not be able to open the tokens that it takes in. Put the public"
                    + " set here; the private one is imports.keys of exchange-worker alone. Make a new pair, because this one was at"
                    + " a wrong place");
        }
        return keys;
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        KEY,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "JWK Set with the public key of exchange-worker (its imports.keys without private parts), to which imported"
                                + " tokens are sealed. Without it nothing can be imported. A set with a private part is refused.")
                .define(
                        "imports.limit",
                        Type.INT,
                        100_000,
                        Range.between(CsvTable.MOST, 10_000_000),
                        Importance.LOW,
                        "How many rows of the imports of the last 30 days are held; about 600 bytes of heap each. Beyond, the oldest"
                                + " imports are not shown, and if their table is sent again, all its rows are written again, which"
                                + " changes no account; and health fails.");
    }
}
