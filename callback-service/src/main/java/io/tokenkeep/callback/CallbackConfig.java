package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.CodesPerLink;
import io.tokenkeep.callback.consent.ConsentKeys;
import io.tokenkeep.callback.meta.MetaCalls;
import io.tokenkeep.callback.publish.PublishLimits;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.http.ConnectionLimits;
import io.tokenkeep.kit.http.TrustedProxies;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** What callback-service is told to do. Holds key sets, which do not print their keys. */
public record CallbackConfig(
        Listener listener,
        Apps apps,
        ConsentKeys keys,
        CodesPerLink.Bounds codesPerLink,
        PublishLimits publishing,
        Pages pages,
        Duration lookback,
        int outcomesLimit,
        int deletionsLimit,
        Duration deletionDatesAdded,
        MetaCalls.Freshness signedRequests,
        TopicSettings topics,
        KafkaSettings kafka,
        ManagementConfig management) {

    /** Everything else would mean something to the router, or to a cookie's path. */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]*");

    /** Where browsers come in, and the address they know it by. */
    public record Listener(String host, int port, URI url, ConnectionLimits limits, TrustedProxies proxies) {
        public Listener {
            String path = url.getPath();
            if ((path != null && !path.isEmpty() && !path.equals("/")) || url.getQuery() != null) {
                throw new ConfigException("public.url: leave out path and query; the paths are the service's own");
            }
        }

        boolean https() {
            return "https".equalsIgnoreCase(url.getScheme());
        }
    }

    /** The pages that are not always there. */
    public record Pages(boolean paste, List<String> startApps) {
        public Pages {
            startApps = List.copyOf(startApps);
        }
    }

    public CallbackConfig {
        apps.all().forEach(CallbackConfig::checkPath);
        Apps known = apps;
        pages.startApps().stream().filter(app -> known.find(app).isEmpty()).forEach(app -> {
            throw new ConfigException("start.page.app: " + app + " is not one of the apps");
        });
    }

    /** All settings of this service, for reading and for the reference. */
    public static ConfigDef definition() {
        return CallbackSettings.definition();
    }

    /** {@link ConfigException} says what to mend. */
    public static CallbackConfig from(Settings settings) {
        return CallbackSettings.read(settings);
    }

    /** The apps Meta cannot call: nothing that comes for them can be believed. */
    List<String> withoutSecrets() {
        return apps.all().stream()
                .filter(app -> app.clientSecrets().isEmpty())
                .map(AppConfig::name)
                .toList();
    }

    /** The apps whose redirects go elsewhere than to the public address. */
    List<String> outOfCookieReach() {
        return apps.all().stream()
                .filter(app -> !Objects.equals(
                                listener.url().getHost(), app.redirectUri().getHost())
                        || !listener.url()
                                .getScheme()
                                .equalsIgnoreCase(app.redirectUri().getScheme())
                        || listener.url().getPort() != app.redirectUri().getPort())
                .map(AppConfig::name)
                .toList();
    }

    /** A redirect must not land on another page of ours. */
    private static void checkPath(AppConfig app) {
        String path = app.redirectUri().getPath();
        if (!PATH.matcher(path).matches()) {
            throw new ConfigException(
                    "apps." + app.name() + ".redirect.uri: write its path with letters, digits and / . _ ~ - alone");
        }
        if (MetaRoutes.isOwn(path)) {
            throw new ConfigException("apps." + app.name()
                    + ".redirect.uri: needs a path other than /callback/<app>/deauthorize and /callback/<app>/delete,"
                    + " where Meta calls");
        }
        boolean taken = path.equals("/")
                || List.of("/connect", "/paste", "/authorizations", "/deletion").stream()
                        .anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
        if (taken) {
            throw new ConfigException("apps." + app.name()
                    + ".redirect.uri: needs a path other than /, /connect, /paste, /authorizations and /deletion,"
                    + " which the service has for itself");
        }
    }
}
