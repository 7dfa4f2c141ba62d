package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.process.Watchdog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A consumer that shares nothing with us, not even the language, reads the topic while it runs. */
class KcatIT {

    @Test
    void anotherClientReadsTheTokens() throws Exception {
        Needs.kcat();
        try (Playground playground = Playground.start(null, null)) {
            playground
                    .visitors()
                    .connect(2, person -> {})
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> playground.reader().tally().connected() == 2);

            String lines = kcat(playground, "%k %S\\n");
            String values = kcat(playground, "%s");

            assertThat(lines.lines())
                    .hasSize(2)
                    .allMatch(line -> line.matches(SimulatedApp.THREADS + ":\\d{15,} [1-9]\\d{2,}"));
            // Avro's single-object encoding begins with C3 01; each person's public name is in clear, the token is not.
            assertThat(HexFormat.of().formatHex(values.getBytes(StandardCharsets.ISO_8859_1)))
                    .startsWith("c301");
            assertThat(values).contains("person_1").contains("person_2");
        }
    }

    private static String kcat(Playground playground, String format) throws Exception {
        Process kcat = Watchdog.watch(new ProcessBuilder(List.of(
                        Needs.KCAT.toString(),
                        "-q",
                        "-C",
                        "-e",
                        "-b",
                        playground.started().kafka().bootstrapServers(),
                        "-t",
                        "tokens",
                        "-f",
                        format))
                .start());
        try {
            String output = new String(kcat.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(kcat.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(kcat.exitValue()).isZero();
            return output;
        } finally {
            kcat.destroyForcibly();
        }
    }
}
