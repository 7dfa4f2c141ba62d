package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import java.time.Instant;

/** Statuses of accounts as refresh-worker writes them. */
public final class TestStatus {

    public static final Instant CHANGED = Instant.parse("2026-11-29T10:00:00Z");

    private TestStatus() {}

    /** A person of the app threads-main without a client. */
    public static AccountStatus.Builder of(String accountId, StatusState state) {
        return AccountStatus.newBuilder()
                .setApp("threads-main")
                .setAccountId(accountId)
                .setKind(TokenKind.USER)
                .setState(state)
                .setFailureClass(FailureClass.NONE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(CHANGED)
                .setOrderedAt(CHANGED)
                .setSequence(1)
                .setChangedAt(CHANGED);
    }
}
