package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is done next about an account by itself; PUBLISH stands for the null that follows a data deletion. Once it was
 * due and its app's rate limit held it back, it is in the backlog, since {@code backlogSince}.
 */
record Plan(CommandKind kind, Instant at, @Nullable Instant backlogSince) {

    static Plan of(CommandKind kind, Instant at) {
        return new Plan(kind, at, null);
    }

    Plan inBacklog(Instant since) {
        return new Plan(kind, at, since);
    }

    boolean isInBacklog() {
        return backlogSince != null;
    }
}
