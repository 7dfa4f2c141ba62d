package io.tokenkeep.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two months of an agency of 10,000 accounts at a provider of whose calls one in twenty fails in a way that passes. */
class SixtyDaysIT {

    private static final int ACCOUNTS = 10_000;
    private static final int CALLS_PER_SECOND = 50;
    private static final double FAULTS = 0.05;
    private static final Duration LIFETIME = Duration.ofDays(60);
    /** Longer than the longest pause between two tries. */
    private static final Duration CALM = Duration.ofDays(1);

    @TempDir
    private Path directory;

    @Test
    void nobodyExpiresAndEverybodyHoldsTheNewestToken() throws Exception {
        try (Simulation simulation = new Simulation("sixty-days", directory, CALLS_PER_SECOND)) {
            simulation.providerFaults().faultsNowAndThen(FAULTS);
            simulation.connectOver(Duration.ofHours(5), ACCOUNTS);
            simulation.pass(LIFETIME, Simulation.MINUTE);
            long refreshes = simulation.events(EventKind.REFRESHED);
            simulation.providerFaults().well();
            simulation.pass(CALM, Simulation.MINUTE);
            simulation.tellFigures();

            assertThat(simulation.providerFaults().faults())
                    .isBetween((long) (FAULTS * refreshes * 0.9), (long) (FAULTS * (refreshes + ACCOUNTS) * 1.2));
            assertThat(refreshes).isGreaterThan(ACCOUNTS);
            simulation.check().everybodyHoldsTheNewestToken(ACCOUNTS);
            simulation.check().nobodyWasEverWithoutToken();
            assertThat(simulation.holdings().nearestMiss()).isPositive();
            assertThat(simulation.calls("REAUTHORIZE")).isZero();
            assertThat(simulation.events(EventKind.EXPIRING)).isZero();
            assertThat(simulation.events(EventKind.REAUTHORIZATION_REQUIRED)).isZero();
            assertThat(simulation.events(EventKind.CONNECTED)).isEqualTo(ACCOUNTS);
            assertThat(simulation.events(EventKind.RECOVERED))
                    .isPositive()
                    .isEqualTo(simulation.events(EventKind.REFRESH_FAILED));
        }
    }
}
