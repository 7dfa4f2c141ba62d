package io.tokenkeep.refresh;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.health.ManagementConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** The names of refresh-worker's settings, their defaults and what they mean. */
final class RefreshSettings {

    static final String APPLICATION_ID = "refresh.application.id";
    static final String STATE_DIRECTORY = "state.directory";
    static final String THREADS = "stream.threads";
    static final String STANDBYS = "standby.replicas";
    static final String ROCKS_MEGABYTES = "state.memory.megabytes";
    static final String LEAVE_GROUP = "leave.group.on.close";
    static final String TICK_INTERVAL = "tick.interval";
    static final String TICK_BUDGET = "tick.budget";
    static final String TICK_TIME = "tick.time.limit";
    static final String CALLS = "app.calls.per.second";
    static final String OUTSTANDING = "app.commands.outstanding";
    static final String FRACTION = "refresh.fraction";
    static final String JITTER = "refresh.jitter";
    static final String RETRY_MINIMUM = "retry.minimum";
    static final String RETRY_MAXIMUM = "retry.maximum";
    static final String VERIFY_INTERVAL = "verify.interval";
    static final String VERIFY_GAP = "verify.gap";
    static final String COMMAND_LIFETIME = "command.lifetime";
    static final String LONGEST_CALL = "longest.call";
    static final String DELIVERY_TIMEOUT = "delivery.timeout";
    static final String UNANSWERED = "unanswered.retries";
    static final String LIST_INTERVAL = "pages.list.interval";
    static final String DELETION_GRACE = "deletion.grace";
    static final String USER_ACTION_LIMIT = "user.action.limit";

    private static final int MANAGEMENT_PORT = 8083;

    private RefreshSettings() {}

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        KafkaSettings.define(definition);
        TopicSettings.define(definition);
        ManagementConfig.define(definition, MANAGEMENT_PORT);
        service(definition);
        ticks(definition);
        policy(definition);
        answers(definition);
        WarningSettings.define(definition);
        return definition;
    }

    private static void service(ConfigDef definition) {
        definition
                .define(
                        APPLICATION_ID,
                        Type.STRING,
                        "tokenkeep-refresh-worker",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The name of the consumer group, and what the names of the changelog topics begin with. The same in"
                                + " all instances, and for good: under another name all state is built anew.")
                .define(
                        STATE_DIRECTORY,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "A directory on a local disk for the stores, of this instance alone. What is lost there is restored"
                                + " from Kafka.")
                .define(
                        THREADS,
                        Type.INT,
                        1,
                        between(1, 64),
                        Importance.MEDIUM,
                        "Threads that share the partitions of this instance.")
                .define(
                        STANDBYS,
                        Type.INT,
                        0,
                        between(0, 5),
                        Importance.MEDIUM,
                        "How many other instances keep a copy of each partition's state up to date, to take over within"
                                + " seconds where one dies. 1 is right for two instances and more; alone there is nowhere to"
                                + " put one. Each costs the disk of the state once more.")
                .define(
                        ROCKS_MEGABYTES,
                        Type.INT,
                        256,
                        between(8, 65_536),
                        Importance.LOW,
                        "Memory outside the Java heap for all stores of this instance together, at most. The default is enough for"
                                + " a million accounts.")
                .define(
                        LEAVE_GROUP,
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether a closing instance leaves its group, so that others take over at once. Without, it has a"
                                + " session time-out to come back and find its partitions its own: right for a restart.");
    }

    private static void ticks(ConfigDef definition) {
        definition
                .define(
                        TICK_INTERVAL,
                        Type.STRING,
                        "1s",
                        atLeast("10ms"),
                        Importance.LOW,
                        "How often each partition looks for what is due. Costs nothing where nothing is.")
                .define(
                        TICK_BUDGET,
                        Type.INT,
                        500,
                        between(1, 100_000),
                        Importance.LOW,
                        "Accounts that one tick of one partition does something about; the others wait for the next.")
                .define(
                        TICK_TIME,
                        Type.STRING,
                        "200ms",
                        atLeast("1ms"),
                        Importance.LOW,
                        "How long one tick may take before it leaves the rest to the next.")
                .define(
                        CALLS,
                        Type.INT,
                        50,
                        between(1, 100_000),
                        Importance.MEDIUM,
                        "Commands per second that lead to a call of the provider, for each app and partition, at most.")
                .define(
                        OUTSTANDING,
                        Type.INT,
                        50,
                        between(1, 100_000),
                        Importance.LOW,
                        "Commands of each app and partition that may be without an answer whatever exchange-worker does. More are"
                                + " only as it answers: as many as it answers in a quarter of command.lifetime.");
    }

    private static void policy(ConfigDef definition) {
        definition
                .define(
                        FRACTION,
                        Type.DOUBLE,
                        0.5,
                        between(0.01, 0.95),
                        Importance.MEDIUM,
                        "After which share of its lifetime a token is refreshed, but never before the provider allows it.")
                .define(
                        JITTER,
                        Type.DOUBLE,
                        0.1,
                        between(0, 0.4),
                        Importance.LOW,
                        "How far from that an account's own time may lie, as a share of the lifetime, to both sides.")
                .define(
                        RETRY_MINIMUM,
                        Type.STRING,
                        "2m",
                        atLeast("10ms"),
                        Importance.MEDIUM,
                        "The least delay after a failure. A token that lives less than 200 of them has a shorter one.")
                .define(
                        RETRY_MAXIMUM,
                        Type.STRING,
                        "6h",
                        atLeast("10ms"),
                        Importance.MEDIUM,
                        "The longest delay after a failure. As a token's end comes near the delays grow shorter again.")
                .define(
                        VERIFY_INTERVAL,
                        Type.STRING,
                        "24h",
                        atLeast("100ms"),
                        Importance.MEDIUM,
                        "How often a token that cannot be extended is verified.")
                .define(
                        VERIFY_GAP,
                        Type.STRING,
                        "1h",
                        atLeast("100ms"),
                        Importance.MEDIUM,
                        "How far apart two refused verifications must be to count as evidence that a token is dead.")
                .define(
                        LIST_INTERVAL,
                        Type.STRING,
                        "24h",
                        atLeast("100ms"),
                        Importance.MEDIUM,
                        "How often the Pages of each person are listed: how soon a new one gets its token, and a lost one is"
                                + " noticed.")
                .define(
                        DELETION_GRACE,
                        Type.STRING,
                        "8d",
                        atLeast("1s"),
                        Importance.LOW,
                        "How long after a data deletion the account's last record is removed; longer than every reader of"
                                + " tokens is away.")
                .define(
                        USER_ACTION_LIMIT,
                        Type.STRING,
                        "30d",
                        atLeast("1s"),
                        Importance.LOW,
                        "How long the provider may say that the person must act there first. After that the account counts as"
                                + " in need of a new consent; its token is still tried now and then.");
    }

    private static void answers(ConfigDef definition) {
        definition
                .define(
                        COMMAND_LIFETIME,
                        Type.STRING,
                        "10m",
                        atLeast("100ms"),
                        Importance.MEDIUM,
                        "How long a command may be carried out.")
                .define(
                        LONGEST_CALL,
                        Type.STRING,
                        "60s",
                        atLeast("100ms"),
                        Importance.LOW,
                        "The longest an exchange-worker may take over one command, from its settings.")
                .define(
                        DELIVERY_TIMEOUT,
                        Type.STRING,
                        "2m",
                        atLeast("100ms"),
                        Importance.LOW,
                        "The longest an exchange-worker may take to bring its answer to Kafka. A command without an answer is"
                                + " given again after its lifetime, the longest call and this.")
                .define(
                        UNANSWERED,
                        Type.LIST,
                        List.of("1h", "6h", "24h"),
                        ConfigDef.LambdaValidator.with(
                                RefreshSettings::durations, () -> "durations with commas between them"),
                        Importance.LOW,
                        "How long to wait for the answer of the second, third… command in a row that nobody answered; the"
                                + " last one is repeated.");
    }

    private static void durations(String name, Object value) {
        for (Object text : (List<?>) value) {
            try {
                Duration ignored = Durations.parse(text.toString());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
        }
    }

    private static Validator atLeast(String least) {
        return Durations.atLeast(Durations.parse(least));
    }
}
