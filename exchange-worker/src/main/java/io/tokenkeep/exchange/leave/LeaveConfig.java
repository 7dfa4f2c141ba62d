package io.tokenkeep.exchange.leave;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.seal.RecipientKeys;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** To whom tokens may be exported. A setting names the recipient, because no request and no option may. */
public final class LeaveConfig {

    public static final String RECIPIENT_KEYS = "leave.recipient.keys";

    private LeaveConfig() {}

    /** Empty where nobody may get the tokens. Fails with {@link ConfigException} if the set is unfit or has a private part. */
    public static Optional<RecipientKeys> recipient(Settings settings) {
        return settings.has(RECIPIENT_KEYS)
                ? Optional.of(settings.publicRecipientKeys(RECIPIENT_KEYS))
                : Optional.empty();
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                RECIPIENT_KEYS,
                Type.PASSWORD,
                null,
                Importance.LOW,
                "JWK Set with the public keys of the one to whom the command \"leave\" seals all live tokens; the first key"
                        + " seals. The command \"leave-keys\" makes a pair. Read by that command alone, which refuses to run"
                        + " without it.");
    }
}
