package io.tokenkeep.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program of ours in a JVM of its own, with the flags that all of them have. It says {@code ready …} on its standard
 * output when it is, and ends when its standard input does: so none survives whoever started it.
 */
public final class Child implements AutoCloseable {

    private static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m");
    private static final String READY = "ready";
    private static final long READY_SECONDS = 60;
    private static final long END_SECONDS = 15;

    private final String name;
    private final Process process;
    private final String readyWith;

    private Child(String name, Process process, String readyWith) {
        this.name = name;
        this.process = process;
        this.readyWith = readyWith;
    }

    /** Starts a program of this module and waits until it is ready; what it writes goes into {@code logs}. */
    public static Child start(String name, Class<?> main, Path logs, String... arguments) throws IOException {
        return start(name, Program.of(main), logs, arguments);
    }

    /** Starts any program that calls {@link #serve}. */
    public static Child start(String name, Program program, Path logs, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", program.classPath(), program.main()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(logs.resolve(name + ".log").toFile())
                .start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread reading = new Thread(() -> keep(process, logs.resolve(name + ".out"), ready), "out-" + name);
        reading.setDaemon(true);
        reading.start();
        try {
            return new Child(name, process, ready.get(READY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " did not start, see its log in " + logs, e);
        }
    }

    public String name() {
        return name;
    }

    /** What it said it is ready with: an address, say. */
    public String readyWith() {
        return readyWith;
    }

    /** Time it has spent on a processor so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its memory at present, in MiB; 0 where nobody tells. */
    public long residentMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** For a child: says that it is ready, and stays until its standard input ends. */
    public static void serve(String with) throws IOException {
        System.out.println(READY + " " + with);
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is expected but the end.
        }
    }

    /** Whoever writes and is not read stands still one day, so all of it is read to its end. */
    private static void keep(Process process, Path file, CompletableFuture<String> ready) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter kept = Files.newBufferedWriter(file)) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()).strip());
                }
                kept.write(line);
                kept.newLine();
            }
            ready.completeExceptionally(new IllegalStateException("ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
