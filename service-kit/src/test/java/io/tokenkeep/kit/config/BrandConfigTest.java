package io.tokenkeep.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandConfigTest {

    private static final ConfigDef DEFINITION = BrandConfig.define(new ConfigDef());

    @Test
    void withoutSettingsThereIsNoBrand() {
        assertThat(read(Map.of())).isEqualTo(BrandConfig.NONE);
    }

    @Test
    void everySettingIsRead() {
        assertThat(read(Map.of(
                        "brand.name", "Agency",
                        "brand.logo.url", "https://agency.example/logo.png",
                        "brand.colour", "#8A1f5b",
                        "brand.privacy.url", "https://agency.example/privacy",
                        "brand.help.url", "mailto:help@agency.example")))
                .isEqualTo(new BrandConfig(
                        Optional.of("Agency"),
                        Optional.of(URI.create("https://agency.example/logo.png")),
                        Optional.of("#8A1f5b"),
                        Optional.of(URI.create("https://agency.example/privacy")),
                        Optional.of(URI.create("mailto:help@agency.example"))));
    }

    @ParameterizedTest
    @CsvSource({
        "brand.name, ' '",
        "brand.logo.url, http://agency.example/logo.png",
        "brand.logo.url, mailto:logo@agency.example",
        "brand.colour, red",
        "brand.colour, #12345",
        "brand.privacy.url, /privacy",
        "brand.privacy.url, https://user@agency.example/",
        "brand.help.url, javascript:alert(1)",
        "brand.help.url, 'mailto:a b'"
    })
    void everyOtherValueIsRefusedByName(String setting, String value) {
        assertThatThrownBy(() -> read(Map.of(setting, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "https://a b", "https://h;img-src *", "https://h/#f", "ftp://h", "//h/x"})
    void noOtherTextIsAnAddressOfAPage(String text) {
        assertThat(BrandConfig.https(text)).isEmpty();
        assertThat(BrandConfig.httpsOrMail(text)).isEmpty();
        assertThat(BrandConfig.https("https://h/" + "x".repeat(500))).isEmpty();
    }

    private static BrandConfig read(Map<String, String> written) {
        return SettingsReader.read(DEFINITION, written, Map.of()).brand();
    }
}
