package io.tokenkeep.soak.process;

import io.tokenkeep.sandbox.process.Watchdog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A service or a broker, as a process that can be killed and started again. */
public final class Killable implements AutoCloseable {

    private static final long END_SECONDS = 30;
    /** Only one of four collections of the serial collector leaves no gaps, which would count as used. */
    private static final int COLLECTIONS = 4;

    private static final int REPORTED_LINES = 400;
    private static final int SUMMARY_LINES = 6;
    private static final int MOST_CHARACTERS = 300;
    private static final Pattern COMPLAINT = Pattern.compile("^20\\S+ +(?:WARN|ERROR) ");
    private static final Pattern PORT = Pattern.compile("managementPort=\"(\\d+)\"");

    private final String name;
    private final Class<?> main;
    private final List<String> arguments;
    private final Path log;
    private Process process;

    private Killable(String name, Class<?> main, Path log, List<String> arguments) throws IOException {
        this.name = name;
        this.main = main;
        this.log = log;
        this.arguments = arguments;
        this.process = launch();
    }

    public static Killable start(String name, Class<?> main, Path directory, String... arguments) throws IOException {
        return new Killable(name, main, directory.resolve(name + ".log"), List.of(arguments));
    }

    public String name() {
        return name;
    }

    /** Sends SIGKILL. Returns after the process has ended. */
    public Instant kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd(process);
        return Instant.now();
    }

    public void restart() throws IOException {
        process = launch();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, so that the process finishes its calls in flight. */
    public void stop() throws InterruptedException {
        process.destroy();
        awaitEnd(process);
    }

    /** The end of its log, with a thread dump. */
    public String reported() throws IOException, InterruptedException {
        if (process.isAlive()) {
            Process signal = new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start();
            awaitEnd(signal);
            // Nothing in the output shows the end of a thread dump, except the process's next log message.
            Patience.of(Duration.ofSeconds(5)).until(() -> Files.readString(log).contains("Full thread dump"));
        }
        return name + "\n" + String.join("\n", last(REPORTED_LINES, line -> true));
    }

    /** A short summary: its last warnings and errors, and its gauges. */
    public String summary() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add(name + (process.isAlive() ? " runs" : " has ended"));
        lines.addAll(last(SUMMARY_LINES, line -> COMPLAINT.matcher(line).find() && !line.contains("NetworkClient")));
        if (process.isAlive()) {
            lines.addAll(measured());
        }
        return lines.stream()
                .map(line -> line.substring(0, Math.min(line.length(), MOST_CHARACTERS)))
                .collect(Collectors.joining("\n"));
    }

    private void awaitEnd(Process ending) throws InterruptedException {
        if (!ending.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " does not end");
        }
    }

    /** Whether every component is healthy; false without an answer. */
    public Health health() throws InterruptedException {
        try {
            Optional<URI> address = management("/health");
            if (address.isEmpty()) {
                return new Health(false, "has no management listener yet");
            }
            HttpResponse<String> answer = get(address.get());
            return new Health(answer.statusCode() == 200, answer.body());
        } catch (IOException e) {
            return new Health(false, "does not answer");
        }
    }

    /** The health of a process, with its text. */
    public record Health(boolean isGreen, String text) {}

    /** Its gauges that are not zero; the broker has none. */
    private List<String> measured() throws IOException, InterruptedException {
        Optional<URI> address = management("/metrics");
        return address.isEmpty()
                ? List.of()
                : get(address.get())
                        .body()
                        .lines()
                        .filter(line ->
                                line.startsWith("tokenkeep_") && !line.contains("_bucket") && !line.endsWith(" 0.0"))
                        .toList();
    }

    /** The size of its live heap after collections, in bytes. Needs a JDK's jcmd. */
    public long heapAfterCollection() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            awaitEnd(new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        URI metrics = management("/metrics").orElseThrow(() -> new IOException(name + " has no management listener"));
        return get(metrics)
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The size of its log, in bytes. */
    public long logBytes() throws IOException {
        return Files.size(log);
    }

    private Optional<URI> management(String path) throws IOException {
        Matcher port = PORT.matcher(String.join("\n", last(1, line -> line.contains("managementPort"))));
        return port.find() ? Optional.of(URI.create("http://127.0.0.1:" + port.group(1) + path)) : Optional.empty();
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString());
    }

    private List<String> last(int most, Predicate<String> which) throws IOException {
        List<String> lines = Files.readAllLines(log).stream().filter(which).toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /**
     * Kills the process in any state, so that it neither outlives its starter nor writes into a directory being
     * removed.
     */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            awaitEnd(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return Watchdog.watch(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }
}
