package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.refresh.policy.AnswerTimes;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshTimes;
import io.tokenkeep.refresh.policy.RetryTimes;
import io.tokenkeep.refresh.policy.VerifyTimes;
import io.tokenkeep.refresh.policy.WarningThreshold;
import io.tokenkeep.refresh.policy.WarningThresholds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshConfigTest {

    private static final Map<String, String> LEAST =
            Map.of("bootstrap.servers", "127.0.0.1:9092", "state.directory", "state");

    @Test
    void defaultsAreThoseOfProduction() {
        RefreshConfig config = config(LEAST);

        assertThat(config.policy()).isEqualTo(PolicyConfig.DEFAULT);
        assertThat(config.instance().applicationId()).isEqualTo("tokenkeep-refresh-worker");
        assertThat(config.instance().stateDirectory()).isEqualTo(Path.of("state"));
        assertThat(config.instance().threads()).isEqualTo(1);
        assertThat(config.instance().leaveGroup()).isFalse();
        assertThat(config.topics().create()).isFalse();
        assertThat(config.budget().interval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void everySettingIsMapped() {
        RefreshConfig config = config(Map.ofEntries(
                Map.entry("bootstrap.servers", "one:1"),
                Map.entry("topics.create", "true"),
                Map.entry("topics.partitions", "3"),
                Map.entry("topics.replication.factor", "1"),
                Map.entry("management.host", "127.0.0.2"),
                Map.entry("management.port", "1"),
                Map.entry("refresh.application.id", "mine"),
                Map.entry("state.directory", "there"),
                Map.entry("stream.threads", "2"),
                Map.entry("state.memory.megabytes", "9"),
                Map.entry("leave.group.on.close", "true"),
                Map.entry("tick.interval", "100ms"),
                Map.entry("tick.budget", "7"),
                Map.entry("tick.time.limit", "8ms"),
                Map.entry("app.calls.per.second", "9"),
                Map.entry("refresh.fraction", "0.4"),
                Map.entry("refresh.jitter", "0.05"),
                Map.entry("retry.minimum", "1s"),
                Map.entry("retry.maximum", "2s"),
                Map.entry("verify.interval", "3s"),
                Map.entry("verify.gap", "4s"),
                Map.entry("pages.list.interval", "13s"),
                Map.entry("deletion.grace", "5s"),
                Map.entry("user.action.limit", "16s"),
                Map.entry("warn.unmoved.before", "14s"),
                Map.entry("warn.unmoved.share", "0.3"),
                Map.entry("command.lifetime", "6s"),
                Map.entry("longest.call", "7s"),
                Map.entry("delivery.timeout", "8s"),
                Map.entry("unanswered.retries", "9s, 10s"),
                Map.entry("warn.first.before", "11s"),
                Map.entry("warn.first.share", "0.2"),
                Map.entry("warn.last.before", "12s"),
                Map.entry("warn.last.share", "0.1")));

        assertThat(config.policy())
                .isEqualTo(new PolicyConfig(
                        new RefreshTimes(0.4, 0.05),
                        new RetryTimes(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        new VerifyTimes(Duration.ofSeconds(3), Duration.ofSeconds(4)),
                        new AnswerTimes(
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(15),
                                List.of(Duration.ofSeconds(9), Duration.ofSeconds(10))),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(16),
                        new WarningThresholds(
                                new WarningThreshold(Duration.ofSeconds(14), 0.3),
                                new WarningThreshold(Duration.ofSeconds(11), 0.2),
                                new WarningThreshold(Duration.ofSeconds(12), 0.1))));
        assertThat(config.budget().accounts()).isEqualTo(7);
        assertThat(config.budget().time()).isEqualTo(Duration.ofMillis(8));
        assertThat(config.budget().callsPerSecond()).isEqualTo(9);
        assertThat(config.instance().rocksMegabytes()).isEqualTo(9);
        assertThat(config.instance().leaveGroup()).isTrue();
        assertThat(config.management().port()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "state.directory, '', state.directory",
        "refresh.application.id, '', refresh.application.id",
        "refresh.fraction, 0.95, refresh.fraction",
        "refresh.jitter, 0.5, refresh.jitter",
        "retry.minimum, 7h, retry.minimum",
        "retry.maximum, soon, retry.maximum",
        "unanswered.retries, 'later,never', unanswered.retries",
        "unanswered.retries, '', unanswered.retries",
        "tick.budget, 0, tick.budget",
        "app.calls.per.second, 0, app.calls.per.second",
        "stream.threads, 0, stream.threads",
        "state.memory.megabytes, 1, state.memory.megabytes",
        "kafka.processing.guarantee, at_least_once, kafka.processing.guarantee",
    })
    void nonsenseIsRefusedByName(String name, String value, String named) {
        Map<String, String> written = new HashMap<>(LEAST);
        written.put(name, value);

        assertThatThrownBy(() -> config(written))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(named);
    }

    private static RefreshConfig config(Map<String, String> written) {
        return RefreshConfig.of(SettingsSource.of(written).settings(RefreshConfig.definition()));
    }
}
