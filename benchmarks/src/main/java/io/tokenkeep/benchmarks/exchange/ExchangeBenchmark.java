package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Program;
import io.tokenkeep.benchmarks.Report;
import java.nio.file.Path;
import java.util.List;

/** Codes per second from a full topic to the last outcome, at a provider of a given latency. */
public final class ExchangeBenchmark {

    private static final int CONCURRENCY = 1000;
    private static final int WARM_UPS = 3;
    private static final Program PARALLEL_CONSUMER =
            Program.ofPeer("parallel-consumer", "io.tokenkeep.benchmarks.peer.ParallelConsumerProcess");
    private static final Program SPRING_KAFKA =
            Program.ofPeer("spring-kafka", "io.tokenkeep.benchmarks.peer.SpringKafkaProcess");

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
                Each code is opened, exchanged, upgraded and identified (three calls). Its answer, token and outcome are
                sealed and written, and its progress is ended (four records). Twelve partitions, acks=all, one broker each.
                All do the same calls, seals and records. The floor keeps no order, no ledger, no checkpoint before the
                next call, and waits for no acknowledgement. The peers commit finished offsets and wait for no
                acknowledgement either: parallel-consumer 0.5.3.3 with its Vert.x module in key order (Kafka client 3.9,
                Vert.x 4.5), spring-kafka 4.1 with asynchronous acknowledgements, two consumers of 500 records each.
                At 0 ms the limit is the processors, which broker and provider share; at 200 ms it is the %d calls in
                flight.
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
                Contender ours = contender("tokenkeep-" + latencyMillis, Program.of(WorkerProcess.class), provider);
                Contender floor = contender("floor-" + latencyMillis, Program.of(FloorProcess.class), provider);
                Contender parallel = contender("parallel-consumer-" + latencyMillis, PARALLEL_CONSUMER, provider);
                Contender spring = contender("spring-kafka-" + latencyMillis, SPRING_KAFKA, provider)) {
            List<Contender> all = List.of(ours, floor, parallel, spring);
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
            compare(latencyMillis + "ms-floor", ours, floor, bar);
            if (latencyMillis == 0) {
                compare("0ms-parallel-consumer", ours, parallel, 1.1);
            }
        }
    }

    private void compare(String name, Contender ours, Contender theirs, double bar) {
        report.ratioAtLeast(
                "exchange-" + name, ours.rates().median() / theirs.rates().median(), bar);
    }

    private Contender contender(String name, Program program, Child provider) throws Exception {
        return Contender.start(name, program, provider.readyWith(), CONCURRENCY, directory);
    }
}
