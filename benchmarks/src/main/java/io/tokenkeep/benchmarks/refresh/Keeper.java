package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Keeps all tokens in stores of its own, in a process of its own. Idle between its rounds. */
final class Keeper implements AutoCloseable {

    private static final int RESTORES = 3;

    private final String name;
    private final Feed feed;
    private final Path state;
    private final Child process;
    private final Phase ingest = new Phase();
    private final Phase restore = new Phase();
    private final Measured disk = new Measured();
    private final Measured heap = new Measured();
    private int rounds;

    private Keeper(String name, Feed feed, Path state, Child process) {
        this.name = name;
        this.feed = feed;
        this.state = state;
        this.process = process;
    }

    static Keeper start(String name, Class<?> main, Feed feed, Path directory) throws IOException {
        Path state = directory.resolve(name + "-state");
        Child process = Child.start(
                name, main, directory, feed.bootstrapServers(), state.toString(), Integer.toString(feed.partitions()));
        return new Keeper(name, feed, state, process);
    }

    /** The results of one of the two phases, over the rounds. */
    record Phase(Measured rates, Measured starts, Measured cpu, Measured brokerCpu, Measured residentMegabytes) {
        Phase() {
            this(new Measured(), new Measured(), new Measured(), new Measured(), new Measured());
        }
    }

    String name() {
        return name;
    }

    Phase ingest() {
        return ingest;
    }

    Phase restore() {
        return restore;
    }

    /** The size of the state directory after an ingest, in MiB. */
    Measured disk() {
        return disk;
    }

    /** The size of the live heap after an ingest, in MiB. */
    Measured heap() {
        return heap;
    }

    /**
     * Ingests all tokens without earlier state, then deletes its directory and restores it, several times. Restores
     * take seconds and vary more than ingests.
     */
    void round(boolean counts) throws Exception {
        String id = name + "-" + rounds++;
        phase(id, ingest, counts);
        double alive = Steps.ask(process, "heap", "") / (double) (1 << 20);
        Steps.ask(process, "stop", "");
        double kept = Disk.megabytes(state);
        Disk.delete(state);
        for (int i = 0; i < RESTORES; i++) {
            restore(id, kept, counts);
        }
        feed.forget(id);
        if (counts) {
            disk.add(kept);
            heap.add(alive);
        }
    }

    private void restore(String id, double kept, boolean counts) throws Exception {
        phase(id, restore, counts);
        Steps.ask(process, "stop", "");
        if (Disk.megabytes(state) < kept / 2) {
            throw new IllegalStateException(name + " did not restore all tokens");
        }
        Disk.delete(state);
    }

    private void phase(String id, Phase phase, boolean counts) throws Exception {
        Duration cpu = process.cpu();
        Duration brokerCpu = feed.cpu();
        long began = System.nanoTime();
        Steps.ask(process, "start", id);
        double started = seconds(began);
        feed.awaitCommitted(id);
        double took = seconds(began);
        if (counts) {
            phase.rates().add(feed.tokens() / took);
            phase.starts().add(started);
            phase.cpu().add(process.cpu().minus(cpu).toMillis() / 1e3);
            phase.brokerCpu().add(feed.cpu().minus(brokerCpu).toMillis() / 1e3);
            phase.residentMegabytes().add((double) process.residentMegabytes());
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        process.close();
    }
}
