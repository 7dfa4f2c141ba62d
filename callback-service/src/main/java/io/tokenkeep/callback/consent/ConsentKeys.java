package io.tokenkeep.callback.consent;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.seal.KeySet;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The key sets for states and codes, and the lifetime of a state. A key set does not print its keys. */
public record ConsentKeys(KeySet state, KeySet codes, Duration stateLifetime) {

    public static ConsentKeys from(Settings settings) {
        return new ConsentKeys(
                settings.keySet("state.keys"), settings.keySet("codes.keys"), settings.duration("state.lifetime"));
    }

    /** Adds the settings of keys and states to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "state.keys",
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "JWK Set that seals state and signs connect links. Of callback-service alone, the same at each"
                                + " instance.")
                .define(
                        "codes.keys",
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "JWK Set that seals authorization codes. exchange-worker has it too.")
                .define(
                        "state.lifetime",
                        Type.STRING,
                        "1h",
                        Durations.between(Duration.ofMinutes(1), Duration.ofDays(1)),
                        Importance.LOW,
                        "How long a person may take at the provider's consent page.");
    }
}
