package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Measures how fast refresh-worker ingests and restores tokens, and the cost of its ticks. */
public final class RefreshBenchmark {

    private static final int PARTITIONS = 12;
    private static final double INGEST = 0.30;
    private static final double RESTORE = 0.60;

    private final int accounts;
    private final int rounds;
    private final Path directory;
    private final Report report;

    public RefreshBenchmark(int accounts, int rounds, Path directory, Report report) {
        this.accounts = accounts;
        this.rounds = rounds;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        stores();
        report.say("""

                refresh, ticks: one task with all accounts in its stores, on a broker of its own, in time that is moved from
                outside by an hour a tick, without jitter, and with budgets that end no tick. The time is that of the tick in
                the task's thread: reading due accounts, applying the rules, passing commands and changelog to the producer.
                The commit after it is not included. The last row is the idle tick after all accounts were due once.
                The peer scans all accounts at each tick, eight bytes each, and forwards the token of each due account.""");
        new TickBenchmark(accounts, rounds, directory, report).run();
    }

    void stores() throws Exception {
        Accounts all = new Accounts(accounts, number -> Instant.now().minus(Duration.ofSeconds(number % 86_400)));
        try (Feed feed = Feed.start("refresh", PARTITIONS, all, directory);
                Keeper ours = Keeper.start("tokenkeep", RefreshProcess.class, feed, directory);
                Keeper floor = Keeper.start("table", TableProcess.class, feed, directory)) {
            report.say("""
                    refresh, stores: tokens per second, from the start of Streams in a warm JVM. Ingest ends when all of %,d tokens
                    (key and value %d bytes, %d partitions) are committed, restore when Streams runs after the state directory
                    was deleted, three times a round. Ours decodes each token, stores account, due time and position, and writes
                    status and event. The floor is a Streams table of the same records as bytes: it decodes none and writes only its
                    changelog. Both have exactly once, one thread and the same memory for RocksDB. The limit of both is the
                    processors, which the broker shares. Disk is the state directory, heap the live heap, both after an ingest.
                    """.formatted(accounts, feed.recordBytes(), PARTITIONS).stripTrailing());
            List<Keeper> both = List.of(ours, floor);
            for (int round = 0; round <= rounds; round++) {
                for (Keeper each : both) {
                    each.round(round > 0);
                }
            }
            print("ingest", both, Keeper::ingest);
            print("restore", both, Keeper::restore);
            compare("refresh-ingest-floor", ours.ingest(), floor.ingest(), INGEST);
            compare("refresh-restore-floor", ours.restore(), floor.restore(), RESTORE);
        }
    }

    private interface PhaseOf {
        Keeper.Phase of(Keeper keeper);
    }

    private void print(String phase, List<Keeper> all, PhaseOf which) {
        report.line(
                phase,
                "tokens/s",
                "least",
                "most",
                "start s",
                "CPU s",
                "broker CPU s",
                "RSS MiB",
                "heap MiB",
                "disk MiB");
        for (Keeper each : all) {
            Keeper.Phase it = which.of(each);
            report.line(
                    each.name(),
                    whole(it.rates().median()),
                    whole(it.rates().least()),
                    whole(it.rates().most()),
                    tenths(it.starts()),
                    tenths(it.cpu()),
                    tenths(it.brokerCpu()),
                    whole(it.residentMegabytes().median()),
                    whole(each.heap().median()),
                    whole(each.disk().median()));
        }
    }

    private void compare(String name, Keeper.Phase ours, Keeper.Phase floor, double bar) {
        report.ratioAtLeast(name, ours.rates().median() / floor.rates().median(), bar);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenths(Measured of) {
        return String.format(Locale.ROOT, "%.1f", of.median());
    }
}
