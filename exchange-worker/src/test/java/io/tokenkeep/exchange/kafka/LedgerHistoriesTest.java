package io.tokenkeep.exchange.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tokenkeep.exchange.kafka.LedgerHistory.Counts;
import io.tokenkeep.exchange.kafka.LedgerHistory.Variant;
import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * The poll loop and its ledgers against a model, over random histories. {@code -Dledger.seed=N} plays history N alone.
 */
class LedgerHistoriesTest {

    private static final int HISTORIES = 20_000;

    private final Logger log = (Logger) LoggerFactory.getLogger("io.tokenkeep.exchange.kafka");
    private final Level before = log.getEffectiveLevel();

    /** Histories are full of what is worth a warning. */
    @BeforeEach
    void quiet() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        log.setLevel(before);
    }

    @Test
    void noHistoryLosesOrSkipsAnything() {
        String single = System.getProperty("ledger.seed");
        if (single != null) {
            assertThat(new LedgerHistory(Long.parseLong(single), Variant.AS_IT_IS).play())
                    .isNull();
            return;
        }
        long first = new SecureRandom().nextLong();
        System.out.println("ledger histories from seed " + first);
        Counts counts = new Counts(0, 0, 0, 0, 0);
        for (int i = 0; i < HISTORIES; i++) {
            LedgerHistory history = new LedgerHistory(first + i, Variant.AS_IT_IS);
            assertThat(history.play()).as("-Dledger.seed=" + (first + i)).isNull();
            counts = counts.plus(history.counts());
        }
        System.out.println(HISTORIES + " histories: " + counts);
        // A model in which nothing happens would find nothing.
        assertThat(counts.losses()).isGreaterThan(HISTORIES / 10);
        assertThat(counts.rebalances()).isGreaterThan(HISTORIES);
        assertThat(counts.failures()).isGreaterThan(HISTORIES);
        assertThat(counts.holes()).isGreaterThan(HISTORIES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void defectIsFound(String defect, Variant variant) {
        long first = new SecureRandom().nextLong();
        OptionalLong found = Stream.iterate(first, seed -> seed + 1)
                .limit(HISTORIES)
                .filter(seed -> new LedgerHistory(seed, variant).play() != null)
                .mapToLong(seed -> seed)
                .findFirst();

        assertThat(found).as(defect + ", from seed " + first).isPresent();
        System.out.println(defect + ": found in history " + (found.getAsLong() - first + 1));
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of("commits one too far", new Variant(OneTooFar::new, true)),
                Arguments.of("forgets what is unfinished below what is finished", new Variant(NoGaps::new, true)),
                Arguments.of("stops at an offset without a record", new Variant(StopsAtHoles::new, true)),
                Arguments.of("commits after a partition was lost", new Variant(PartitionLedger::new, false)));
    }

    private static final class OneTooFar extends PartitionLedger {
        @Override
        OptionalLong committable() {
            OptionalLong right = super.committable();
            return right.isPresent() && size() > 0 ? OptionalLong.of(right.getAsLong() + 1) : right;
        }
    }

    private static final class NoGaps extends PartitionLedger {
        private long highest = -1;

        @Override
        void finish(long offset) {
            super.finish(offset);
            highest = Math.max(highest, offset);
        }

        @Override
        OptionalLong committable() {
            return highest >= 0 && size() > 0 ? OptionalLong.of(highest + 1) : super.committable();
        }
    }

    private static final class StopsAtHoles extends PartitionLedger {
        @Override
        void advance(long consumerPosition) {}
    }
}
