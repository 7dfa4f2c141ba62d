package io.tokenkeep.kit.http;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.WebUri;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * The listener of a service for clients that are not its own: its port, the address that they use, and the bounds on them.
 *
 * @param prefix stands before the names of its settings, as in {@code public.port}
 */
public record ListenerConfig(
        String prefix, String host, int port, URI url, ConnectionLimits limits, TrustedProxies proxies) {

    /**
     * What differs between the services.
     *
     * @param clients who the clients are, for the reference
     * @param url what the reference says about the address beside its form
     */
    public record Defaults(String prefix, String clients, int port, String url) {}

    /** Fails with {@link ConfigException} if the address has a path or a query */
    public ListenerConfig {
        String path = url.getPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || url.getQuery() != null) {
            throw new ConfigException(prefix + ".url: leave out path and query; the paths are the service's own");
        }
    }

    /** Reads the settings with this prefix. Fails with {@link ConfigException} naming the setting that must be changed */
    public static ListenerConfig from(Settings settings, String prefix) {
        String proxies = prefix + ".proxies";
        return new ListenerConfig(
                prefix,
                settings.string(prefix + ".host"),
                settings.integer(prefix + ".port"),
                settings.uri(prefix + ".url"),
                new ConnectionLimits(
                        settings.integer(prefix + ".connections"),
                        settings.integer(prefix + ".connections.per.address"),
                        settings.duration(prefix + ".client.timeout")),
                TrustedProxies.parse(proxies, settings.list(proxies), settings.string(proxies + ".header")));
    }

    public boolean https() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** Adds the settings of a listener to a service's definition. */
    public static ConfigDef define(ConfigDef definition, Defaults defaults) {
        return defineClients(defineAddress(definition, defaults), defaults.prefix());
    }

    private static ConfigDef defineAddress(ConfigDef definition, Defaults defaults) {
        String prefix = defaults.prefix();
        return definition
                .define(
                        prefix + ".host",
                        Type.STRING,
                        "127.0.0.1",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The address of the listener for " + defaults.clients() + ".")
                .define(
                        prefix + ".port",
                        Type.INT,
                        defaults.port(),
                        Range.between(0, 65535),
                        Importance.MEDIUM,
                        "The port to listen on for " + defaults.clients() + "; 0 takes a free one.")
                .define(
                        prefix + ".url",
                        Type.STRING,
                        "http://localhost:" + defaults.port(),
                        WebUri.validator(),
                        Importance.HIGH,
                        "The address that " + defaults.clients() + " use: scheme, host and port, without a path. "
                                + defaults.url());
    }

    private static ConfigDef defineClients(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + ".connections",
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many connections may be open. Beyond, the one that has gone longest without a complete request"
                                + " is closed for the next. If all connections have a request in work, the next one is closed.")
                .define(
                        prefix + ".connections.per.address",
                        Type.INT,
                        256,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many of them one client address may have (an IPv6 network of 64 bits counts as one), by the same"
                                + " rule. Behind " + prefix
                                + ".proxies: how many requests of one forwarded address may be in flight;"
                                + " the next is answered with 429.")
                .define(
                        prefix + ".client.timeout",
                        Type.STRING,
                        "15s",
                        Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        Importance.LOW,
                        "How long a client may take for the head of a request, counted from the connection's opening or the"
                                + " answer before, and again for its body. Let a proxy's own keep-alive be shorter.")
                .define(
                        prefix + ".proxies",
                        Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "The proxies in front, as addresses or networks such as 10.0.0.0/8. Their connections have no bound per"
                                + " address, and their header gives the client's address.")
                .define(
                        prefix + ".proxies.header",
                        Type.STRING,
                        "X-Forwarded-For",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "The header with the client's address: a list of addresses, or Forwarded (RFC 7239). The proxy must append"
                                + " to it or set it anew.");
    }
}
