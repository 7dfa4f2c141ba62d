package io.tokenkeep.sandbox.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchdogIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void processThatIsStoppedEndsWithItsParent() throws Exception {
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            long stopped = Long.parseLong(starter.inputReader(UTF_8).readLine());
            try {
                assertThat(state(stopped)).isEqualTo("T");

                starter.destroyForcibly();

                await().atMost(PATIENCE).until(() -> hasEnded(stopped));
            } finally {
                ProcessHandle.of(stopped).ifPresent(ProcessHandle::destroyForcibly);
            }
        } finally {
            starter.destroyForcibly();
        }
    }

    @Test
    void watchdogEndsWithItsProcess() throws Exception {
        long before = shells();
        Process process = Watchdog.watch(new ProcessBuilder("sleep", "600").start());
        assertThat(shells()).isEqualTo(before + 1);

        process.destroyForcibly();

        await().atMost(PATIENCE).until(() -> shells() == before);
    }

    private static long shells() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.filter(child -> child.info()
                            .command()
                            .filter(each -> !each.endsWith("sleep"))
                            .isPresent())
                    .count();
        }
    }

    /** Nobody may be there to ask how it ended; it is a zombie then. */
    private static boolean hasEnded(long pid) throws IOException {
        return !Files.exists(Path.of("/proc", Long.toString(pid))) || state(pid).equals("Z");
    }

    private static String state(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("State:"))
                    .map(line -> line.replaceAll("State:\\s+(\\S).*", "$1"))
                    .findFirst()
                    .orElse("");
        }
    }

    /** Starts a process, stops it with SIGSTOP, tells its number and stays. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) throws Exception {
            Process process = Watchdog.watch(new ProcessBuilder("sleep", "600").start());
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            System.out.println(process.pid());
            process.waitFor();
        }
    }
}
