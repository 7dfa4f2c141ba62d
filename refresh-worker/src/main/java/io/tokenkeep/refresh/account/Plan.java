package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next action of an account. PUBLISH is here the null that follows a data deletion. If the action was due and the app's
 * rate limit held it back, the account is in the backlog since {@code backlogSince}.
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
