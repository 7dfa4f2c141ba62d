package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next action of an account. PUBLISH is here the null that follows a data deletion. If the action was due and the app's
 * rate limit held it back, the account is in the backlog since {@code backlogSince}.
 *
 * @param request the account command that the action is to answer; null if the account itself needs it
 */
record Plan(
        CommandKind kind,
        Instant at,
        @Nullable Instant backlogSince,
        @Nullable String request) {

    static Plan of(CommandKind kind, Instant at) {
        return new Plan(kind, at, null, null);
    }

    Plan inBacklog(Instant since) {
        return new Plan(kind, at, since, request);
    }

    boolean isInBacklog() {
        return backlogSince != null;
    }

    /** The same action at this time, and not in the backlog. */
    Plan movedTo(Instant time) {
        return new Plan(kind, time, null, request);
    }

    Plan answering(@Nullable String requestId) {
        return new Plan(kind, at, backlogSince, requestId);
    }
}
