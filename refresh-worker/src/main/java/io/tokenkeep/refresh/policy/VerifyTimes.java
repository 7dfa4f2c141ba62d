package io.tokenkeep.refresh.policy;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.Settings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * When tokens are verified.
 *
 * @param interval between two verifications of a token that never ends; also the time for which a token past its end must have
 *     failed if the fault is not the account's
 * @param gap between two refused verifications that together are evidence
 */
public record VerifyTimes(Duration interval, Duration gap) {

    static VerifyTimes from(Settings settings) {
        return new VerifyTimes(settings.duration("verify.interval"), settings.duration("verify.gap"));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "verify.interval",
                        Type.STRING,
                        "24h",
                        Durations.atLeast("100ms"),
                        Importance.MEDIUM,
                        "How often a token that cannot be extended is verified.")
                .define(
                        "verify.gap",
                        Type.STRING,
                        "1h",
                        Durations.atLeast("100ms"),
                        Importance.MEDIUM,
                        "How far apart two refused verifications must be to count as evidence that a token is dead.");
    }
}
