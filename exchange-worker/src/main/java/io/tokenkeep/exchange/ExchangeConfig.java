package io.tokenkeep.exchange;

import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.leave.LeaveConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.consent.HeldConsentsConfig;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.rule.ClientRuleTable;
import io.tokenkeep.seal.KeySet;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The settings of exchange-worker. */
public record ExchangeConfig(
        KafkaSettings kafka,
        TopicSettings topics,
        Apps apps,
        KeySet codesKeys,
        KeySet tokensKeys,
        RefreshSecretsConfig refreshSecrets,
        LinkCheckConfig links,
        int clientRuleLimit,
        int heldConsentLimit,
        ImportsConfig imports,
        LaneLimits codes,
        int rememberedCodes,
        LaneLimits commands,
        ProviderTimes provider,
        WorkerTimes times,
        ManagementConfig management) {

    /**
     * How long providers may take.
     *
     * @param connect to open a connection
     * @param call for a whole call
     */
    public record ProviderTimes(Duration connect, Duration call) {}

    /**
     * The worker's other times.
     *
     * @param codeLifetime how long a code can be presented after its record was written
     * @param stateLifetime how long the same code may be written again in another record
     * @param delivery time after which an unacknowledged record counts as lost and is sent again
     * @param session time after which the group reassigns the partitions of a silent worker
     * @param drain how long work in flight may take to finish when partitions are given up
     * @param firstRetry ceiling of the first pause after a transient failure
     * @param longestRetry ceiling of every later pause
     */
    public record WorkerTimes(
            Duration codeLifetime,
            Duration stateLifetime,
            Duration delivery,
            Duration session,
            Duration drain,
            Duration firstRetry,
            Duration longestRetry) {

        public WorkerTimes {
            if (firstRetry.compareTo(longestRetry) > 0) {
                throw new ConfigException(RETRY_FIRST + " must not be longer than " + RETRY_LONGEST);
            }
        }

        /** How long stopping may take: the drain time is nine tenths of the limit; the rest is for closing. */
        Duration stopWithin(Duration usual) {
            Duration needed = drain.multipliedBy(10).dividedBy(9).plus(CLOSING);
            return needed.compareTo(usual) < 0 ? usual : needed;
        }
    }

    private static final String CODES_KEYS = "codes.keys";
    private static final String TOKENS_KEYS = "tokens.keys";
    private static final String CODES_CONCURRENCY = "codes.concurrency";
    private static final String COMMANDS_CONCURRENCY = "commands.concurrency";
    private static final String WAITING_LIMIT = "codes.waiting.limit";
    private static final String REMEMBERED_LIMIT = "codes.remembered.limit";
    private static final String COMMANDS_WAITING_LIMIT = "commands.waiting.limit";
    private static final String CONNECT_TIMEOUT = "provider.connect.timeout";
    private static final String CALL_TIMEOUT = "provider.timeout";
    private static final String CODE_LIFETIME = "code.lifetime";
    private static final String STATE_LIFETIME = "state.lifetime";
    private static final String DELIVERY_TIMEOUT = "delivery.timeout";
    private static final String SESSION_TIMEOUT = "session.timeout";
    private static final String DRAIN_TIMEOUT = "drain.timeout";
    private static final String RETRY_FIRST = "retry.first";
    private static final String RETRY_LONGEST = "retry.longest";
    private static final int MANAGEMENT_PORT = 8082;
    private static final Duration CLOSING = Duration.ofSeconds(30);

    /** Every setting with its type, default, range and meaning. */
    public static ConfigDef definition() {
        return definition(ExchangeProviders.DEFAULT.catalogue());
    }

    /** The same for a worker with other providers. */
    public static ConfigDef definition(ProviderCatalogue providers) {
        ConfigDef definition = new ConfigDef();
        KafkaSettings.define(definition);
        TopicSettings.define(definition);
        Apps.define(definition, providers);
        ManagementConfig.define(definition, MANAGEMENT_PORT);
        defineLanes(definition);
        RefreshSecretsConfig.define(definition);
        LinkCheckConfig.define(definition);
        ClientRuleTable.define(definition);
        HeldConsentsConfig.define(definition);
        ImportsConfig.define(definition);
        LeaveConfig.define(definition);
        defineProviderTimes(definition);
        return defineWorkerTimes(definition);
    }

    private static void defineLanes(ConfigDef definition) {
        definition
                .define(
                        CODES_KEYS,
                        Type.PASSWORD,
                        Importance.HIGH,
                        "JWK Set with which callback-service seals authorization codes.")
                .define(
                        TOKENS_KEYS,
                        Type.PASSWORD,
                        Importance.HIGH,
                        "JWK Set with which tokens are sealed; consumers of tokens have it too.")
                .define(
                        CODES_CONCURRENCY,
                        Type.INT,
                        256,
                        ConfigDef.Range.between(1, 10_000),
                        Importance.MEDIUM,
                        "Largest number of authorization codes at work at the same time. Fewer are begun while the"
                                + " process itself is slow.")
                .define(
                        COMMANDS_CONCURRENCY,
                        Type.INT,
                        256,
                        ConfigDef.Range.between(1, 10_000),
                        Importance.MEDIUM,
                        "Largest number of refresh commands at work at the same time. Fewer are begun while the process"
                                + " itself is slow.")
                .define(
                        WAITING_LIMIT,
                        Type.INT,
                        50_000,
                        ConfigDef.Range.between(1, 1_000_000),
                        Importance.LOW,
                        "Largest number of codes that may wait in memory, for example for an app or a provider that is"
                                + " down. At this bound no more codes are read until the backlog is shorter.")
                .define(
                        REMEMBERED_LIMIT,
                        Type.INT,
                        2_000_000,
                        ConfigDef.Range.between(1, 100_000_000),
                        Importance.LOW,
                        "Largest number of codes that may be remembered in memory, with at most 32 bytes each. A"
                                + " finished code is remembered for a little longer than code.lifetime and state.lifetime together."
                                + " At this bound no more codes are read until some can be forgotten.")
                .define(
                        COMMANDS_WAITING_LIMIT,
                        Type.INT,
                        10_000,
                        ConfigDef.Range.between(1, 1_000_000),
                        Importance.LOW,
                        "Largest number of refresh commands that may wait in memory, because their app may not start"
                                + " more or another command of their account is at work. At this bound no more commands are read"
                                + " until the backlog is shorter.");
    }

    private static void defineProviderTimes(ConfigDef definition) {
        definition
                .define(
                        CONNECT_TIMEOUT,
                        Type.STRING,
                        "5s",
                        between("10ms", "1m"),
                        Importance.LOW,
                        "How long opening a connection to a provider may take.")
                .define(
                        CALL_TIMEOUT,
                        Type.STRING,
                        "10s",
                        between("10ms", "5m"),
                        Importance.MEDIUM,
                        "How long a whole call to a provider may take.");
    }

    private static ConfigDef defineWorkerTimes(ConfigDef definition) {
        return definition
                .define(
                        CODE_LIFETIME,
                        Type.STRING,
                        "1h",
                        between("1s", "7d"),
                        Importance.LOW,
                        "How long a code is presented, from its record's time. Those of most providers live an hour or less.")
                .define(
                        STATE_LIFETIME,
                        Type.STRING,
                        "1h",
                        between("1m", "1d"),
                        Importance.LOW,
                        "Must be at least the state.lifetime of callback-service. For this long the same redirect may"
                                + " bring the same code again, and the code must still be known.")
                .define(
                        DELIVERY_TIMEOUT,
                        Type.STRING,
                        "10s",
                        between("500ms", "10m"),
                        Importance.LOW,
                        "Time after which a record that Kafka has not acknowledged is sent again. No record is given up.")
                .define(
                        SESSION_TIMEOUT,
                        Type.STRING,
                        "45s",
                        between("500ms", "30m"),
                        Importance.MEDIUM,
                        "After this long without a heartbeat, a worker's partitions are given to another worker. A code"
                                + " is presented only within half of this time after the group last confirmed the partition.")
                .define(
                        DRAIN_TIMEOUT,
                        Type.STRING,
                        "25s",
                        between("0ms", "4m"),
                        Importance.LOW,
                        "How long work in flight may take to finish when partitions are given up or the service stops.")
                .define(
                        RETRY_FIRST,
                        Type.STRING,
                        "200ms",
                        between("1ms", "1h"),
                        Importance.LOW,
                        "Ceiling of the first random pause after a failure that may pass. The ceiling doubles with each"
                                + " further failure.")
                .define(
                        RETRY_LONGEST,
                        Type.STRING,
                        "60s",
                        between("1ms", "1h"),
                        Importance.LOW,
                        "Ceiling of every such pause, and longest pause before an app that the provider refuses is tried again.");
    }

    /** Reads checked settings. Throws {@link ConfigException} that names the settings that contradict each other. */
    public static ExchangeConfig of(Settings settings) {
        Apps apps = settings.apps().requireSecrets();
        return new ExchangeConfig(
                settings.kafka(),
                TopicSettings.from(settings),
                apps,
                settings.keySet(CODES_KEYS),
                settings.keySet(TOKENS_KEYS),
                RefreshSecretsConfig.from(settings, apps),
                LinkCheckConfig.from(settings),
                ClientRuleTable.limit(settings),
                HeldConsentsConfig.limit(settings),
                ImportsConfig.from(settings),
                new LaneLimits(settings.integer(CODES_CONCURRENCY), settings.integer(WAITING_LIMIT)),
                settings.integer(REMEMBERED_LIMIT),
                new LaneLimits(settings.integer(COMMANDS_CONCURRENCY), settings.integer(COMMANDS_WAITING_LIMIT)),
                new ProviderTimes(settings.duration(CONNECT_TIMEOUT), settings.duration(CALL_TIMEOUT)),
                new WorkerTimes(
                        settings.duration(CODE_LIFETIME),
                        settings.duration(STATE_LIFETIME),
                        settings.duration(DELIVERY_TIMEOUT),
                        settings.duration(SESSION_TIMEOUT),
                        settings.duration(DRAIN_TIMEOUT),
                        settings.duration(RETRY_FIRST),
                        settings.duration(RETRY_LONGEST)),
                ManagementConfig.from(settings));
    }

    private static ConfigDef.Validator between(String least, String most) {
        return Durations.between(Durations.parse(least), Durations.parse(most));
    }
}
