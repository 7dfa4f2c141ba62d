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
 * A program in a JVM of its own, with the same flags for all but the heap of some. It prints {@code ready …} when it is ready, and ends
 * when its standard input ends. So it ends with the process that started it.
 */
public final class Child implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;
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

    /** Starts a program of this module and waits until it is ready. Its output is written to {@code logs}. */
    public static Child start(String name, Class<?> main, Path logs, String... arguments) throws IOException {
        return start(name, Program.of(main), logs, arguments);
    }

    /** The same with a heap of its own, for a program that holds more than others. */
    public static Child start(String name, Class<?> main, int heapMegabytes, Path logs, String... arguments)
            throws IOException {
        return start(name, Program.of(main), heapMegabytes, logs, arguments);
    }

    /** Starts any program that calls {@link #serve}. */
    public static Child start(String name, Program program, Path logs, String... arguments) throws IOException {
        return start(name, program, HEAP_MEGABYTES, logs, arguments);
    }

    private static Child start(String name, Program program, int heapMegabytes, Path logs, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m"));
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

    /** The text after {@code ready}, such as an address. */
    public String readyWith() {
        return readyWith;
    }

    /** Its processor time so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its current resident memory in MiB; 0 where the system has no figure. */
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

    /** Its heap in MiB after a collection of all that is not used any more. */
    public double liveHeapMegabytes() throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = histogram.inputReader(StandardCharsets.UTF_8)) {
            String total = out.lines().reduce("", (before, line) -> line.startsWith("Total") ? line : before);
            String[] cells = total.strip().split("\\s+", -1);
            if (histogram.waitFor() != 0 || cells.length != 3) {
                throw new IllegalStateException("the heap of " + name + " cannot be measured");
            }
            return Long.parseLong(cells[2]) / 1024.0 / 1024.0;
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

    /** For a child: prints that it is ready, and waits until its standard input ends. */
    public static void serve(String with) throws IOException {
        System.out.println(READY + " " + with);
        System.out.flush();
        while (System.in.read() >= 0) {
            // Only the end of the input matters.
        }
    }

    /** Reads all output to its end, because a process whose output is not read blocks at some point. */
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
