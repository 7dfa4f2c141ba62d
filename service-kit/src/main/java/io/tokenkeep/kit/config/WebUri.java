package io.tokenkeep.kit.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The rules for an http(s) address in a setting. */
public final class WebUri {
    /** Refuses a fragment, which a browser keeps, and user information, which carries a password. */
    private static final String SHAPE = "an absolute http or https address without user or fragment";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebUri() {}

    /** A validator for settings of type STRING; accepts a setting without a value. */
    public static ConfigDef.Validator validator() {
        return ConfigDef.LambdaValidator.with(WebUri::ensureValid, () -> SHAPE);
    }

    /** Secrets of people pass this address: http is allowed only within this machine. */
    static boolean isProtected(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri);
    }

    static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }

    private static void ensureValid(String name, @Nullable Object value) {
        if (value != null && !isWebUri(value.toString())) {
            // Without the value: an address may contain a secret.
            throw new ConfigException(name + ": write " + SHAPE);
        }
    }

    static boolean isWebUri(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
