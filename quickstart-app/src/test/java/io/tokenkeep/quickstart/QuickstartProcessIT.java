package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged quickstart as a process, as its script starts it. */
class QuickstartProcessIT {

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
    void onceEndsWithTheCountsAsItsLastLine() throws Exception {
        Process once = start("--accounts", "4", "--lifetime", "6s", "--once");

        assertThat(once.waitFor(150, TimeUnit.SECONDS)).isTrue();

        assertThat(lines(out()).get(lines(out()).size() - 1))
                .matches("\\{\"connected\":4,\"refreshed\":4,\"failed\":0,\"seconds\":\\d+\\.\\d}");
        assertThat(once.exitValue()).isZero();
    }

    @Test
    void aTakenPortIsOneLineThatNamesIt() throws Exception {
        for (int taken : List.of(ports.web(), ports.management(), ports.simulator(), ports.kafka())) {
            try (ServerSocket occupant = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
                Process refused = start();

                assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();

                assertThat(refused.exitValue()).isEqualTo(1);
                assertThat(lines(err())).singleElement().asString().contains(Integer.toString(occupant.getLocalPort()));
            }
        }
    }

    @Test
    void interruptingStopsItCleanly() throws Exception {
        Process running = start("--accounts", "2");
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
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(
                List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-Xmx768m", "-jar", "target/quickstart.jar"));
        command.addAll(List.of(
                "--port", Integer.toString(ports.web()),
                "--management-port", Integer.toString(ports.management()),
                "--simulator-port", Integer.toString(ports.simulator()),
                "--kafka-port", Integer.toString(ports.kafka())));
        command.addAll(List.of(options));
        Process started = new ProcessBuilder(command)
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
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
