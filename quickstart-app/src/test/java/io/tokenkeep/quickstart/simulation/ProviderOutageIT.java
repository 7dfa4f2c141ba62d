package io.tokenkeep.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.EventKind;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is out for three weeks, in another way each day, for accounts whose tokens are of all ages. */
class ProviderOutageIT {

    /** By then tokens are of all ages: the first have been refreshed, the last are new. */
    private static final Duration BEFORE = Duration.ofDays(36);

    private static final int OUT_DAYS = 21;
    private static final Duration DAY = Duration.ofDays(1);
    /** The longest pause between two tries. */
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);

    /** With lost answers the provider acts all the same: that day, the last one too, it gives tokens nobody ever sees. */
    private static final List<Fault> OUTAGES = List.of(
            Fault.status(503),
            Fault.resetBefore(),
            Fault.html(),
            Fault.transient400(),
            Fault.resetAfter(),
            Fault.rateLimit(new RateLimit(4, 400, null, 3600)),
            Fault.status(500),
            Fault.emptyBody());

    @TempDir
    private Path directory;

    /** The pace lets everybody be tried whenever it is time, and nobody waits longer than between two tries. */
    @Test
    void nobodyExpiresHoweverOftenTheirRefreshFails() throws Exception {
        int accounts = 400;
        try (Simulation simulation = new Simulation("provider-outage", directory, 50)) {
            simulation.connectOver(BEFORE, accounts);
            beOut(simulation, Simulation.MINUTE);
            int failing = failing(simulation);
            simulation.pass(LONGEST_RETRY, Simulation.MINUTE);
            simulation.tellFigures();
            System.out.printf("simulation provider-outage: %d failing when it ends%n", failing);

            assertThat(failing).isGreaterThan(accounts / 2);
            assertThatAllIsWell(simulation, accounts);
        }
    }

    /**
     * At a pace of one call a second, and a tick every five minutes as long as it lasts, two calls go with each: a small
     * allowance, and in the end a long line. {@link Fairness} looks at every single tick.
     */
    @Test
    void backlogDrainsWithinThePaceAndTheNearestExpiryFirst() throws Exception {
        int accounts = 3000;
        int callsPerSecond = 1;
        try (Simulation simulation = new Simulation("provider-outage-line", directory, callsPerSecond)) {
            simulation.connectOver(BEFORE, accounts);
            beOut(simulation, Duration.ofMinutes(5));
            Instant over = simulation.now();
            int line = simulation.fairness().waitingAt(over);
            int failing = failing(simulation);
            long chosenBefore = simulation.fairness().chosen();
            while (simulation.fairness().waitingAt(simulation.now()) > 0) {
                simulation.pass(Simulation.SECOND);
            }
            Duration drained = Duration.between(over, simulation.now());
            long chosen = simulation.fairness().chosen() - chosenBefore;
            simulation.pass(LONGEST_RETRY.minus(drained), Simulation.SECOND);
            simulation.tellFigures();
            System.out.printf(
                    "simulation provider-outage-line: %d in line when it ends, drained in %d s%n",
                    line, drained.toSeconds());

            assertThat(line).isGreaterThan(accounts / 4);
            assertThat(chosen).as("calls for which somebody was passed over").isGreaterThan(line / 2);
            // Who was between two tries when it ended comes to the line once more.
            assertThat(drained.toSeconds()).isLessThanOrEqualTo((line + failing) / callsPerSecond + 1);
            assertThatAllIsWell(simulation, accounts);
        }
    }

    private static void beOut(Simulation simulation, Duration tick) {
        for (int day = 0; day < OUT_DAYS; day++) {
            simulation.providerFaults().out(OUTAGES.get(day % OUTAGES.size()));
            simulation.pass(DAY, tick);
        }
        simulation.providerFaults().well();
    }

    private static int failing(Simulation simulation) {
        return simulation.events(EventKind.REFRESH_FAILED) - simulation.events(EventKind.RECOVERED);
    }

    private static void assertThatAllIsWell(Simulation simulation, int accounts) {
        assertThat(failing(simulation)).isZero();
        assertThat(simulation.events(EventKind.REAUTHORIZATION_REQUIRED)).isZero();
        assertThat(simulation.holdings().nearestMiss()).isPositive();
        simulation.check().everybodyHoldsTheNewestToken(accounts);
        simulation.check().nobodyWasEverWithoutToken();
    }
}
