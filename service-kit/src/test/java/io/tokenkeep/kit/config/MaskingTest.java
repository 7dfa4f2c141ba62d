package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seal.key",
                "registry.url",
                "apps.one.client.secrets",
                "kafka.sasl.jaas.config",
                "kafka.ssl.key.password",
                "kafka.ssl.keystore.key",
                "kafka.ssl.truststore.password",
                "kafka.producer.ssl.keystore.password",
                "kafka.consumer.sasl.jaas.config",
                "kafka.admin.sasl.jaas.config",
                "kafka.streams.producer.sasl.jaas.config",
                "kafka.streams.some.password",
                "kafka.basic.auth.user.info",
                "kafka.schema.registry.api.key",
                "kafka.plugin.of.somebody",
                "kafka.streams.plugin.of.somebody"
            })
    void noSectionShowsASecret(String setting) {
        Settings settings = SettingsReader.read(definition(), with(Map.of(setting, "https://me:" + SECRET + "@host")));

        assertThat(settings.describe()).containsEntry(setting, "[hidden]");
        assertThat(settings.describe().toString()).doesNotContain(SECRET);
        assertThat(settings.toString()).doesNotContain(SECRET);
        assertThat(settings.kafka().toString()).doesNotContain(SECRET);
        assertThat(settings.apps().toString()).doesNotContain(SECRET);
    }

    @Test
    void addressOfAKnownKafkaSettingIsHiddenWhereItCarriesAPassword() {
        Settings settings = SettingsReader.read(
                definition(),
                with(Map.of("kafka.sasl.oauthbearer.token.endpoint.url", "https://me:hunter2@host/token")));

        assertThat(settings.describe().toString()).doesNotContain(SECRET);
    }

    @Test
    void placeholderIsShownInPlaceOfWhatItLeadsTo() {
        Settings settings = SettingsReader.read(
                definition(),
                with(Map.of("name", "${env:NAME}", "kafka.client.rack", "${env:NAME}")),
                Map.of("NAME", SECRET));

        assertThat(settings.string("name")).isEqualTo(SECRET);
        assertThat(settings.describe())
                .containsEntry("name", "${env:NAME}")
                .containsEntry("kafka.client.rack", "${env:NAME}");
    }

    @Test
    void complaintDoesNotShowWhatAPlaceholderLeadsTo() {
        Throwable problem = catchThrowable(
                () -> SettingsReader.read(definition(), with(Map.of("count", "${env:NAME}")), Map.of("NAME", SECRET)));

        assertThat(problem)
                .hasMessageContaining("count: has a value (not shown)")
                .hasNoCause();
        assertThat(problem.getMessage()).doesNotContain(SECRET);
    }

    @Test
    void complaintsShowNoPasswordAndNoAddress() {
        Throwable problem = catchThrowable(() -> SettingsReader.read(
                definition(),
                with(Map.of(
                        "apps.one.redirect.uri",
                        "https://me:hunter2@host/",
                        "registry.url",
                        "hunter2 ",
                        "seal.key",
                        SECRET,
                        "kafka.acks",
                        SECRET,
                        "nothing",
                        SECRET))));

        assertThat(problem.getMessage()).doesNotContain(SECRET).contains("nothing", "kafka.acks", "redirect.uri");
    }

    @Test
    void harmlessValuesAreShown() {
        Settings settings = SettingsReader.read(
                definition(),
                with(Map.of(
                        "count",
                        "7",
                        "kafka.security.protocol",
                        "SSL",
                        "kafka.producer.linger.ms",
                        "5",
                        "kafka.streams.num.stream.threads",
                        "2",
                        "seal.key",
                        "")));

        assertThat(settings.describe())
                .containsEntry("count", "7")
                .containsEntry("name", "nobody")
                .containsEntry("kafka.security.protocol", "SSL")
                .containsEntry("kafka.producer.linger.ms", "5")
                .containsEntry("kafka.streams.num.stream.threads", "2")
                .containsEntry("apps.one.client.id", "1")
                .containsEntry("apps.one.refresh.minimum.age", "24h")
                .containsEntry("seal.key", "");
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> written = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9092",
                "apps", "one",
                "apps.one.provider", "threads",
                "apps.one.client.id", "1",
                "apps.one.redirect.uri", "https://example.com/back"));
        written.putAll(more);
        return written;
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define("name", ConfigDef.Type.STRING, "nobody", Importance.LOW, "")
                .define("count", ConfigDef.Type.INT, 1, Importance.LOW, "")
                .define("seal.key", ConfigDef.Type.PASSWORD, "", Importance.LOW, "")
                .define("registry.url", ConfigDef.Type.STRING, "", Importance.LOW, "");
        return Apps.define(KafkaSettings.define(definition), MetaDescriptions.CATALOGUE);
    }
}
