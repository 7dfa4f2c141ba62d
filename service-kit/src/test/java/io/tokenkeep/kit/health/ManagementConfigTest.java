package io.tokenkeep.kit.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.config.SettingsSource;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementConfigTest {
    @ParameterizedTest
    @CsvSource({"management.port, 65536", "management.port, -1", "management.port, http", "management.host, ''"})
    void whatCannotBeListenedOnIsRefusedByName(String setting, String value) {
        assertThatThrownBy(() -> read(Map.of(setting, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(setting);
    }

    @Test
    void recordRefusesNonsenseByItself() {
        assertThatThrownBy(() -> new ManagementConfig(" ", 1)).hasMessageContaining("management.host");
        assertThatThrownBy(() -> new ManagementConfig("localhost", 65536)).hasMessageContaining("management.port");
    }

    @Test
    void listensOnThisMachineAloneByDefault() {
        assertThat(read(Map.of())).isEqualTo(new ManagementConfig("127.0.0.1", 8081));
    }

    @Test
    void everySettingIsMapped() {
        Map<String, String> written = Map.of("management.host", "0.0.0.0", "management.port", "0");

        assertThat(read(written)).isEqualTo(new ManagementConfig("0.0.0.0", 0));
    }

    private static ManagementConfig read(Map<String, String> written) {
        return ManagementConfig.from(
                SettingsSource.of(written).settings(ManagementConfig.define(new ConfigDef(), 8081)));
    }
}
