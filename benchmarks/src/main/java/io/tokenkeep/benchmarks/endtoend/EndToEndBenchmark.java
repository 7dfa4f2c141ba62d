package io.tokenkeep.benchmarks.endtoend;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Cluster;
import io.tokenkeep.benchmarks.LocalPort;
import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.Report;
import io.tokenkeep.benchmarks.SettingsFile;
import io.tokenkeep.benchmarks.callback.CallbackProcess;
import io.tokenkeep.benchmarks.callback.Redirects;
import io.tokenkeep.benchmarks.exchange.ProviderProcess;
import io.tokenkeep.benchmarks.exchange.WorkerProcess;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Measures the time from a person's redirect until a consumer has the opened token. */
public final class EndToEndBenchmark {

    private static final int WARM_UPS = 3;
    private static final int SECONDS = 20;
    private static final int COUNT = SECONDS * Pace.PER_SECOND;
    private static final int CONCURRENCY = 256;

    private final int rounds;
    private final Path directory;
    private final Report report;

    public EndToEndBenchmark(int rounds, Path directory, Report report) {
        this.rounds = rounds;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        report.say("""
                end-to-end: from sending a redirect until a consumer has opened the long-lived token, at %d a second, at a
                provider that answers at once. The parts are measured in turn at the same rate by plain clients: an HTTP
                call (three on the way: redirect, exchange, upgrade parallel to profile), a record from a producer with
                acks=all to a consumer (two: code, token), and a record to its acknowledgement (one: the checkpoint). At
                this rate no process is busy, so the times are waiting times.
                """.formatted(Pace.PER_SECOND).stripTrailing());
        String codesKeys = KeySet.generate("codes", new SecureRandom());
        String tokensKeys = KeySet.generate("tokens", new SecureRandom());
        int port = LocalPort.free();
        try (Cluster cluster = Cluster.start("end-to-end", directory);
                Child provider = Child.start("provider", ProviderProcess.class, directory, "0");
                Child callback = Child.start(
                        "callback",
                        CallbackProcess.class,
                        directory,
                        SettingsFile.write(
                                        directory.resolve("callback.properties"),
                                        CallbackProcess.settings(cluster.bootstrapServers(), port, codesKeys))
                                .toString());
                Child exchange = Child.start(
                        "exchange",
                        WorkerProcess.class,
                        directory,
                        SettingsFile.write(
                                        directory.resolve("exchange.properties"),
                                        WorkerProcess.settings(
                                                cluster.bootstrapServers(),
                                                codesKeys,
                                                tokensKeys,
                                                provider.readyWith(),
                                                CONCURRENCY))
                                .toString());
                Whole whole = new Whole(
                        cluster.bootstrapServers(), port, new Opener(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN));
                Parts parts = new Parts(cluster.bootstrapServers(), provider.readyWith())) {
            measure(port, whole, parts);
            report.say("CPU seconds: callback-service %.1f, exchange-worker %.1f, broker %.1f"
                    .formatted(seconds(callback), seconds(exchange), seconds(cluster.broker())));
        }
    }

    private void measure(int port, Whole whole, Parts parts) throws Exception {
        Measured p50 = new Measured();
        Measured p99 = new Measured();
        Measured sum = new Measured();
        Measured http = new Measured();
        Measured hop = new Measured();
        Measured acknowledgement = new Measured();
        for (int round = -WARM_UPS; round < rounds; round++) {
            Redirects redirects = Redirects.begin(port, COUNT / 5, directory.resolve("states" + round));
            Latencies held = whole.round(redirects, COUNT);
            Parts.Medians medians = parts.round(COUNT);
            if (round >= 0) {
                p50.add(held.quantile(0.5));
                p99.add(held.quantile(0.99));
                sum.add(medians.sum());
                http.add(medians.http());
                hop.add(medians.hop());
                acknowledgement.add(medians.acknowledgement());
            }
        }
        report.times("ms");
        report.time("whole, p50", p50);
        report.time("whole, p99", p99);
        report.time("sum of parts, p50", sum);
        report.time("one HTTP call", http);
        report.time("one hop", hop);
        report.time("one acknowledgement", acknowledgement);
        report.ratioAtMost("end-to-end-p50", p50.median() / sum.median(), 2);
    }

    private static double seconds(Child child) {
        return child.cpu().toMillis() / 1e3;
    }
}
