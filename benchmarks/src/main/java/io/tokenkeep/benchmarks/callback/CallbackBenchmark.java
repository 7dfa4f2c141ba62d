package io.tokenkeep.benchmarks.callback;

import io.tokenkeep.benchmarks.Report;
import java.nio.file.Path;
import java.util.List;

/** Accepted redirects per second, and how long a browser waits for its answer. */
public final class CallbackBenchmark {

    /** After this time the JIT compilers have finished. */
    private static final int WARM_UPS = 5;

    private static final int SECONDS = 8;

    /** Each state accepts five codes; together more than any round needs. */
    private static final int STATES = 70_000;

    private final int rounds;
    private final Path directory;
    private final Report report;

    public CallbackBenchmark(int rounds, Path directory, Report report) {
        this.rounds = rounds;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        report.say("""
                callback: redirects per second that were answered with 303, by wrk with %d connections for %d seconds.
                callback-service reads the query, opens the state, compares the browser's cookie, checks whether it knows
                the code, seals it, writes it with acks=all and answers when it is acknowledged. The floor checks
                nothing, sends a record of the same length with acks=all, and answers when it is acknowledged. Every
                answered redirect is on the topic. The processors, which wrk and the broker share, are the limit.
                """.formatted(Wrk.CONNECTIONS, SECONDS).stripTrailing());
        Wrk wrk = Wrk.in(directory);
        try (Contestant ours = Contestant.ours(directory);
                Contestant floor = Contestant.floor(directory)) {
            List<Contestant> all = List.of(ours, floor);
            for (int round = -WARM_UPS; round < rounds; round++) {
                Redirects redirects = Redirects.begin(ours.port(), STATES, directory.resolve("states" + round));
                for (Contestant each : all) {
                    each.round(wrk, redirects, "run" + round + "x", SECONDS, round >= 0);
                }
            }
            report.header("redirects/s");
            all.forEach(each -> report.row(each.name(), each.rates(), each.cpu(), each.residentMegabytes()));
            report.header("p50, ms");
            all.forEach(each -> report.row(each.name(), each.p50(), each.cpu(), each.residentMegabytes()));
            report.header("p99, ms");
            all.forEach(each -> report.row(each.name(), each.p99(), each.cpu(), each.residentMegabytes()));
            report.ratioAtLeast(
                    "callback-rate", ours.rates().median() / floor.rates().median(), 0.70);
            report.ratioAtMost("callback-p99", ours.p99().median() / floor.p99().median(), 2);
        }
    }
}
