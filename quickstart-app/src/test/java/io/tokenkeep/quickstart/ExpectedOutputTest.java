package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.quickstart.WalkthroughPage.Command;
import io.tokenkeep.quickstart.WalkthroughPage.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedOutputTest {

    @TempDir
    private Path directory;

    private final Map<String, String> values = new HashMap<>();

    @Test
    void otherTextAndMissingOrFurtherLinesAreNoMatch() {
        assertThat(matches("a\nb\n", "a", "b")).isTrue();
        assertThat(matches("a\nB\n", "a", "b")).isFalse();
        assertThat(matches("a\n", "a", "b")).isFalse();
        assertThat(matches("a\nb\nc\n", "a", "b")).isFalse();
        assertThat(matches("", "a")).isFalse();
    }

    @Test
    void ellipsisStandsForTextInOneLineOrForWholeLines() {
        assertThat(matches("at 12:00, ok\n", "at …, ok")).isTrue();
        assertThat(matches("at 12:00\n, ok\n", "at …, ok")).isFalse();
        assertThat(matches("a\nx\ny\nb\n", "a", "…", "b")).isTrue();
        assertThat(matches("a\nb\n", "a", "…", "b")).isTrue();
    }

    @Test
    void columnsMayBeWiderButNotGone() {
        assertThat(matches("ID        NAME\n", "ID  NAME")).isTrue();
        assertThat(matches("ID NAME\n", "ID  NAME")).isFalse();
    }

    @Test
    void valueIsTakenOnceAndIsTheSameLater() {
        assertThat(matches("id: 5\nagain: 6\n", "id: <link>", "again: <link>")).isFalse();
        assertThat(values).isEmpty();
        assertThat(matches("id: 5\nagain: 5\n", "id: <link>", "again: <link>")).isTrue();
        assertThat(matches("id: 6\n", "id: <link>")).isFalse();
        assertThat(ExpectedOutput.filled("show <link> <other>", values)).isEqualTo("show 5 <other>");
    }

    @Test
    void stepsAreReadInOrderWithWholeFiles() throws IOException {
        String page = """
                ```console
                $ cat > f <<'END'
                x
                END
                $ show f
                x
                ```
                <!-- test: ada consents at <address> -->
                """;

        assertThat(WalkthroughPage.steps(page(page)))
                .containsExactly(
                        new Command("cat > f <<'END'\nx\nEND", List.of()),
                        new Command("show f", List.of("x")),
                        new Consent("ada", "address"));
    }

    @Test
    void blockThatNoTestWouldRunIsRefused() {
        for (String block : List.of("```sh\nls\n```\n", "    ls\n", "$ ls\n", "<!-- test: ada waits -->\n")) {
            assertThatThrownBy(() -> WalkthroughPage.steps(page(block))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private boolean matches(String output, String... lines) {
        return new ExpectedOutput(List.of(lines)).matches(output, values);
    }

    private Path page(String text) throws IOException {
        return Files.writeString(directory.resolve("page.md"), text);
    }
}
