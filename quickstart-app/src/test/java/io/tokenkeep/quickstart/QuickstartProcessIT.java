package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.process.Watchdog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged quickstart as a process, started by its script or as the script does. */
class QuickstartProcessIT {

    private static final Path PROGRAMS = Path.of(System.getProperty("java.home"), "bin");
    private static final Path JAR = Path.of("target", "quickstart.jar");
    private static final Map<String, String> REAL = Map.of(
            "THREADS_CLIENT_ID", "1",
            "THREADS_CLIENT_SECRET", "s",
            "THREADS_REDIRECT_URI", "https://tokens.example.org/threads/callback");

    @TempDir
    private Path directory;

    private final Options.Ports ports = Playground.freePorts();
    private @Nullable Process process;

    @AfterEach
    void endProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void scriptRunsOnceAndEndsWithTheCountsAsItsLastLine() throws Exception {
        Process once =
                startByScript("--accounts", "6", "--apps", "threads,facebook,instagram", "--lifetime", "8s", "--once");

        assertThat(once.waitFor(150, TimeUnit.SECONDS)).isTrue();

        assertThat(lines(out()).get(lines(out()).size() - 1))
                .matches(
                        "\\{\"connected\":6,\"refreshed\":6,\"pages\":4,\"verified\":4,\"failed\":0,\"seconds\":\\d+\\.\\d}");
        assertThat(once.exitValue()).isZero();
    }

    @Test
    void whatIsKeptOfTheRealThreadsServesTheNextStartToo() throws Exception {
        Path kept = directory.resolve("kept");
        for (int run = 0; run < 2; run++) {
            // There is no simulator, so its port does not matter.
            try (ServerSocket occupant = new ServerSocket(ports.simulator(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(occupant.isBound()).isTrue();
                Process running = start(builder(java()), REAL, "--data", kept.toString());
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> Files.readString(out()).contains("paste an address"));
                running.destroy();
                assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(lines(err())).isEmpty();
            }
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
    }

    @Test
    void aTakenPortIsOneLineThatNamesIt() throws Exception {
        for (int taken : List.of(ports.web(), ports.management(), ports.simulator(), ports.kafka(), ports.console())) {
            try (ServerSocket occupant = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
                Process refused = start();

                assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();

                assertThat(refused.exitValue()).isEqualTo(1);
                assertThat(lines(err())).singleElement().asString().contains(Integer.toString(occupant.getLocalPort()));
            }
        }
    }

    @Test
    void interruptingStopsItCleanlyWhilePeopleConnect() throws Exception {
        Process running = start("--accounts", "2000");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.readString(out()).contains("connected"));

        Signal signal = Signal.ofCtrlC();
        new ProcessBuilder("kill", signal.option, Long.toString(running.pid()))
                .start()
                .waitFor();

        assertThat(running.waitFor(10, TimeUnit.SECONDS))
                .as("ended within ten seconds")
                .isTrue();
        assertThat(running.exitValue()).isEqualTo(signal.exitCode);
        assertThat(lines(err())).isEmpty();
    }

    /** What a shell starts in the background ignores Ctrl-C for good, this test's children too; SIGTERM goes the same way. */
    private enum Signal {
        INTERRUPT("-INT", 130),
        TERMINATE("-TERM", 143);

        private static final long INTERRUPT_BIT = 1 << 1;

        final String option;
        final int exitCode;

        Signal(String option, int exitCode) {
            this.option = option;
            this.exitCode = exitCode;
        }

        static Signal ofCtrlC() throws IOException {
            Path status = Path.of("/proc/self/status");
            boolean ignored = Files.exists(status)
                    && lines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> line.substring("SigIgn:".length()).strip())
                            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & INTERRUPT_BIT) != 0);
            return ignored ? TERMINATE : INTERRUPT;
        }
    }

    @Test
    void aMistakeOnTheCommandLineIsOneLine() throws Exception {
        Process refused = start("--acounts", "4");

        assertThat(refused.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(lines(err()))
                .singleElement()
                .asString()
                .contains("--acounts")
                .contains("--accounts");
    }

    private Process start(String... options) throws IOException {
        return start(builder(java()), Map.of(), options);
    }

    /** As a person starts it, from some directory. Nothing is built here, in the middle of a build. */
    private Process startByScript(String... options) throws IOException {
        // Everything is packaged by now; a jar in which nothing changed keeps its old time, and would be built anew.
        Files.setLastModifiedTime(JAR, FileTime.from(Instant.now()));
        Path first = Files.createDirectory(directory.resolve("bin"));
        Path mvn = Files.writeString(first.resolve("mvn"), "#!/bin/sh\necho a build in the middle of a test\nexit 1\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder script = builder(
                        List.of(Path.of("..", "quickstart").toRealPath().toString()))
                .directory(directory.toFile());
        String path = String.join(":", first.toString(), PROGRAMS.toString(), System.getenv("PATH"));
        return start(script, Map.of("PATH", path), options);
    }

    private static List<String> java() {
        return List.of(
                PROGRAMS.resolve("java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx768m", "-jar", JAR.toString());
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        // The variables of a real product in this shell would replace the simulator.
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("THREADS_")
                        || variable.startsWith("FACEBOOK_")
                        || variable.startsWith("INSTAGRAM_"));
        return builder;
    }

    private Process start(ProcessBuilder builder, Map<String, String> environment, String... options)
            throws IOException {
        builder.environment().putAll(environment);
        builder.command()
                .addAll(List.of(
                        "--port", Integer.toString(ports.web()),
                        "--management-port", Integer.toString(ports.management()),
                        "--simulator-port", Integer.toString(ports.simulator()),
                        "--kafka-port", Integer.toString(ports.kafka()),
                        "--console-port", Integer.toString(ports.console())));
        builder.command().addAll(List.of(options));
        Process started = Watchdog.watch(builder.redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start());
        process = started;
        return started;
    }

    private Path out() {
        return directory.resolve("out");
    }

    private Path err() {
        return directory.resolve("err");
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }
}
