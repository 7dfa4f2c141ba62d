package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;

/** One that ticks over all accounts, in one task, in a process of its own. */
final class Ticker implements AutoCloseable {

    private final String name;
    private final Child process;
    private final TreeMap<Integer, Measured> millis = new TreeMap<>();

    private Ticker(String name, Child process) {
        this.name = name;
        this.process = process;
    }

    /** Starts it at this time, and returns when it has taken in all tokens. */
    static Ticker start(String name, Class<?> main, Feed feed, Instant at, Path directory) throws Exception {
        Path state = directory.resolve(name + "-state");
        Child process = Child.start(name, main, directory, feed.bootstrapServers(), name, state.toString());
        Steps.ask(process, "start", Long.toString(at.toEpochMilli()));
        feed.awaitCommitted(name);
        return new Ticker(name, process);
    }

    String name() {
        return name;
    }

    /** How long its ticks took with so many accounts due. */
    Measured millis(int due) {
        return millis.computeIfAbsent(due, none -> new Measured());
    }

    long residentMegabytes() {
        return process.residentMegabytes();
    }

    /** A tick at this time, at which so many are due. */
    void tick(Instant at, int due, boolean counts) throws IOException, InterruptedException {
        long before = commands();
        double took = tick(at);
        if (commands() - before != due) {
            throw new IllegalStateException(name + " gave " + (commands() - before) + " commands for " + due + " due");
        }
        if (counts) {
            millis(due).add(took);
        }
    }

    /** A tick at this time; how many milliseconds it took. */
    double tick(Instant at) throws IOException, InterruptedException {
        return Steps.ask(process, "tick", Long.toString(at.toEpochMilli())) / 1e6;
    }

    /** How many commands it has given. */
    long commands() throws IOException, InterruptedException {
        return Steps.ask(process, "commands", "");
    }

    @Override
    public void close() {
        process.close();
    }
}
