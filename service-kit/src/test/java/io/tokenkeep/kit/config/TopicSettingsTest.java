package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicNames;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "topics.create, maybe",
        "topics.partitions, 0",
        "topics.partitions, 10001",
        "topics.replication.factor, 0",
        "topics.replication.factor, 33",
        "topics.prefix, a/b",
        "topics.prefix, 0123456789012345678901234567890123456789012345678901234567890123.",
    })
    void layoutThatCannotBeIsRefusedByName(String setting, String value) {
        assertThatThrownBy(() -> read(Map.of(setting, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(setting);
    }

    @Test
    void nothingIsCreatedUnlessAskedFor() {
        TopicLayout layout = new TopicLayout(TopicLayout.DEFAULT_PARTITIONS, (short) 3);

        assertThat(read(Map.of())).isEqualTo(new TopicSettings(layout, false));
    }

    @Test
    void everySettingIsMapped() {
        Map<String, String> written = Map.of(
                "topics.create",
                "true",
                "topics.partitions",
                "4",
                "topics.replication.factor",
                "1",
                "topics.prefix",
                "north.");

        TopicLayout layout = new TopicLayout(4, (short) 1, new TopicNames("north."));
        assertThat(read(written)).isEqualTo(new TopicSettings(layout, true));
        assertThat(read(written).names().onCluster("tokens")).isEqualTo("north.tokens");
    }

    private static TopicSettings read(Map<String, String> written) {
        return TopicSettings.from(SettingsReader.read(TopicSettings.define(new ConfigDef()), written));
    }
}
