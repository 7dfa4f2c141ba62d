package io.tokenkeep.callback;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.WebUri;
import io.tokenkeep.kit.http.ConnectionLimits;
import io.tokenkeep.kit.http.TrustedProxies;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The listener for browsers: its port, its public address, and the bounds on its clients. */
public record PublicConfig(String host, int port, URI url, ConnectionLimits limits, TrustedProxies proxies) {

    private static final String PROXIES = "public.proxies";

    public PublicConfig {
        String path = url.getPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || url.getQuery() != null) {
            throw new ConfigException("public.url: leave out path and query; the paths are the service's own");
        }
    }

    static PublicConfig from(Settings settings) {
        return new PublicConfig(
                settings.string("public.host"),
                settings.integer("public.port"),
                settings.uri("public.url"),
                new ConnectionLimits(
                        settings.integer("public.connections"),
                        settings.integer("public.connections.per.address"),
                        settings.duration("public.client.timeout")),
                TrustedProxies.parse(PROXIES, settings.list(PROXIES), settings.string("public.proxies.header")));
    }

    boolean https() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    static ConfigDef define(ConfigDef definition) {
        return defineClients(defineAddress(definition));
    }

    private static ConfigDef defineAddress(ConfigDef definition) {
        return definition
                .define(
                        "public.host",
                        Type.STRING,
                        "127.0.0.1",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The address of the listener for browsers.")
                .define(
                        "public.port",
                        Type.INT,
                        8080,
                        Range.between(0, 65535),
                        Importance.MEDIUM,
                        "The port to listen on for browsers; 0 takes a free one.")
                .define(
                        "public.url",
                        Type.STRING,
                        "http://localhost:8080",
                        WebUri.validator(),
                        Importance.HIGH,
                        "The address that browsers use: scheme, host and port, without a path. With https the cookie is"
                                + " Secure. The redirect URIs need the same host, or the cookie does not reach them.");
    }

    private static ConfigDef defineClients(ConfigDef definition) {
        return definition
                .define(
                        "public.connections",
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many connections may be open. Beyond, the one that has gone longest without a complete request"
                                + " is closed for the next. If all connections have a request in work, the next one is closed.")
                .define(
                        "public.connections.per.address",
                        Type.INT,
                        256,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many of them one client address may have (an IPv6 network of 64 bits counts as one), by the same"
                                + " rule. Behind public.proxies: how many requests of one forwarded address may be in flight;"
                                + " the next is answered with 429.")
                .define(
                        "public.client.timeout",
                        Type.STRING,
                        "15s",
                        Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        Importance.LOW,
                        "How long a client may take for the head of a request, counted from the connection's opening or the"
                                + " answer before, and again for its body. Let a proxy's own keep-alive be shorter.")
                .define(
                        PROXIES,
                        Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "The proxies in front, as addresses or networks such as 10.0.0.0/8. Their connections have no bound per"
                                + " address, and their header gives the client's address.")
                .define(
                        "public.proxies.header",
                        Type.STRING,
                        "X-Forwarded-For",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "The header with the client's address: a list of addresses, or Forwarded (RFC 7239). The proxy must append"
                                + " to it or set it anew.");
    }
}
