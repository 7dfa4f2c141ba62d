package io.tokenkeep.exchange.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {

    private final PartitionLedger ledger = new PartitionLedger();

    @Test
    void knowsNothingToCommitBeforeAnythingIsKnown() {
        assertThat(ledger.committable()).isEmpty();
        assertThat(ledger.moved()).isFalse();
    }

    @Test
    void lowestUnfinishedOffsetIsCommitted() {
        ledger.begin(5);
        ledger.begin(6);
        ledger.begin(7);

        ledger.finish(6);
        ledger.finish(7);

        assertThat(ledger.committable()).hasValue(5);
        assertThat(ledger.gap()).isEqualTo(3);
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void withNothingInFlightThePositionIsCommitted() {
        ledger.begin(5);
        ledger.finish(5);

        assertThat(ledger.committable()).hasValue(6);
        assertThat(ledger.gap()).isZero();
    }

    @Test
    void positionPassesOverHolesAndControlRecords() {
        ledger.begin(5);
        ledger.finish(5);
        ledger.advance(9);

        assertThat(ledger.committable()).hasValue(9);
    }

    @Test
    void positionDoesNotPassAnUnfinishedRecord() {
        ledger.begin(5);
        ledger.advance(9);

        assertThat(ledger.committable()).hasValue(5);
    }

    @Test
    void positionNeverGoesBack() {
        ledger.advance(9);
        ledger.advance(3);

        assertThat(ledger.committable()).hasValue(9);
    }

    @Test
    void recordReadTwiceIsAMistake() {
        ledger.begin(5);

        assertThatThrownBy(() -> ledger.begin(5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordFinishedTwiceIsAMistake() {
        ledger.begin(5);
        ledger.finish(5);

        assertThatThrownBy(() -> ledger.finish(5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void movesOnlyWhenACommitWouldTellSomethingNew() {
        ledger.begin(5);
        ledger.committed(5);
        assertThat(ledger.moved()).isFalse();

        ledger.finish(5);
        assertThat(ledger.moved()).isTrue();

        ledger.committed(6);
        assertThat(ledger.moved()).isFalse();
    }

    @Test
    void commitAcknowledgedLateDoesNotTakeANewerOneBack() {
        ledger.advance(9);
        ledger.committed(9);
        ledger.committed(4);

        assertThat(ledger.moved()).isFalse();
    }

    /** Any order of reading, holes, completions and commits. */
    @RepeatedTest(50)
    void commitsNeverPassAnUnfinishedOffsetAndEndAtThePosition() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeSet<Long> unfinished = new TreeSet<>();
        long position = random.nextInt(1_000);
        long committed = -1;
        for (int step = 0; step < 400; step++) {
            if (random.nextBoolean()) {
                position += random.nextInt(3);
                ledger.begin(position);
                unfinished.add(position++);
            } else if (!unfinished.isEmpty()) {
                long any = new ArrayList<>(unfinished).get(random.nextInt(unfinished.size()));
                ledger.finish(any);
                unfinished.remove(any);
            }
            if (random.nextInt(4) == 0) {
                position += random.nextInt(3);
                ledger.advance(position);
            }

            long next = ledger.committable().orElse(-1);
            assertThat(next).as("seed %s, step %s", seed, step).isGreaterThanOrEqualTo(committed);
            if (!unfinished.isEmpty()) {
                assertThat(next).as("seed %s, step %s", seed, step).isEqualTo(unfinished.first());
            }
            committed = next;
            ledger.committed(next);
        }

        List<Long> left = new ArrayList<>(unfinished);
        Collections.shuffle(left, random);
        left.forEach(ledger::finish);
        ledger.advance(position);
        assertThat(ledger.committable()).as("seed %s", seed).hasValue(position);
        assertThat(ledger.size()).as("seed %s", seed).isZero();
    }
}
