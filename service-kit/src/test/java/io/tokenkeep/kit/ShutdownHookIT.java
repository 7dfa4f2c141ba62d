package io.tokenkeep.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownHookIT {
    @Test
    void signalClosesWhatRuns() throws Exception {
        assertThat(outputAfterSignal("orderly")).containsExactly("closed");
    }

    @Test
    void oneThatHangsDoesNotKeepTheProcess() throws Exception {
        assertThat(outputAfterSignal("hanging")).isEmpty();
    }

    private static String[] outputAfterSignal(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(output.readLine()).isEqualTo("up");
            // Not Process.destroy: that closes the output before it is read.
            process.toHandle().destroy();
            String[] lines =
                    output.lines().filter(line -> !line.contains("WARN")).toArray(String[]::new);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that only waits to be ended, by a signal or with whoever started it. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws IOException {
            PrintStream output = new PrintStream(System.out, true, UTF_8);
            CountDownLatch never = new CountDownLatch(1);
            boolean hanging = arguments[0].equals("hanging");
            ShutdownHook.closing(
                    limit -> close(output, hanging ? never : new CountDownLatch(0)), Duration.ofSeconds(1));
            output.println("up");
            while (System.in.read() >= 0) {
                // Nothing is expected but the end.
            }
            Runtime.getRuntime().halt(1);
        }

        private static void close(PrintStream output, CountDownLatch first) {
            try {
                first.await();
                output.println("closed");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
