package io.tokenkeep.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service in a JVM of its own, with the class path of this one, that logs everything at DEBUG into a file. */
public final class ServiceJvm implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofMinutes(3);

    private static final int LAST_LINES = 40;

    private final Process process;
    private final Path log;

    private ServiceJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the service. It ends with this JVM at the latest.
     *
     * @param main its main class, which takes {@code --config}
     * @param settings the file of its settings
     * @param log its output is appended to this file
     */
    public static ServiceJvm start(Class<?> main, Path settings, Path log) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback-everything.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--config",
                settings.toString());
        try {
            return new ServiceJvm(
                    Watchdog.watch(new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start()),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. Returns when the process was seen to be gone. */
    public Instant kill() {
        process.destroyForcibly();
        awaitEnd();
        return Instant.now();
    }

    /** SIGSTOP: it stands still. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it continues. */
    public void thaw() {
        signal("-CONT");
    }

    /** Kills it, also while it stands still. */
    @Override
    public void close() {
        kill();
    }

    private void signal(String which) {
        try {
            int status = new ProcessBuilder("kill", which, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill " + which + " failed with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** SIGTERM, for which it finishes what is in flight. Returns its exit status. */
    public int stop() {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Fails with the last lines of its log if it has ended. */
    public void requireAlive() {
        if (!isAlive()) {
            throw new AssertionError(
                    "the service ended by itself with " + process.exitValue() + "; last of its log:\n" + lastLines());
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "the log cannot be read: " + e.getMessage();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the service did not end within " + END_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
