package io.tokenkeep.console.account;

import io.tokenkeep.kit.config.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Where the indexes of accounts and of their events lie.
 *
 * @param directory empty for memory
 */
public record AccountsConfig(Optional<Path> directory) {

    static final String DIRECTORY = "accounts.directory";

    public static AccountsConfig from(Settings settings) {
        String directory = settings.string(DIRECTORY);
        return new AccountsConfig(directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory)));
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                DIRECTORY,
                Type.STRING,
                "",
                Importance.LOW,
                "A directory of this instance alone for the indexes of accounts and of their events, which it keeps in the folders"
                        + " tokenkeep-accounts and tokenkeep-events and builds anew at each start. It has personal data: encrypt the disk, and make no backup. Empty for memory.");
    }
}
