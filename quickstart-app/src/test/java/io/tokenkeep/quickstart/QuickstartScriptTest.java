package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.process.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a checkout of its own, with a java and a mvn that only tell how they were called. */
class QuickstartScriptTest {

    private static final Path SCRIPT = Path.of("..", "quickstart");
    private static final Instant BUILT = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    private Path directory;

    private Path checkout;
    private Path elsewhere;
    private Path jar;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(directory.resolve("a checkout"));
        elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        jar = checkout.resolve("quickstart-app/target/quickstart.jar");
        Files.copy(SCRIPT, checkout.resolve("quickstart"));
        executable(checkout.resolve("quickstart"));
        program("java", "echo \"java in $PWD\"; for word in \"$@\"; do echo \"<$word>\"; done");
        program(
                "mvn",
                "echo \"mvn in $PWD: $*\"; mkdir -p quickstart-app/target; : >quickstart-app/target/quickstart.jar");
        write(checkout.resolve("pom.xml"), BUILT.minusSeconds(60));
        write(checkout.resolve("schemas/pom.xml"), BUILT.minusSeconds(60));
        write(checkout.resolve("schemas/src/main/avro/Token.avsc"), BUILT.minusSeconds(60));
    }

    @Test
    void failedBuildStartsNothing() throws Exception {
        program("mvn", "echo no; exit 1");

        assertThat(run()).containsExactly("Building; the first time this takes some minutes.", "no", "exit code 1");
    }

    @Test
    void whatIsNotBuiltIsBuiltWhereItLies() throws Exception {
        assertThat(run()).contains("mvn in " + checkout.toRealPath() + ": -q -B -Dquick package");
    }

    @Test
    void sourceYoungerThanTheJarIsBuiltOnce() throws Exception {
        write(jar, BUILT);
        write(checkout.resolve("schemas/src/main/avro/Token.avsc"), BUILT.plusSeconds(1));
        // A build that has nothing new for the jar leaves it as it is.
        program("mvn", "echo mvn");

        assertThat(run()).contains("mvn");
        assertThat(run()).doesNotContain("mvn");
    }

    @Test
    void jarYoungerThanItsSourcesIsStartedAtOnceInTheCallersDirectory() throws Exception {
        write(jar, BUILT);

        assertThat(run("--data", "kept here", "--once"))
                .startsWith("java in " + elsewhere.toRealPath())
                .endsWith("<-jar>", "<" + jar.toRealPath() + ">", "<--data>", "<kept here>", "<--once>", "exit code 0");
    }

    private List<String> run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("../a checkout/quickstart"));
        command.addAll(List.of(options));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = Watchdog.watch(builder.start());
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(output));
        lines.add("exit code " + process.exitValue());
        return lines;
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(directory.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void write(Path file, Instant modified) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
