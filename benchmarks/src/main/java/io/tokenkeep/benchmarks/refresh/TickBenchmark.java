package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Measures the cost of a tick of one task, by the number of its due accounts. */
final class TickBenchmark {

    /** In the past, because brokers refuse records with a time in the future. */
    private static final Duration AGE = Duration.ofDays(45);

    private static final int IDLE_TICKS = 20;
    private static final double MOST_IDLE_MILLIS = 1;

    /** The cost of one due account among ten times as many, against its cost among a few. */
    private static final double MOST_GROWTH = 2;

    private final Dues dues;
    private final int accounts;
    private final Path directory;
    private final Report report;
    private final Measured idleAfterAll = new Measured();

    TickBenchmark(int accounts, int rounds, Path directory, Report report) {
        this.accounts = accounts;
        this.dues = new Dues(Instant.now().minus(AGE), accounts, rounds + 1);
        this.directory = directory;
        this.report = report;
    }

    void run() throws Exception {
        try (Feed feed = Feed.start("tick", 1, dues.accounts(), directory);
                Ticker ours = Ticker.start("tokenkeep-tick", RefreshTicks.class, feed, dues.begin(), directory);
                Ticker peer = Ticker.start("scan-tick", ScanTicks.class, feed, dues.begin(), directory)) {
            for (int round = 0; round < dues.rounds(); round++) {
                boolean counts = round > 0;
                for (Ticker each : List.of(ours, peer)) {
                    each.tick(dues.at(dues.hourOfFew(round)), dues.few(), counts);
                    each.tick(dues.at(dues.hourOfMany(round)), dues.many(), counts);
                    each.tick(dues.at(dues.hourOfNone(round)), 0, counts);
                }
            }
            workOff(ours);
            print(ours, peer);
        }
    }

    /** Ticks until nothing is due, then measures idle ticks in a store with the traces of that work. */
    private void workOff(Ticker ours) throws Exception {
        int hour = dues.hourOfTheRest();
        while (ours.commands() < accounts) {
            double unused = ours.tick(dues.at(hour++));
        }
        for (int i = 0; i < IDLE_TICKS; i++) {
            idleAfterAll.add(ours.tick(dues.at(hour++)));
        }
    }

    private void print(Ticker ours, Ticker peer) {
        report.line("ticks", "ms", "least", "most", "RSS MiB");
        for (Ticker each : List.of(ours, peer)) {
            for (int due : List.of(0, dues.few(), dues.many())) {
                print(String.format(Locale.ROOT, "%s, %,d due", each.name(), due), each.millis(due), each);
            }
        }
        print("tokenkeep-tick, all done", idleAfterAll, ours);
        report.ratioAtMost("refresh-tick-idle-ms", idleAfterAll.median(), MOST_IDLE_MILLIS);
        for (int due : List.of(0, dues.few())) {
            report.ratioAtMost(
                    "refresh-tick-" + due + "-scan",
                    ours.millis(due).median() / peer.millis(due).median(),
                    1);
        }
        // If a hundredth of all accounts is due at once, a scan is as fast. The cost here must grow no faster than
        // the work.
        report.ratioAtMost("refresh-tick-growth", each(ours, dues.many()) / each(ours, dues.few()), MOST_GROWTH);
    }

    private static double each(Ticker ticker, int due) {
        return ticker.millis(due).median() / due;
    }

    private void print(String what, Measured millis, Ticker of) {
        report.line(
                what,
                millis(millis.median()),
                millis(millis.least()),
                millis(millis.most()),
                Long.toString(of.residentMegabytes()));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%,.3f", value);
    }
}
