package io.tokenkeep.kit.deletion;

import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of one deletion, in any order. DONE wins over SUPERSEDED, SUPERSEDED over NOTHING_KEPT, NOTHING_KEPT over
 * RECEIVED. Of two ends the later one is kept, because only from then on was it true.
 */
public final class DeletionFold {

    private DeletionFold() {}

    public static DataDeletion fold(DataDeletion held, DataDeletion next) {
        int before = weight(held.getState());
        int after = weight(next.getState());
        return after > before || (after == before && isLater(next.getEndedAt(), held.getEndedAt())) ? next : held;
    }

    private static boolean isLater(@Nullable Instant next, @Nullable Instant held) {
        return next != null && (held == null || next.isAfter(held));
    }

    private static int weight(DeletionState state) {
        return switch (state) {
            case UNKNOWN -> 0;
            case RECEIVED -> 1;
            case NOTHING_KEPT -> 2;
            case SUPERSEDED -> 3;
            case DONE -> 4;
        };
    }
}
