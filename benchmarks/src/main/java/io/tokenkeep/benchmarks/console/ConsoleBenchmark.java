package io.tokenkeep.benchmarks.console;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Cluster;
import io.tokenkeep.benchmarks.LocalPort;
import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.Report;
import io.tokenkeep.benchmarks.SettingsFile;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** How long a table of links takes, from its first byte to the answer with their addresses. */
public final class ConsoleBenchmark {

    private static final int LINKS = 2_000;
    private static final int WARM_UPS = 2;
    private static final double MOST_SECONDS = 10;
    private static final Duration START = Duration.ofMinutes(1);

    private final int rounds;
    private final Path directory;
    private final Report report;
    private final ConsoleClient client = new ConsoleClient(ApiKeyText.generate("bench", new SecureRandom()));

    public ConsoleBenchmark(int rounds, Path directory, Report report) {
        this.rounds = rounds;
        this.directory = directory;
        this.report = report;
    }

    public void run() throws Exception {
        report.say("""
                console: seconds from sending a table of %d rows until each has its connect link. console-service checks
                each row, signs the link's token and record, writes the record with acks=all in parts of 100, and reads
                it back before it goes on. The floor makes the same signatures, writes records of the same length at
                once, and neither checks nor reads back. The processors, which the broker shares, are the limit.
                """.formatted(LINKS).stripTrailing());
        try (Cluster ourCluster = Cluster.start("console", directory);
                Cluster floorCluster = Cluster.start("console-floor", directory)) {
            int port = LocalPort.free();
            int floorPort = LocalPort.free();
            Path settings = SettingsFile.write(
                    directory.resolve("console.properties"),
                    ConsoleProcess.settings(ourCluster.bootstrapServers(), port, client.key()));
            try (Child ours = Child.start("console", ConsoleProcess.class, directory, settings.toString());
                    Child floor = Child.start(
                            "console-floor",
                            BareConsoleProcess.class,
                            directory,
                            floorCluster.bootstrapServers(),
                            Integer.toString(floorPort))) {
                client.awaitReady(port, "/api/v1/links", START);
                Measured ourSeconds = new Measured();
                Measured ourCpu = new Measured();
                Measured floorSeconds = new Measured();
                Measured floorCpu = new Measured();
                for (int round = -WARM_UPS; round < rounds; round++) {
                    Measured[] into = round < 0
                            ? new Measured[] {new Measured(), new Measured(), new Measured(), new Measured()}
                            : new Measured[] {ourSeconds, ourCpu, floorSeconds, floorCpu};
                    round(port, ours, ourCluster, into[0], into[1]);
                    round(floorPort, floor, floorCluster, into[2], into[3]);
                }
                report.header("seconds");
                report.row("tokenkeep", ourSeconds, ourCpu, ours.residentMegabytes());
                report.row("floor", floorSeconds, floorCpu, floor.residentMegabytes());
                report.ratioAtMost("console-2000-links-seconds", ourSeconds.median(), MOST_SECONDS);
                report.ratioAtMost("console-links-floor", ourSeconds.median() / floorSeconds.median(), 1.5);
            }
        }
        new LinksAtStart(rounds, directory, report).run();
    }

    private void round(int port, Child server, Cluster cluster, Measured seconds, Measured cpu) throws Exception {
        long before = cluster.records(Topics.CONNECT_LINKS.name());
        Duration cpuBefore = server.cpu();
        long began = System.nanoTime();
        HttpResponse<String> answer = post(port);
        seconds.add((System.nanoTime() - began) / 1e9);
        cpu.add(server.cpu().minus(cpuBefore).toMillis() / 1e3);
        long made = cluster.records(Topics.CONNECT_LINKS.name()) - before;
        if (answer.statusCode() != 200 || made != LINKS) {
            throw new IllegalStateException(
                    server.name() + " answered " + answer.statusCode() + " and wrote " + made + " links");
        }
    }

    private HttpResponse<String> post(int port) throws IOException, InterruptedException {
        String table = "apps\n" + (ConsoleProcess.APP + "\n").repeat(LINKS);
        return client.post(port, "/api/v1/csv/links", "text/csv", table);
    }
}
