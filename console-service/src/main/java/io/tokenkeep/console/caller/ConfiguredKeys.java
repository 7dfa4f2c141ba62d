package io.tokenkeep.console.caller;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.kit.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * The admin keys that stand in the settings: the first one of an installation, and those that a deployment manages. They are
 * valid without Kafka, cannot be changed by the API, and end when they leave the settings. Immutable.
 */
public final class ConfiguredKeys {

    private static final String SETTING = "admin.keys";
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,32}):([0-9a-f]{64})");

    private final Map<String, String> hashes;

    private ConfiguredKeys(Map<String, String> hashes) {
        this.hashes = hashes;
    }

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static ConfiguredKeys from(Settings settings) {
        return parse(settings.list(SETTING));
    }

    static ConfiguredKeys parse(List<String> written) {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String one : written) {
            Matcher form = FORM.matcher(one);
            if (!form.matches()) {
                throw new ConfigException(
                        SETTING + ": each is <id>:<hash>, as the command \"key\" of console-service prints it");
            }
            if (hashes.put(form.group(1), form.group(2)) != null) {
                throw new ConfigException(SETTING + ": two keys have the id " + form.group(1));
            }
        }
        return new ConfiguredKeys(hashes);
    }

    /** What {@code admin.keys} contains for this key. */
    public static String written(ApiKeyText key) {
        return key.id() + ":" + key.hash();
    }

    Optional<Caller> find(ApiKeyText key) {
        String hash = hashes.get(key.id());
        return hash != null && key.hasHash(hash)
                ? Optional.of(new Caller(key.id(), key.id(), ApiRole.ADMIN, Set.of()))
                : Optional.empty();
    }

    /** Whether a key of this id stands in the settings. */
    public boolean contains(String id) {
        return hashes.containsKey(id);
    }

    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                SETTING,
                Type.LIST,
                "",
                Importance.HIGH,
                "Admin keys of the API, as <id>:<SHA-256 of the secret in hex>, with commas between them. The command"
                        + " \"key\" makes one. The first key of an installation has to stand here; a placeholder such as"
                        + " ${file:/etc/tokenkeep/console.properties:admin.keys} reads it from a file.");
    }
}
