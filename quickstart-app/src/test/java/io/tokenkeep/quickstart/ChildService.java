package io.tokenkeep.quickstart;

import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a service in a small heap. Ends with its parent. */
final class ChildService implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private ChildService(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ChildService start(Class<?> main, Path directory, List<String> settings) throws IOException {
        Path config = Files.write(directory.resolve("service.properties"), settings);
        Path log = Files.createTempFile(directory, "run", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx112m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtokenkeep.failures.directory=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--config",
                config.toString()));
        Process process = Watchdog.watch(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        return new ChildService(process, log);
    }

    /** What it printed until it ended by itself. */
    String awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end: " + Files.readString(log));
        }
        return Files.readString(log);
    }

    int exitCode() {
        return process.exitValue();
    }

    String awaitLine(String part) {
        await().atMost(LIMIT).until(() -> printed().contains(part) || !process.isAlive());
        return printed();
    }

    private String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            boolean ignored = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
