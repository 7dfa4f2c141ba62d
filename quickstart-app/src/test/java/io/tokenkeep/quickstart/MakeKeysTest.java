package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.seal.KeySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakeKeysTest {

    private static final String SCRIPT = Path.of("..", "compose", "make-keys").toString();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"state", "codes", "tokens"})
    void setsThatAreMadeOnTwoMachinesNameTheirKeysDifferently(String set) throws Exception {
        KeySet one = made(directory.resolve("one"), set);
        KeySet other = made(directory.resolve("other"), set);

        assertThat(one.activeKid()).matches(set + "-[0-9a-f]{12}").isNotEqualTo(other.activeKid());
    }

    @Test
    void clientSecretIsMadeForEachMachine() throws Exception {
        made(directory.resolve("one"), "codes");
        made(directory.resolve("other"), "codes");

        String one = Files.readString(directory.resolve("one/client-secret"));
        assertThat(one)
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(Files.readString(directory.resolve("other/client-secret")));
    }

    @Test
    void noFileOfThisRepositoryHoldsASecretForCompose() throws Exception {
        assertThat(Files.readString(Path.of("..", "docker-compose.yml")))
                .doesNotContainPattern("(?i)secrets?: *\\$\\{[A-Z_]+:-")
                .doesNotContain("simulator-secret");
    }

    @Test
    void keysThatAreThereAreKept() throws Exception {
        String before = made(directory, "codes").activeKid();

        assertThat(made(directory, "codes").activeKid()).isEqualTo(before);
    }

    private static KeySet made(Path folder, String set) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", SCRIPT, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        return KeySet.parse(Files.readString(folder.resolve(set + ".json")));
    }
}
