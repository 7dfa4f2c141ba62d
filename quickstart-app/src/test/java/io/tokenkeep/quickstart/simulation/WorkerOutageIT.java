package io.tokenkeep.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange-worker that is away for three days, for accounts whose tokens are of all ages. */
class WorkerOutageIT {

    private static final int ACCOUNTS = 3000;
    private static final int CALLS_PER_SECOND = 1;
    private static final Duration BEFORE = Duration.ofDays(36);
    private static final Duration AWAY = Duration.ofDays(3);
    /** The longest pause after a first try that came to nothing, and some seconds. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(250);

    /**
     * The least time from each command of an account to its next, as long as nobody answers: the lifetime of a command, the
     * longest call and the delivery time-out, then an hour, six, and a day each.
     */
    private static final List<Duration> SILENCES = List.of(
            Duration.ofMinutes(13), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(1));

    @TempDir
    private Path directory;

    @Test
    void nothingStaleReachesTheProviderAndEverybodyComesBack() throws Exception {
        try (Simulation simulation = new Simulation("worker-outage", directory, CALLS_PER_SECOND)) {
            simulation.connectOver(BEFORE, ACCOUNTS);
            simulation.workerGoes();
            simulation.pass(AWAY, Simulation.MINUTE);
            List<RefreshCommand> lying = simulation.lying();
            assertThatThereIsNoStorm(lying);

            List<RefreshCommand> alive = lying.stream()
                    .filter(command -> simulation.now().isBefore(command.getNotAfter()))
                    .toList();
            long calls = simulation.calls();
            long uses = simulation.check().uses();
            simulation.workerReturns();

            assertThat(alive).hasSizeLessThan(lying.size() / 10);
            assertThat(alive).allMatch(command -> command.getKind() == CommandKind.REFRESH);
            assertThat(simulation.calls() - calls).isEqualTo(alive.size());
            assertThat(simulation.check().uses() - uses).isEqualTo(alive.size());
            assertThat(simulation.results(RefreshResult.STALE)).isEqualTo(lying.size() - alive.size());
            assertThatEverybodyComesBack(simulation, lying);
        }
    }

    private static void assertThatThereIsNoStorm(List<RefreshCommand> lying) {
        Map<String, List<Instant>> byAccount = lying.stream()
                .collect(Collectors.groupingBy(
                        RefreshCommand::getAccount,
                        Collectors.mapping(RefreshCommand::getIssuedAt, Collectors.toList())));
        assertThat(byAccount.size()).isGreaterThan(ACCOUNTS / 20);
        byAccount.forEach((account, times) -> {
            assertThat(times).as(account).hasSizeLessThanOrEqualTo(SILENCES.size() + 1);
            for (int i = 1; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                        .as(account + ", command " + (i + 1))
                        .isGreaterThanOrEqualTo(SILENCES.get(i - 1));
            }
        });
        assertThat(byAccount.values()).anyMatch(times -> times.size() == SILENCES.size() + 1);
    }

    private static void assertThatEverybodyComesBack(Simulation simulation, List<RefreshCommand> lying) {
        Set<String> accounts = lying.stream().map(RefreshCommand::getAccount).collect(Collectors.toSet());
        Instant back = simulation.now();
        long chosen = simulation.fairness().chosen();
        while (!simulation.holdings().areAllIssuedSince(back, accounts)) {
            simulation.pass(Simulation.SECOND);
            assertThat(Duration.between(back, simulation.now()))
                    .as("until everybody was served")
                    .isLessThan(FIRST_RETRY.plusSeconds(accounts.size() / CALLS_PER_SECOND));
        }
        simulation.tellFigures();
        System.out.printf(
                "simulation worker-outage: %d commands for %d accounts lay there, %d of them stale; all were served %d s"
                        + " after its return%n",
                lying.size(),
                accounts.size(),
                simulation.results(RefreshResult.STALE),
                Duration.between(back, simulation.now()).toSeconds());

        assertThat(simulation.fairness().chosen() - chosen)
                .as("calls for which somebody was passed over")
                .isGreaterThan(accounts.size() / 4);
        assertThat(simulation.events(EventKind.REFRESH_FAILED)).isZero();
        assertThat(simulation.events(EventKind.EXPIRING)).isZero();
        assertThat(simulation.events(EventKind.REAUTHORIZATION_REQUIRED)).isZero();
        assertThat(simulation.holdings().nearestMiss()).isPositive();
        simulation.check().everybodyHoldsTheNewestToken(ACCOUNTS);
        simulation.check().nobodyWasEverWithoutToken();
    }
}
