package io.tokenkeep.console;

import io.tokenkeep.console.account.AccountsConfig;
import io.tokenkeep.console.api.ApiConfig;
import io.tokenkeep.console.app.VersionEnds;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.console.imports.ImportConfig;
import io.tokenkeep.console.link.LinkConfig;
import io.tokenkeep.kit.broker.BrokerNeeds;
import io.tokenkeep.kit.broker.PublishLimits;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.http.ListenerConfig;
import io.tokenkeep.topic.Topics;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of console-service, by section; each section defines and reads its own settings. */
public record ConsoleConfig(
        ListenerConfig listener,
        ApiConfig api,
        ConfiguredKeys adminKeys,
        LinkConfig links,
        ImportConfig imports,
        TableLimits limits,
        AccountsConfig accounts,
        VersionEnds versionEnds,
        PublishLimits publishing,
        TopicSettings topics,
        KafkaSettings kafka,
        ManagementConfig management) {

    static final int MANAGEMENT_PORT = 8084;

    private static final ListenerConfig.Defaults LISTENER = new ListenerConfig.Defaults(
            "console",
            "the agency's people and programs",
            8088,
            "Put a proxy with https in front of it: API keys travel here.");

    private static final List<String> TOPICS = List.of(
            Topics.CLIENTS.name(),
            Topics.CLIENT_RULES.name(),
            Topics.API_KEYS.name(),
            Topics.CONNECT_LINKS.name(),
            Topics.CONNECT_LINK_USES.name(),
            Topics.CONNECT_LINK_STEPS.name(),
            Topics.AUTHORIZATION_OUTCOMES.name(),
            Topics.HELD_CONSENTS.name(),
            Topics.CONSENT_DECISIONS.name(),
            Topics.IDEMPOTENCY_KEYS.name(),
            Topics.CONSOLE_AUDIT.name(),
            Topics.ACCOUNT_STATUS.name(),
            Topics.ACCOUNT_EVENTS.name(),
            Topics.BULK_ACTIONS.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.ACCOUNT_EVENTS.name(),
            Topics.APP_STATUS.name(),
            Topics.DATA_DELETIONS.name(),
            Topics.ACCOUNT_EVENTS.name(),
            Topics.IMPORTS.name(),
            Topics.TOKEN_IMPORTS.name(),
            Topics.IMPORT_OUTCOMES.name(),
            Topics.DEAD_LETTERS_NAME);

    /** All settings of this service, for reading and for the reference. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ListenerConfig.define(definition, LISTENER);
        ConfiguredKeys.define(definition);
        ApiConfig.define(definition);
        LinkConfig.define(definition);
        ImportConfig.define(definition);
        TableLimits.define(definition);
        AccountsConfig.define(definition);
        VersionEnds.define(definition);
        PublishLimits.define(definition);
        TopicSettings.define(definition);
        KafkaSettings.define(definition);
        return ManagementConfig.define(definition, MANAGEMENT_PORT);
    }

    /** Fails with {@link ConfigException} naming the setting that must be changed */
    public static ConsoleConfig from(Settings settings) {
        return new ConsoleConfig(
                ListenerConfig.from(settings, LISTENER.prefix()),
                ApiConfig.from(settings),
                ConfiguredKeys.from(settings),
                LinkConfig.from(settings),
                ImportConfig.from(settings),
                TableLimits.from(settings),
                AccountsConfig.from(settings),
                VersionEnds.from(settings, ConsoleProviders.DEFAULT),
                PublishLimits.from(settings),
                TopicSettings.from(settings),
                settings.kafka(),
                ManagementConfig.from(settings));
    }

    /** What its connection to Kafka needs. */
    BrokerNeeds broker() {
        return new BrokerNeeds("console-service", "console", TOPICS, kafka, topics, publishing);
    }
}
