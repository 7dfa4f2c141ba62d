package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void consolesKeysAreMadeForEachMachineAndFitTogether() throws Exception {
        make(directory.resolve("one"));
        make(directory.resolve("other"));

        String privateKeys = read("one/link-keys.json");
        assertThat(LinkKeys.parse(privateKeys).signingKid())
                .matches("links-[0-9a-f]{12}")
                .isNotEqualTo(LinkKeys.parse(read("other/link-keys.json")).signingKid());
        assertThat(read("one/link-keys-public.json").strip()).isEqualTo(LinkKeys.publicPart(privateKeys));
        String imports = read("one/import-keys.json");
        assertThat(RecipientKeys.parse(imports).sealingKid())
                .matches("imports-[0-9a-f]{12}")
                .isNotEqualTo(RecipientKeys.parse(read("other/import-keys.json")).sealingKid());
        assertThat(RecipientKeys.parse(imports).canOpen()).isTrue();
        assertThat(read("one/import-keys-public.json").strip()).isEqualTo(RecipientKeys.publicPart(imports));
        ApiKeyText key = ApiKeyText.parse(read("one/console-api-key").strip()).orElseThrow();
        assertThat(read("one/console-admin-keys"))
                .isEqualTo(ConfiguredKeys.written(key))
                .isNotEqualTo(read("other/console-admin-keys"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("one/console-api-key"))))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("one")).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void consolesKeysThatAreThereAreKeptAlsoIfTheApiKeyIsKeptElsewhere() throws Exception {
        make(directory);
        Files.delete(directory.resolve("console-api-key"));
        String links = read("link-keys.json");
        String imports = read("import-keys.json");
        String admin = read("console-admin-keys");

        make(directory);

        assertThat(read("link-keys.json")).isEqualTo(links);
        assertThat(read("import-keys.json")).isEqualTo(imports);
        assertThat(read("console-admin-keys")).isEqualTo(admin);
        assertThat(directory.resolve("console-api-key")).doesNotExist();
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

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private static KeySet made(Path folder, String set) throws IOException, InterruptedException {
        make(folder);
        return KeySet.parse(Files.readString(folder.resolve(set + ".json")));
    }

    private static void make(Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // The classes of this build: its jars may not be packaged yet.
        builder.environment().put("CONSOLE_SERVICE", System.getProperty("java.class.path"));
        builder.environment().put("EXCHANGE_WORKER", System.getProperty("java.class.path"));
        builder.environment()
                .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        Process script = builder.start();
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
    }
}
