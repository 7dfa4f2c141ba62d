package io.tokenkeep.callback.deletion;

import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Deletions as refresh-worker writes them. */
public final class FakeDeletions {

    private FakeDeletions() {}

    public static DataDeletion of(String code, DeletionState state, @Nullable Instant endedAt) {
        return DataDeletion.newBuilder()
                .setConfirmationCode(code)
                .setApp("threads-main")
                .setState(state)
                .setRequestedAt(Instant.parse("2026-11-23T08:00:00Z"))
                .setEndedAt(endedAt)
                .build();
    }
}
