package io.tokenkeep.benchmarks;

import io.tokenkeep.benchmarks.callback.CallbackBenchmark;
import io.tokenkeep.benchmarks.console.AccountsBenchmark;
import io.tokenkeep.benchmarks.console.ConsoleBenchmark;
import io.tokenkeep.benchmarks.endtoend.EndToEndBenchmark;
import io.tokenkeep.benchmarks.exchange.ExchangeBenchmark;
import io.tokenkeep.benchmarks.refresh.RefreshBenchmark;
import io.tokenkeep.benchmarks.soak.AttackBenchmark;
import io.tokenkeep.benchmarks.soak.SoakBenchmark;
import io.tokenkeep.soak.SoakPlan;
import io.tokenkeep.soak.attack.AttackPlan;
import io.tokenkeep.soak.incident.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Runs benchmarks from the command line: exit code 0 if every bar is met, 1 if one is short, 2 for a wrong command
 * line.
 */
public final class BenchmarksMain {

    private static final String HELP = """
            Usage: ./benchmarks/run NAME [--codes N] [--accounts N] [--rounds N] [--quick]
                   ./benchmarks/run soak [--minutes N] [--seed N] [--incidents A,B]
                   ./benchmarks/run attack [--minutes N]

              callback   redirects to acknowledged codes; needs wrk
              exchange   codes to tokens, at a provider that answers at once and after 200 ms
              refresh    refresh-worker's stores and ticks, with a million accounts
              end-to-end from a redirect to an opened token
              console    connect links from a table, and in the memory of callback-service; lists of 100,000 accounts
              accounts   lists of --accounts accounts alone; --quick for one short round
              all        callback, exchange, refresh, end-to-end and console
              soak       every kind of incident at once, and the violations
              attack     every attack at once, and its effect on people who consent

              --codes N     codes per round (20000)
              --accounts N  accounts with a token (1000000)
              --rounds N    rounds that count, after the warm-up (3)
              --minutes N   duration of the incidents (30), or of the attack (10)
              --seed N      the seed of a soak to repeat
              --incidents    the only kinds of incident, by their names in Incident (all of them)
            """;

    private BenchmarksMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (given.isEmpty() || given.contains("--help")) {
            System.out.print(HELP);
            System.exit(given.isEmpty() ? 2 : 0);
        }
        int codes;
        int accounts;
        int rounds;
        SoakPlan soak;
        AttackPlan attack;
        try {
            codes = option(given, "--codes", 20_000);
            accounts = option(given, "--accounts", 1_000_000);
            rounds = option(given, "--rounds", 3);
            soak = soak(given);
            attack = AttackPlan.lasting(Duration.ofMinutes(option(given, "--minutes", 10)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path runs = Files.createDirectories(Path.of("benchmarks", "target", "runs"));
        Path directory = Files.createTempDirectory(runs, given.get(0) + "-");
        Report report = new Report(System.out);
        switch (given.get(0)) {
            case "callback" -> new CallbackBenchmark(rounds, directory, report).run();
            case "exchange" -> new ExchangeBenchmark(codes, rounds, directory, report).run();
            case "refresh" -> new RefreshBenchmark(accounts, rounds, directory, report).run();
            case "end-to-end" -> new EndToEndBenchmark(rounds, directory, report).run();
            case "console" -> {
                new ConsoleBenchmark(rounds, directory, report).run();
                new AccountsBenchmark(AccountsBenchmark.USUAL, rounds, directory, report).run();
            }
            case "accounts" ->
                (given.contains("--quick")
                                ? AccountsBenchmark.quick(accounts, directory, report)
                                : new AccountsBenchmark(accounts, rounds, directory, report))
                        .run();
            case "soak" -> new SoakBenchmark(soak, directory, report).run();
            case "attack" -> new AttackBenchmark(attack, directory, report).run();
            case "all" -> {
                new CallbackBenchmark(rounds, directory, report).run();
                new ExchangeBenchmark(codes, rounds, directory, report).run();
                new RefreshBenchmark(accounts, rounds, directory, report).run();
                new EndToEndBenchmark(rounds, directory, report).run();
                new ConsoleBenchmark(rounds, directory, report).run();
                new AccountsBenchmark(AccountsBenchmark.USUAL, rounds, directory, report).run();
            }
            default -> {
                System.err.println("no benchmark " + given.get(0) + "; see --help");
                System.exit(2);
            }
        }
        System.exit(report.anyShort() ? 1 : 0);
    }

    private static SoakPlan soak(List<String> given) {
        Duration minutes = Duration.ofMinutes(option(given, "--minutes", 30));
        long seed = Long.parseLong(text(given, "--seed", Long.toString(new Random().nextLong())));
        String incidents = text(given, "--incidents", "");
        SoakPlan plan = SoakPlan.lasting(minutes, seed);
        return incidents.isEmpty()
                ? plan
                : plan.only(Arrays.stream(incidents.split(","))
                        .map(Incident::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Incident.class))));
    }

    private static int option(List<String> given, String name, int usual) {
        String value = text(given, name, Integer.toString(usual));
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException(name + " needs a number from 1 to 9999999");
        }
        return Integer.parseInt(value);
    }

    private static String text(List<String> given, String name, String usual) {
        int at = given.indexOf(name);
        if (at < 0) {
            return usual;
        }
        if (at + 1 == given.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return given.get(at + 1);
    }
}
