package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;

/** Runs ticks over all accounts, in one task, in a process of its own. */
final class Ticker implements AutoCloseable {

    private final String name;
    private final Child process;
    private final TreeMap<Integer, Measured> millis = new TreeMap<>();

    private Ticker(String name, Child process) {
        this.name = name;
        this.process = process;
    }

    /** Starts at this time, and returns after it has read all tokens. */
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

    /** The times of its ticks with this number of due accounts. */
    Measured millis(int due) {
        return millis.computeIfAbsent(due, none -> new Measured());
    }

    long residentMegabytes() {
        return process.residentMegabytes();
    }

    /** Runs a tick at this time, at which this number of accounts is due. */
    void tick(Instant at, int due, boolean counts) throws IOException, InterruptedException {
        long before = commands();
        double took = tick(at);
        if (commands() - before != due) {
            throw new IllegalStateException(
                    name + " emitted " + (commands() - before) + " commands for " + due + " due");
        }
        if (counts) {
            millis(due).add(took);
        }
    }

    /** Runs a tick at this time and returns its duration in milliseconds. */
    double tick(Instant at) throws IOException, InterruptedException {
        return Steps.ask(process, "tick", Long.toString(at.toEpochMilli())) / 1e6;
    }

    /** The number of commands emitted so far. */
    long commands() throws IOException, InterruptedException {
        return Steps.ask(process, "commands", "");
    }

    @Override
    public void close() {
        process.close();
    }
}
