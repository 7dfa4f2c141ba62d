package io.tokenkeep.exchange.kill;

import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.sandbox.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An exchange-worker in a JVM of its own, logging everything at DEBUG into a file. */
final class WorkerProcess implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofMinutes(3);

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** Starts one with these settings; its output goes to the end of {@code log}. */
    static WorkerProcess start(Path settings, Path log) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback-everything.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ExchangeMain.class.getName(),
                "--config",
                settings.toString());
        try {
            return new WorkerProcess(Watchdog.watch(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. Returns when the process was seen to be gone. */
    Instant kill() {
        process.destroyForcibly();
        awaitEnd();
        return Instant.now();
    }

    /** SIGSTOP: it stands still, and believes all it believed. */
    void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void thaw() {
        signal("-CONT");
    }

    /** Whatever became of it, also while it stands still. */
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
    int stop() {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the worker did not end within " + END_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
