package io.tokenkeep.kit.link;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.link.LinkKeys;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * How a service checks connect links of console-service.
 *
 * @param keys empty if this installation has no console-service; then every such link is refused
 */
public record LinkCheckConfig(Optional<LinkKeys> keys, int limit) {

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static LinkCheckConfig from(Settings settings) {
        Optional<LinkKeys> keys =
                settings.has("links.keys") ? Optional.of(settings.linkKeys("links.keys")) : Optional.empty();
        if (keys.map(LinkKeys::canSign).orElse(false)) {
            throw new ConfigException("links.keys: leave out the private part (\"d\"): only console-service has it");
        }
        return new LinkCheckConfig(keys, settings.integer("links.limit"));
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "links.keys",
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "JWK Set with the public parts of console-service's links.keys. Without it the connect links of"
                                + " console-service are refused.")
                .define(
                        "links.limit",
                        Type.INT,
                        200_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many connect links of console-service are held, about 1 kB of heap each. The same as in"
                                + " console-service.");
    }
}
