package io.tokenkeep.exchange;

import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.seal.KeySet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of refresh tokens.
 *
 * @param keys null if no app's provider gives refresh tokens
 * @param limit largest number of accounts with refresh tokens in memory
 */
public record RefreshSecretsConfig(@Nullable KeySet keys, int limit) {

    static final String KEYS = "refresh.secrets.keys";
    private static final String LIMIT = "refresh.secrets.limit";

    static void define(ConfigDef definition) {
        definition
                .define(
                        KEYS,
                        Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "JWK Set with which refresh tokens are sealed. Only exchange-worker may have it. Needed only if the"
                                + " provider of an app gives refresh tokens.")
                .define(
                        LIMIT,
                        Type.INT,
                        100_000,
                        ConfigDef.Range.between(1, 10_000_000),
                        Importance.LOW,
                        "Largest number of accounts with refresh tokens in memory, with about 2 kB each. At this bound no"
                                + " more refresh commands are read.");
    }

    static RefreshSecretsConfig from(Settings settings, Apps apps) {
        boolean needed = apps.all().stream().anyMatch(app -> app.provider().has(Feature.REFRESH_TOKENS));
        if (needed && !settings.has(KEYS)) {
            throw new ConfigException(KEYS + " is needed, because the provider of an app gives refresh tokens");
        }
        return new RefreshSecretsConfig(needed ? settings.keySet(KEYS) : null, settings.integer(LIMIT));
    }
}
