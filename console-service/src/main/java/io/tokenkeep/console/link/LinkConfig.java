package io.tokenkeep.console.link;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.WebUri;
import io.tokenkeep.link.LinkKeys;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * What connect links are made with.
 *
 * @param keys can sign
 * @param url where callback-service is for people
 * @param apps the apps that a link may name
 * @param returnHosts the hosts to which a link may send people after a consent
 */
public record LinkConfig(LinkKeys keys, URI url, Set<String> apps, Set<String> returnHosts, int limit) {

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static LinkConfig from(Settings settings) {
        LinkKeys keys = settings.linkKeys("links.keys");
        if (!keys.canSign()) {
            throw new ConfigException("links.keys: console-service makes links and needs a private key here (\"d\")");
        }
        return new LinkConfig(
                keys,
                settings.uri("links.url"),
                new TreeSet<>(settings.list("links.apps")),
                new TreeSet<>(settings.list("links.return.hosts")),
                settings.integer("links.limit"));
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "links.keys",
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "JWK Set of Ed25519 key pairs. The first one signs connect links; the others stay for links that they"
                                + " made. Of console-service alone: callback-service and exchange-worker have the public parts."
                                + " The command \"link-keys\" makes one.")
                .define(
                        "links.url",
                        Type.STRING,
                        "http://localhost:8080",
                        WebUri.validator(),
                        Importance.HIGH,
                        "The address of callback-service for people: its public.url.")
                .define(
                        "links.apps",
                        Type.LIST,
                        "",
                        Importance.HIGH,
                        "The apps that a connect link may name, as in the settings of callback-service.")
                .define(
                        "links.return.hosts",
                        Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "The hosts to which a connect link may send people after a consent, over https.")
                .define(
                        "links.limit",
                        Type.INT,
                        200_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many connect links there may be, ended ones of the last 30 days included; about 1 kB of heap each."
                                + " The same at every instance, and in callback-service and exchange-worker.");
    }
}
