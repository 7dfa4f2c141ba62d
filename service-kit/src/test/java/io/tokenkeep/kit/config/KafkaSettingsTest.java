package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "acks",
                "producer.acks",
                "producer.enable.idempotence",
                "producer.max.in.flight.requests.per.connection",
                "producer.transactional.id",
                "producer.key.serializer",
                "producer.value.serializer",
                "producer.partitioner.class",
                "producer.partitioner.ignore.keys",
                "consumer.enable.auto.commit",
                "consumer.auto.offset.reset",
                "consumer.isolation.level",
                "consumer.allow.auto.create.topics",
                "consumer.group.id",
                "consumer.key.deserializer",
                "consumer.value.deserializer",
                "streams.application.id",
                "streams.processing.guarantee",
                "streams.default.key.serde",
                "streams.default.value.serde",
                "streams.deserialization.exception.handler",
                "streams.default.deserialization.exception.handler",
                "streams.processing.exception.handler",
                "streams.production.exception.handler",
                "streams.default.production.exception.handler",
                "streams.producer.acks",
                "streams.consumer.isolation.level",
                "streams.main.consumer.auto.offset.reset",
                "streams.restore.consumer.isolation.level",
                "streams.global.consumer.auto.offset.reset"
            })
    void settingThatCarriesAGuaranteeCannotBeChanged(String name) {
        assertThatThrownBy(() -> read(Map.of("kafka." + name, "anything")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka." + name + ": cannot be changed, remove it: ");
    }

    @Test
    void brokersMustBeNamed() {
        assertThatThrownBy(() -> SettingsReader.read(KafkaSettings.define(new ConfigDef()), Map.of()))
                .hasMessageContaining("bootstrap.servers: must be set");
        assertThatThrownBy(() -> read(Map.of("bootstrap.servers", " "))).hasMessageContaining("bootstrap.servers");
    }

    @Test
    void withoutMoreThereAreTheBrokersAndOurs() {
        KafkaSettings kafka = KafkaSettings.of("host:1");

        assertThat(kafka.bootstrapServers()).isEqualTo("host:1");
        assertThat(kafka.producer(Map.of("acks", "all")))
                .containsOnly(Map.entry("bootstrap.servers", "host:1"), Map.entry("acks", "all"));
    }

    @Test
    void generalSettingGoesToTheClientsThatKnowIt() {
        KafkaSettings kafka = read(Map.of(
                "kafka.linger.ms",
                "7",
                "kafka.max.poll.records",
                "9",
                "kafka.security.protocol",
                "SSL",
                "kafka.my.plugin",
                "x"));

        assertThat(kafka.producer(Map.of()))
                .containsOnlyKeys("bootstrap.servers", "linger.ms", "security.protocol", "my.plugin");
        assertThat(kafka.consumer(Map.of()))
                .containsOnlyKeys("bootstrap.servers", "max.poll.records", "security.protocol", "my.plugin");
        assertThat(kafka.admin(Map.of())).containsOnlyKeys("bootstrap.servers", "security.protocol", "my.plugin");
        assertThat(kafka.streams(Map.of()))
                .containsOnlyKeys(
                        "bootstrap.servers", "linger.ms", "max.poll.records", "security.protocol", "my.plugin");
    }

    @Test
    void settingForOneKindWinsOverTheGeneralOne() {
        KafkaSettings kafka = read(Map.of(
                "kafka.request.timeout.ms", "1",
                "kafka.producer.request.timeout.ms", "2",
                "kafka.consumer.request.timeout.ms", "3",
                "kafka.admin.request.timeout.ms", "4",
                "kafka.streams.producer.request.timeout.ms", "5"));

        assertThat(kafka.producer(Map.of())).containsEntry("request.timeout.ms", "2");
        assertThat(kafka.consumer(Map.of())).containsEntry("request.timeout.ms", "3");
        assertThat(kafka.admin(Map.of())).containsEntry("request.timeout.ms", "4");
        assertThat(kafka.streams(Map.of()))
                .containsEntry("request.timeout.ms", "1")
                .containsEntry("producer.request.timeout.ms", "5");
    }

    @Test
    void whatTheServiceSetsStandsAboveAll() {
        KafkaSettings kafka = read(Map.of("kafka.linger.ms", "7", "kafka.producer.linger.ms", "8"));

        assertThat(kafka.producer(Map.of("linger.ms", 0, "bootstrap.servers", "elsewhere:1")))
                .containsEntry("linger.ms", 0)
                .containsEntry("bootstrap.servers", "host:1");
    }

    private static KafkaSettings read(Map<String, String> more) {
        Map<String, String> written = new HashMap<>(Map.of("bootstrap.servers", "host:1"));
        written.putAll(more);
        return SettingsReader.read(KafkaSettings.define(new ConfigDef()), written)
                .kafka();
    }
}
