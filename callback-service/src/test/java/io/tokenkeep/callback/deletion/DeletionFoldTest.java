package io.tokenkeep.callback.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.kit.deletion.DeletionFold;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletionFoldTest {

    private static final Instant ENDED = Instant.parse("2026-11-23T09:00:00Z");

    /** From the weakest to the strongest. */
    private static final List<DataDeletion> ALL = List.of(
            FakeDeletions.of("c", DeletionState.UNKNOWN, null),
            FakeDeletions.of("c", DeletionState.RECEIVED, null),
            FakeDeletions.of("c", DeletionState.NOTHING_KEPT, null),
            FakeDeletions.of("c", DeletionState.SUPERSEDED, null),
            FakeDeletions.of("c", DeletionState.DONE, null),
            FakeDeletions.of("c", DeletionState.DONE, ENDED),
            FakeDeletions.of("c", DeletionState.DONE, ENDED.plusSeconds(1)));

    @Test
    void strongerWinsInEitherOrder() {
        for (int weak = 0; weak < ALL.size(); weak++) {
            for (int strong = weak; strong < ALL.size(); strong++) {
                assertThat(DeletionFold.fold(ALL.get(weak), ALL.get(strong))).isEqualTo(ALL.get(strong));
                assertThat(DeletionFold.fold(ALL.get(strong), ALL.get(weak))).isEqualTo(ALL.get(strong));
            }
        }
    }
}
