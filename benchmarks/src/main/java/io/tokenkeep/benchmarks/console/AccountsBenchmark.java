package io.tokenkeep.benchmarks.console;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Cluster;
import io.tokenkeep.benchmarks.LocalPort;
import io.tokenkeep.benchmarks.Report;
import io.tokenkeep.benchmarks.SettingsFile;
import io.tokenkeep.benchmarks.endtoend.Latencies;
import io.tokenkeep.benchmarks.endtoend.Pace;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** How long lists of many accounts take, what the accounts cost in memory, and how long a start takes with them. */
public final class AccountsBenchmark {

    /** The accounts of a large agency. */
    public static final int USUAL = 100_000;

    private static final String ONE = "/api/v1/accounts?limit=1";
    private static final int PER_SECOND = 20;
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofSeconds(15);
    private static final Duration START = Duration.ofMinutes(9);
    private static final double DRY_RUN_SECONDS = 2;
    private static final int PER = 100_000;

    private final int accounts;
    private final int requests;
    private final Path directory;
    private final Report report;
    private final ConsoleClient client = new ConsoleClient(ApiKeyText.generate("bench", new SecureRandom()));

    public AccountsBenchmark(int accounts, int rounds, Path directory, Report report) {
        this(accounts, ROUND.multipliedBy(rounds), directory, report);
    }

    private AccountsBenchmark(int accounts, Duration lasting, Path directory, Report report) {
        this.accounts = accounts;
        this.requests = Math.toIntExact(lasting.toSeconds() * PER_SECOND);
        this.directory = directory;
        this.report = report;
    }

    /** One short round, to see whether it works. */
    public static AccountsBenchmark quick(int accounts, Path directory, Report report) {
        return new AccountsBenchmark(accounts, QUICK, directory, report);
    }

    public void run() throws Exception {
        report.say("""
                accounts: lists of console-service with %d accounts, in random order of their kinds, %d a second: milliseconds from
                the time at which a request is due until this process on the same machine has the whole answer. The floor is a
                Vert.x server that answers the same bytes from memory; it gets each request right after console-service has.
                """.formatted(accounts, PER_SECOND).stripTrailing());
        try (Cluster cluster = Cluster.start("accounts", directory)) {
            double emptyHeap = emptyHeap(cluster);
            ListedAccounts.write(cluster.bootstrapServers(), accounts);
            int port = LocalPort.free();
            int floorPort = LocalPort.free();
            long began = System.nanoTime();
            try (Child console = console("accounts", cluster, port);
                    Child floor = Child.start(
                            "accounts-floor",
                            BareConsoleProcess.class,
                            directory,
                            cluster.bootstrapServers(),
                            Integer.toString(floorPort))) {
                client.awaitReady(port, ONE, START);
                report.line("ready after, s", number((System.nanoTime() - began) / 1e9));
                requireAll(port);
                double heap = console.liveHeapMegabytes();
                report.line("live heap, MiB", number(heap), "without", number(emptyHeap));
                report.ratioAtMost(name("heap-mib-per-100000"), (heap - emptyHeap) / accounts * PER, 60);
                lists(port, floorPort);
                report.line("resident, MiB", Long.toString(console.residentMegabytes()));
                report.line("floor's, MiB", Long.toString(floor.residentMegabytes()));
                dryRun(port);
            }
        }
    }

    private double emptyHeap(Cluster cluster) throws Exception {
        int port = LocalPort.free();
        try (Child console = console("no-accounts", cluster, port)) {
            client.awaitReady(port, ONE, START);
            return console.liveHeapMegabytes();
        }
    }

    private Child console(String name, Cluster cluster, int port) throws Exception {
        Map<String, String> settings = ConsoleProcess.settings(cluster.bootstrapServers(), port, client.key());
        settings.put("api.calls.per.second", "1000");
        settings.put("accounts.limit", Integer.toString(Math.max(accounts, PER)));
        int heap = 512 + (int) Math.min(8_192L, 400L * accounts / PER);
        Path file = SettingsFile.write(directory.resolve(name + ".properties"), settings);
        return Child.start(name, ConsoleProcess.class, heap, directory, file.toString());
    }

    private void requireAll(int port) throws Exception {
        JsonObject counts = new JsonObject(client.get(port, ONE)).getJsonObject("counts");
        long found = counts.stream()
                .mapToLong(count -> ((Number) count.getValue()).longValue())
                .sum();
        if (found != accounts) {
            throw new IllegalStateException("console-service lists " + found + " accounts");
        }
    }

    private void lists(int port, int floorPort) throws Exception {
        Map<String, List<String>> kinds =
                ListRequests.of(accounts, path -> new JsonObject(client.get(port, path)).getString("next"));
        for (List<String> paths : kinds.values()) {
            for (String path : paths) {
                // A warm-up, too.
                client.put(floorPort, path, client.get(port, path));
            }
        }
        Map<String, Latencies> ours = new LinkedHashMap<>();
        Latencies all = new Latencies();
        Latencies floor = new Latencies();
        kinds.keySet().forEach(kind -> ours.put(kind, new Latencies()));
        List<Map.Entry<String, List<String>>> shuffled = new ArrayList<>(kinds.entrySet());
        Random random = new Random(1);
        long apart = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        try (OpenLoop loop = new OpenLoop(client)) {
            long began = System.nanoTime();
            Pace.keep(requests, PER_SECOND, number -> {
                Map.Entry<String, List<String>> kind = shuffled.get(random.nextInt(shuffled.size()));
                String path = kind.getValue().get(random.nextInt(ListRequests.OF_EACH));
                loop.send(port, path, began + number * apart, took -> {
                    ours.getOrDefault(kind.getKey(), all).add(took);
                    all.add(took);
                    loop.send(floorPort, path, System.nanoTime(), floor::add);
                });
            });
        }
        report.line("", "p50 ms", "p99 ms", "requests");
        ours.forEach(this::row);
        row("all", all);
        row("floor", floor);
        double worst = ours.values().stream()
                .filter(kind -> kind.count() > 0)
                .mapToDouble(kind -> kind.quantile(0.99))
                .max()
                .orElse(0);
        report.ratioAtMost(name("list-p99-ms"), worst, accounts <= USUAL ? 50 : 200);
        report.ratioAtMost(name("list-p50-floor"), all.quantile(0.5) / floor.quantile(0.5), 8);
    }

    private void row(String name, Latencies took) {
        if (took.count() > 0) {
            report.line(name, number(took.quantile(0.5)), number(took.quantile(0.99)), Integer.toString(took.count()));
        }
    }

    /** What a bulk action on all accounts would do: the longest list that there is. */
    private void dryRun(int port) throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> answer =
                client.post(port, "/api/v1/bulk-actions", "application/json", "{\"action\":\"REFRESH\",\"filter\":{}}");
        if (answer.statusCode() == 404) {
            report.say("no bulk dry run: this console-service has no /bulk-actions");
            return;
        }
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("the dry run is answered with " + answer.statusCode());
        }
        JsonObject action = new JsonObject(answer.body());
        while (action.getString("state").equals("PREPARING")) {
            Thread.sleep(20);
            action = new JsonObject(client.get(port, "/api/v1/bulk-actions/" + action.getString("id")));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        report.line("dry run, accounts", action.getLong("total").toString());
        report.ratioAtMost(name("bulk-dry-run-seconds"), seconds, DRY_RUN_SECONDS);
    }

    private String name(String what) {
        return "console-" + accounts + "-accounts-" + what;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
