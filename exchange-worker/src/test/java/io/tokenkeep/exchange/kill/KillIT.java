package io.tokenkeep.exchange.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.kill.Consents.Consent;
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
 * The worker's process dies by SIGKILL {@value #KILLS} times, at moments drawn at random, while {@value #CODES} codes
 * pass and a second use of a code revokes what it brought.
 */
class KillIT {

    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int KILLS = 20;
    private static final int CODES = 500;
    private static final int CODES_PER_KILL = CODES / KILLS;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_CODES = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    private final List<Instant> kills = new ArrayList<>();
    private int inFlight;

    @Test
    void everyCodeEndsWellOrWasUnavoidablyLost() throws Exception {
        long seed = new SecureRandom().nextLong();
        LOG.info("seed {}", seed);
        try (KillSetup setup = new KillSetup(directory)) {
            run(setup, new Random(seed));
            check(setup, seed);
            assertThat(setup.leaks())
                    .as("secrets in logs and in the topics' bytes")
                    .isEmpty();
        }
    }

    private void run(KillSetup setup, Random random) throws IOException {
        for (int kill = 0; kill < KILLS; kill++) {
            ServiceJvm worker = setup.worker();
            Consent first = setup.consents().give();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> {
                worker.requireAlive();
                return setup.isPresented(first);
            });
            feed(
                    setup.consents(),
                    Instant.now().plusMillis(random.nextLong(2 * CODES_PER_KILL * BETWEEN_CODES.toMillis())));
            awaitInFlight(setup);
            kills.add(worker.kill());
        }
        ServiceJvm last = setup.worker();
        while (setup.consents().given().size() < CODES) {
            setup.consents().give();
            LockSupport.parkNanos(BETWEEN_CODES.toNanos());
        }
        finish(last, setup);
    }

    /** One code after the other until the moment of the kill, which may find the last of them anywhere on its way. */
    private static void feed(Consents consents, Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        while (!left.isNegative()) {
            consents.give();
            left = Duration.between(Instant.now(), end);
            LockSupport.parkNanos(Math.min(BETWEEN_CODES.toNanos(), Math.max(0, left.toNanos())));
            left = Duration.between(Instant.now(), end);
        }
    }

    private static void awaitInFlight(KillSetup setup) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
            boolean any = setup.anyInFlight();
            if (!any) {
                setup.consents().give();
            }
            return any;
        });
    }

    private static void finish(ServiceJvm last, KillSetup setup) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(setup::allFinished);
        // 143 is how a JVM ends that was asked to by SIGTERM and had nothing to complain of.
        assertThat(last.stop()).isEqualTo(143);
    }

    private void check(KillSetup setup, long seed) {
        Consents consents = setup.consents();
        KillCheck check = setup.check(List.of());
        for (Instant kill : kills) {
            inFlight += (int) consents.given().stream()
                    .filter(consent -> check.inFlight(consent, kill))
                    .count();
        }
        LOG.info(
                "seed {}: {} kills, {} codes, {} connected, {} must reconnect, {} presented again, "
                        + "{} in flight at the kills; from answer to checkpoint median {}, longest {}",
                seed,
                kills.size(),
                consents.given().size(),
                check.connected(),
                check.reconnects(),
                check.presentedTwice(),
                inFlight,
                check.window(0.5),
                check.window(1));
        assertThat(check.violations()).as("seed %d", seed).isEmpty();
        assertThat(check.checkpointedTooLate()).isZero();
        assertThat(kills).hasSize(KILLS);
        assertThat(inFlight).as("codes in flight at the kills").isPositive();
        assertThat(check.connected() + check.reconnects())
                .isEqualTo(consents.given().size())
                .isGreaterThanOrEqualTo(CODES);
        assertThat(setup.history().count(AuthorizationState.CONNECTED)).isEqualTo(check.connected());
    }
}
