package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is done next about an account by itself; PUBLISH stands for the null that follows a data deletion. Once it was
 * due and its app's pace held it back, it stands in line, since {@code inLineSince}.
 */
record Plan(CommandKind kind, Instant at, @Nullable Instant inLineSince) {

    static Plan of(CommandKind kind, Instant at) {
        return new Plan(kind, at, null);
    }

    Plan inLine(Instant since) {
        return new Plan(kind, at, since);
    }

    boolean isInLine() {
        return inLineSince != null;
    }
}
