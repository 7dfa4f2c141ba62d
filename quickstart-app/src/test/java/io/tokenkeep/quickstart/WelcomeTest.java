package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.apikey.ApiKeyText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    @Test
    void saysWhereTheKeySetLiesThatOpensTokens() {
        Meta meta = Meta.simulated(
                URI.create("http://localhost:8090"), URI.create("http://localhost:8080"), "secret", Duration.ZERO);

        String text = Welcome.text(Options.parse(List.of()), meta, Path.of("/data/tokens-keys.json"), console());

        assertThat(text).contains("keys that open them  /data/tokens-keys.json");
    }

    @Test
    void saysWhereTheApiIsAndItsKeyOnce() {
        String text = Welcome.text(Options.parse(List.of()), new Meta(true, Map.of()), Path.of("keys"), console());

        assertThat(text).contains("http://localhost:18088/api/v1").containsOnlyOnce("tokenkeep_quickstart_secret");
        assertThat(console()).asString().doesNotContain("secret");
    }

    @Test
    void namesThePastePageOfEachRealProduct() {
        Meta meta = new Meta(
                true,
                Map.of(
                        "facebook-main",
                        Map.of("provider", "facebook"),
                        "instagram-main",
                        Map.of("provider", "instagram")));

        String text = Welcome.text(Options.parse(List.of()), meta, Path.of("/data/tokens-keys.json"), console());

        assertThat(text)
                .contains("http://localhost:8080/paste/facebook-main   (after consenting at the real Facebook)")
                .contains("http://localhost:8080/paste/instagram-main   (after consenting at the real Instagram)")
                .doesNotContain("threads-main", "simulated Meta");
    }

    private static ConsoleAccess console() {
        return new ConsoleAccess(18088, new ApiKeyText("quickstart", "secret"));
    }
}
