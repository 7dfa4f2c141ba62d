package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.Exit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartMainTest {

    private static final Map<String, String> REAL = Map.of(
            "THREADS_CLIENT_ID", "1",
            "THREADS_CLIENT_SECRET", "s",
            "THREADS_REDIRECT_URI", "https://tokens.example.org/threads/callback");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void nothingIsKeptOfASimulatorThatForgets() {
        assertThat(run(Map.of(), "--data", directory.toString(), "--accounts", "2", "--once"))
                .isEqualTo(Exit.USAGE);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "--data is for the real Threads (THREADS_CLIENT_ID, THREADS_CLIENT_SECRET, THREADS_REDIRECT_URI")
                .hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void simulatedPeopleDoNotGoToTheRealThreads() {
        assertThat(run(REAL, "--accounts", "2")).isEqualTo(Exit.USAGE);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("are for the simulator")
                .hasLineCount(1);
    }

    private Exit run(Map<String, String> environment, String... arguments) {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new QuickstartMain(environment, out, new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments), 0);
    }
}
