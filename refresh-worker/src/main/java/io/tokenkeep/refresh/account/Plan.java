package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is done next about an account by itself; PUBLISH stands for the null that follows a data deletion. {@code slot}
 * is the time the app's pace allows, known once the plan was due.
 */
record Plan(CommandKind kind, Instant at, @Nullable Instant slot) {

    static Plan of(CommandKind kind, Instant at) {
        return new Plan(kind, at, null);
    }

    Plan withSlot(Instant given) {
        return new Plan(kind, at, given);
    }

    Instant goesAt() {
        return slot == null ? at : slot;
    }
}
