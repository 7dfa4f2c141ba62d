package io.tokenkeep.refresh;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.refresh.policy.Timing;
import io.tokenkeep.refresh.policy.WarningThreshold;
import io.tokenkeep.refresh.stream.TickBudget;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of refresh-worker; {@link RefreshSettings} has their names and meanings. */
public record RefreshConfig(
        KafkaSettings kafka,
        TopicSettings topics,
        String applicationId,
        Path stateDirectory,
        int threads,
        int standbys,
        int rocksMegabytes,
        boolean leaveGroup,
        TickBudget budget,
        Timing timing,
        ManagementConfig management) {

    /** Every setting with its type, default, range and meaning. */
    public static ConfigDef definition() {
        return RefreshSettings.definition();
    }

    /** Reads checked settings; {@link ConfigException} names what does not fit together. */
    public static RefreshConfig of(Settings settings) {
        return new RefreshConfig(
                settings.kafka(),
                TopicSettings.from(settings),
                settings.string(RefreshSettings.APPLICATION_ID),
                settings.path(RefreshSettings.STATE_DIRECTORY),
                settings.integer(RefreshSettings.THREADS),
                settings.integer(RefreshSettings.STANDBYS),
                settings.integer(RefreshSettings.ROCKS_MEGABYTES),
                settings.bool(RefreshSettings.LEAVE_GROUP),
                new TickBudget(
                        settings.duration(RefreshSettings.TICK_INTERVAL),
                        settings.integer(RefreshSettings.TICK_BUDGET),
                        settings.duration(RefreshSettings.TICK_TIME),
                        settings.integer(RefreshSettings.CALLS),
                        settings.integer(RefreshSettings.OUTSTANDING)),
                timing(settings),
                ManagementConfig.from(settings));
    }

    private static Timing timing(Settings settings) {
        Duration answerLimit = settings.duration(RefreshSettings.LONGEST_CALL)
                .plus(settings.duration(RefreshSettings.DELIVERY_TIMEOUT));
        try {
            return new Timing(
                    settings.decimal(RefreshSettings.FRACTION),
                    settings.decimal(RefreshSettings.JITTER),
                    settings.duration(RefreshSettings.RETRY_MINIMUM),
                    settings.duration(RefreshSettings.RETRY_MAXIMUM),
                    settings.duration(RefreshSettings.VERIFY_INTERVAL),
                    settings.duration(RefreshSettings.VERIFY_GAP),
                    settings.duration(RefreshSettings.COMMAND_LIFETIME),
                    answerLimit,
                    settings.list(RefreshSettings.UNANSWERED).stream()
                            .map(Durations::parse)
                            .toList(),
                    settings.duration(RefreshSettings.LIST_INTERVAL),
                    settings.duration(RefreshSettings.DELETION_GRACE),
                    settings.duration(RefreshSettings.USER_ACTION_LIMIT),
                    threshold(settings, WarningSettings.WARN_UNMOVED, WarningSettings.WARN_UNMOVED_SHARE),
                    threshold(settings, WarningSettings.WARN_FIRST, WarningSettings.WARN_FIRST_SHARE),
                    threshold(settings, WarningSettings.WARN_LAST, WarningSettings.WARN_LAST_SHARE));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static WarningThreshold threshold(Settings settings, String most, String share) {
        return new WarningThreshold(settings.duration(most), settings.decimal(share));
    }
}
