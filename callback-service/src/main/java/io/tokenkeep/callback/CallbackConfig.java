package io.tokenkeep.callback;

import io.tokenkeep.callback.brand.BrandsConfig;
import io.tokenkeep.callback.consent.CodeBounds;
import io.tokenkeep.callback.consent.ConsentKeys;
import io.tokenkeep.callback.deletion.DeletionConfig;
import io.tokenkeep.callback.outcome.OutcomeConfig;
import io.tokenkeep.callback.provider.Freshness;
import io.tokenkeep.kit.broker.BrokerNeeds;
import io.tokenkeep.kit.broker.PublishLimits;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.http.ListenerConfig;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of callback-service, by section; each section defines and reads its own settings. Holds key sets, which do
 * not print their keys.
 */
public record CallbackConfig(
        ListenerConfig listener,
        ConsentKeys keys,
        CodeBounds codesPerLink,
        LinkCheckConfig links,
        WebPagesConfig pages,
        BrandsConfig brands,
        PublishLimits publishing,
        OutcomeConfig outcomes,
        Freshness signedRequests,
        DeletionConfig deletions,
        TopicSettings topics,
        Apps apps,
        KafkaSettings kafka,
        ManagementConfig management) {

    static final int MANAGEMENT_PORT = 8081;

    private static final ListenerConfig.Defaults LISTENER = new ListenerConfig.Defaults(
            "public",
            "browsers",
            8080,
            "With https the cookie is Secure. The redirect URIs need the same host, or the cookie does not reach them.");

    private static final List<String> TOPICS = List.of(
            Topics.AUTHORIZATION_CODES.name(),
            Topics.AUTHORIZATION_OUTCOMES.name(),
            Topics.LOST_PAGES.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.DATA_DELETIONS.name(),
            Topics.DEAD_LETTERS_NAME);

    /** Other characters have a meaning for the router or for a cookie's path. */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]*");

    public CallbackConfig {
        apps.all().forEach(CallbackConfig::checkPath);
    }

    /** All settings of this service, for reading and for the reference. */
    public static ConfigDef definition() {
        return definition(CallbackProviders.DEFAULT.catalogue());
    }

    /** The same for a service with other providers. */
    public static ConfigDef definition(ProviderCatalogue providers) {
        ConfigDef definition = new ConfigDef();
        ListenerConfig.define(definition, LISTENER);
        ConsentKeys.define(definition);
        CodeBounds.define(definition);
        LinkCheckConfig.define(definition);
        WebPagesConfig.define(definition);
        BrandsConfig.define(definition);
        PublishLimits.define(definition);
        OutcomeConfig.define(definition);
        Freshness.define(definition);
        DeletionConfig.define(definition);
        TopicSettings.define(definition);
        Apps.define(definition, providers);
        KafkaSettings.define(definition);
        return ManagementConfig.define(definition, MANAGEMENT_PORT);
    }

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static CallbackConfig from(Settings settings) {
        return new CallbackConfig(
                ListenerConfig.from(settings, LISTENER.prefix()),
                ConsentKeys.from(settings),
                CodeBounds.from(settings),
                LinkCheckConfig.from(settings),
                WebPagesConfig.from(settings),
                BrandsConfig.from(settings),
                PublishLimits.from(settings),
                OutcomeConfig.from(settings),
                Freshness.from(settings),
                DeletionConfig.from(settings),
                TopicSettings.from(settings),
                settings.apps(),
                settings.kafka(),
                ManagementConfig.from(settings));
    }

    /** What its connection to Kafka needs. */
    BrokerNeeds broker() {
        List<String> needs = new ArrayList<>(TOPICS);
        if (links.keys().isPresent()) {
            needs.add(Topics.CONNECT_LINKS.name());
            needs.add(Topics.CONNECT_LINK_USES.name());
            needs.add(Topics.CONNECT_LINK_STEPS.name());
            needs.add(Topics.CLIENTS.name());
        }
        return new BrokerNeeds("callback-service", "callback", needs, kafka, topics, publishing);
    }

    /** The apps that their provider cannot call: without a secret no call for them can be verified. */
    List<String> withoutSecrets() {
        return apps.all().stream()
                .filter(app -> app.client().secrets().isEmpty())
                .map(AppConfig::name)
                .toList();
    }

    /** The apps whose redirect URI has another scheme or host than the public address. */
    List<String> outOfCookieReach() {
        return apps.all().stream()
                .filter(app -> !Objects.equals(
                                listener.url().getHost(),
                                app.consent().redirectUri().getHost())
                        || !listener.url()
                                .getScheme()
                                .equalsIgnoreCase(app.consent().redirectUri().getScheme())
                        || listener.url().getPort()
                                != app.consent().redirectUri().getPort())
                .map(AppConfig::name)
                .toList();
    }

    /** The path of a redirect URI must not be the path of another page of this service. */
    private static void checkPath(AppConfig app) {
        String path = app.consent().redirectUri().getPath();
        if (!PATH.matcher(path).matches()) {
            throw new ConfigException(
                    "apps." + app.name() + ".redirect.uri: write its path with letters, digits and / . _ ~ - alone");
        }
        if (ProviderCallRoutes.isOwn(path)) {
            throw new ConfigException("apps." + app.name()
                    + ".redirect.uri: needs a path other than /callback/<app>/deauthorize and /callback/<app>/delete,"
                    + " where providers call");
        }
        boolean taken = path.equals("/")
                || List.of("/connect", "/c", "/paste", "/authorizations", "/deletion").stream()
                        .anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
        if (taken) {
            throw new ConfigException("apps." + app.name()
                    + ".redirect.uri: needs a path other than /, /connect, /c, /paste, /authorizations and /deletion,"
                    + " which the service has for itself");
        }
    }
}
