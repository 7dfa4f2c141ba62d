package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    @Test
    void saysWhereTheKeySetLiesThatOpensTokens() {
        Meta meta = Meta.simulated(
                URI.create("http://localhost:8090"), URI.create("http://localhost:8080"), "secret", Duration.ZERO);

        String text = Welcome.text(Options.parse(List.of()), meta, Path.of("/data/tokens-keys.json"));

        assertThat(text).contains("keys that open them  /data/tokens-keys.json");
    }
}
