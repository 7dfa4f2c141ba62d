package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Report;
import java.nio.file.Path;
import java.util.List;

/** Codes per second from a full topic to the last outcome, at a provider of a given latency. */
public final class ExchangeBenchmark {

    private static final int CONCURRENCY = 1000;
    private static final int WARM_UPS = 3;

    private final int codes;
    private final int rounds;
    private final Path directory;
    private final Report report;

    public ExchangeBenchmark(int codes, int rounds, Path directory, Report report) {
        this.codes = codes;
        this.rounds = rounds;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        report.say("""
                exchange: authorization codes per second, from sending them to the last outcome on its topic.
                Each code is opened, presented, upgraded and looked up (three calls); its answer, token and outcome are
                sealed and written, its progress closed (four records). Twelve partitions, acks=all, one broker.
                The floor does the same and keeps no order, no ledger, no checkpoint before the next call, and waits for
                no acknowledgement. At 0 ms the processors are the limit, which broker and provider share; at 200 ms it
                is the %d calls in flight.
                """.formatted(CONCURRENCY).stripTrailing());
        measure(0, 0.80);
        measure(200, 0.97);
    }

    private void measure(int latencyMillis, double bar) throws Exception {
        try (Child provider = Child.start(
                        "provider-" + latencyMillis,
                        ProviderProcess.class,
                        directory,
                        Integer.toString(latencyMillis));
                Contender ours = contender("tokenkeep-" + latencyMillis, WorkerProcess.class, provider);
                Contender floor = contender("floor-" + latencyMillis, FloorProcess.class, provider)) {
            List<Contender> all = List.of(ours, floor);
            for (int i = 0; i < WARM_UPS; i++) {
                for (Contender each : all) {
                    each.round(codes, false);
                }
            }
            for (int i = 0; i < rounds; i++) {
                for (Contender each : all) {
                    each.round(codes, true);
                }
            }
            report.header("codes/s, " + latencyMillis + " ms");
            all.forEach(each -> report.row(each.name(), each.rates(), each.cpu(), each.residentMegabytes()));
            report.ratioAtLeast(
                    "exchange-" + latencyMillis + "ms-floor",
                    ours.rates().median() / floor.rates().median(),
                    bar);
        }
    }

    private Contender contender(String name, Class<?> main, Child provider) throws Exception {
        return Contender.start(name, main, provider.readyWith(), CONCURRENCY, directory);
    }
}
