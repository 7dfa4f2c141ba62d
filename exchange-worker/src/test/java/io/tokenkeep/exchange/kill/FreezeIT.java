package io.tokenkeep.exchange.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.exchange.kill.KillCheck.Freeze;
import io.tokenkeep.sandbox.process.ServiceJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two workers share a group while codes pass. One of them stands still (SIGSTOP) for longer than the session time-out, with
 * calls out, and goes on later as if the partitions were still its own, which the other has by then.
 */
class FreezeIT {

    private static final Logger LOG = LoggerFactory.getLogger(FreezeIT.class);
    private static final int FREEZES = 6;
    private static final int CODES_BETWEEN = 20;
    private static final int BURST = 40;
    private static final Duration BETWEEN_CODES = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final List<Freeze> freezes = new ArrayList<>();

    @Test
    void whoStoodStillDoesNoHarmWhenItGoesOn() throws Exception {
        long seed = new SecureRandom().nextLong();
        LOG.info("seed {}", seed);
        try (KillSetup setup = new KillSetup(directory)) {
            run(setup, new Random(seed));
            KillCheck check = setup.check(freezes);
            int codes = setup.consents().given().size();
            LOG.info(
                    "seed {}: {} freezes, {} codes, {} connected, {} must reconnect, {} presented again, {} of them"
                            + " sent when the worker went on",
                    seed,
                    freezes.size(),
                    codes,
                    check.connected(),
                    check.reconnects(),
                    check.presentedTwice(),
                    check.slipped());
            assertThat(check.violations()).as("seed %d", seed).isEmpty();
            assertThat(check.connected() + check.reconnects()).isEqualTo(codes);
            // One at a time is between look and sending; who does not look sends all it has.
            assertThat(check.slipped()).isLessThanOrEqualTo(FREEZES);
        }
    }

    private void run(KillSetup setup, Random random) throws IOException {
        List<ServiceJvm> workers = List.of(setup.worker(), setup.worker());
        give(setup, CODES_BETWEEN);
        for (int i = 0; i < FREEZES; i++) {
            awaitFinished(setup);
            // At once, so that some are with the provider when time stops for the worker.
            for (int burst = 0; burst < BURST; burst++) {
                setup.consents().give();
            }
            ServiceJvm frozen = workers.get(random.nextInt(workers.size()));
            frozen.freeze();
            Instant began = Instant.now();
            give(setup, CODES_BETWEEN);
            // The other has taken over by then, whatever time that takes.
            awaitFinished(setup);
            give(setup, CODES_BETWEEN / 2);
            freezes.add(new Freeze(began, Instant.now()));
            frozen.thaw();
            give(setup, CODES_BETWEEN);
        }
        awaitFinished(setup);
        workers.forEach(worker -> assertThat(worker.stop()).isEqualTo(143));
    }

    private static void awaitFinished(KillSetup setup) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(setup::allFinished);
    }

    private static void give(KillSetup setup, int codes) {
        for (int i = 0; i < codes; i++) {
            setup.consents().give();
            LockSupport.parkNanos(BETWEEN_CODES.toNanos());
        }
    }
}
