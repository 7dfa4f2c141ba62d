package io.tokenkeep.refresh.policy;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * All durations of the policy.
 *
 * @param listInterval between two lists of a person's Pages
 * @param deletionGrace between a data deletion's GONE and its null
 * @param userActionLimit how long the provider may say that the person must act there before the account needs a new consent
 */
public record PolicyConfig(
        RefreshTimes refresh,
        RetryTimes retries,
        VerifyTimes verify,
        AnswerTimes answers,
        Duration listInterval,
        Duration deletionGrace,
        Duration userActionLimit,
        WarningThresholds warnings) {

    /** The default values. */
    public static final PolicyConfig DEFAULT = new PolicyConfig(
            new RefreshTimes(0.5, 0.1),
            new RetryTimes(Duration.ofMinutes(2), Duration.ofHours(6)),
            new VerifyTimes(Duration.ofDays(1), Duration.ofHours(1)),
            new AnswerTimes(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(3),
                    List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1))),
            Duration.ofDays(1),
            Duration.ofDays(8),
            Duration.ofDays(30),
            new WarningThresholds(
                    new WarningThreshold(Duration.ofDays(14), 1.0 / 4),
                    new WarningThreshold(Duration.ofDays(7), 1.0 / 8),
                    new WarningThreshold(Duration.ofDays(1), 1.0 / 50)));

    /** Reads the settings. Throws {@link ConfigException} that names the settings that contradict each other. */
    public static PolicyConfig from(Settings settings) {
        try {
            return new PolicyConfig(
                    RefreshTimes.from(settings),
                    RetryTimes.from(settings),
                    VerifyTimes.from(settings),
                    AnswerTimes.from(settings),
                    settings.duration("pages.list.interval"),
                    settings.duration("deletion.grace"),
                    settings.duration("user.action.limit"),
                    WarningThresholds.from(settings));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /** Adds all of these settings to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        RefreshTimes.define(definition);
        RetryTimes.define(definition);
        VerifyTimes.define(definition);
        AnswerTimes.define(definition);
        defineAccounts(definition);
        return WarningThresholds.define(definition);
    }

    private static ConfigDef defineAccounts(ConfigDef definition) {
        return definition
                .define(
                        "pages.list.interval",
                        Type.STRING,
                        "24h",
                        Durations.atLeast("100ms"),
                        Importance.MEDIUM,
                        "How often the Pages of each person are listed. This decides how soon a new Page gets its token,"
                                + " and how soon a lost Page is noticed.")
                .define(
                        "deletion.grace",
                        Type.STRING,
                        "8d",
                        Durations.atLeast("1s"),
                        Importance.LOW,
                        "How long after a data deletion the account's last record is removed. It must be longer than any"
                                + " reader of tokens is away.")
                .define(
                        "user.action.limit",
                        Type.STRING,
                        "30d",
                        Durations.atLeast("1s"),
                        Importance.LOW,
                        "How long the provider may say that the person must act there first. After that the account"
                                + " needs a new consent; its token is still verified.");
    }
}
