package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-5m", "10 weeks", "1h30m", "99999999999999999d", "999999999999999d", "P1Y"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("60d or PT10M");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "10m, PT10M",
        "24h, PT24H",
        "60d, PT1440H",
        "PT10M, PT10M",
        "' 5 s ', PT5S",
        "0s, PT0S"
    })
    void shortAndIsoFormsAreRead(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1ms", "1500ms", "90s", "10m", "36h", "60d", "PT0.000001S"})
    void whatIsFormattedIsReadBackTheSame(String text) {
        assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void negativeDurationIsFormattedInIso() {
        assertThat(Durations.format(Duration.ofSeconds(-1))).isEqualTo("PT-1S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999ms", "61s", "soon"})
    void validatorRefusesWhatIsOutsideAndNamesTheSetting(String text) {
        ConfigDef.Validator validator = Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(1));

        assertThatThrownBy(() -> validator.ensureValid("the.wait", text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the.wait");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "60s", "PT30S"})
    void validatorAllowsBothEnds(String text) {
        ConfigDef.Validator validator = Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(1));

        validator.ensureValid("the.wait", text);

        assertThat(validator).hasToString("a duration from 1s to 1m");
    }
}
