package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.soak.Soak;
import io.tokenkeep.soak.SoakPlan;
import io.tokenkeep.soak.SoakResult;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every kind of incident at once for little more than a minute. {@code ./benchmarks/run soak} is the long one. */
class SoakIT {

    private static final Logger log = LoggerFactory.getLogger(SoakIT.class);

    /** Stays after a violation: Kafka's data and the logs of the processes tell what became of an account. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void afterEveryIncidentAtOnceAccountsAreWhatPeopleMadeOfThem() throws Exception {
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        log.atInfo()
                .addKeyValue("seed", seed)
                .addKeyValue("directory", directory)
                .log("run again with -Dsoak.seed");

        SoakResult result = new Soak(SoakPlan.brief(seed), directory, System.out).run();

        result.figures().forEach(log::info);
        assertThat(result.violations()).as("seed %d", seed).isEmpty();
        assertThat(result.consents().count()).isPositive();
    }
}
