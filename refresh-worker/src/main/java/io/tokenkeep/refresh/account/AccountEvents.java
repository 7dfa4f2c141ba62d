package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.StableHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records for {@code account-events} of one update. The rules of this package decide which events occur. */
final class AccountEvents {

    private final String key;
    private final Instant now;
    private final List<AccountEvent> events = new ArrayList<>();

    AccountEvents(String key, Instant now) {
        this.key = key;
        this.now = now;
    }

    List<AccountEvent> all() {
        return Collections.unmodifiableList(events);
    }

    /** Adds an event about the account in its present state. */
    void add(Account about, EventKind kind, @Nullable String commandId) {
        Token current = about.current();
        FailureHistory.Failure why = hasFailure(kind) ? about.failures().last() : null;
        events.add(AccountEvent.newBuilder()
                .setEventId(StableHash.name("event " + key + ' ' + about.life() + ' ' + about.nextEvent()))
                .setAccount(key)
                .setKind(kind)
                .setAt(now)
                .setFailureClass(why == null ? FailureClass.NONE : why.failureClass())
                .setErrorCode(why == null ? null : why.code())
                .setErrorSubcode(why == null ? null : why.subcode())
                .setOrderedAt(current.getOrderedAt())
                .setSequence(current.getSequence())
                .setExpiresAt(current.getExpiresAt())
                .setCommandId(commandId)
                .build());
    }

    /** Adds the answer to an account command. Its id is that of the account command, so that a repeated answer is recognised. */
    void end(ActionEnd action, Rank about, @Nullable Instant expiresAt) {
        FailureHistory.Failure why = action.why();
        events.add(AccountEvent.newBuilder()
                .setEventId(StableHash.name("action " + action.request()))
                .setAccount(key)
                .setKind(EventKind.ACTION_ENDED)
                .setAt(now)
                .setFailureClass(why == null ? FailureClass.NONE : why.failureClass())
                .setErrorCode(why == null ? null : why.code())
                .setErrorSubcode(why == null ? null : why.subcode())
                .setOrderedAt(about.orderedAt())
                .setSequence(about.sequence())
                .setExpiresAt(expiresAt)
                .setCommandId(action.commandId())
                .setRequestId(action.request())
                .setActionResult(action.result())
                .build());
    }

    private static boolean hasFailure(EventKind kind) {
        return switch (kind) {
            case REFRESH_FAILED, EXPIRING, REAUTHORIZATION_REQUIRED, USER_ACTION_REQUIRED -> true;
            case CONNECTED,
                    REFRESHED,
                    RECOVERED,
                    REVOKED,
                    DELETED,
                    CLIENT_ASSIGNED,
                    CLIENT_CONFLICT,
                    ACTION_ENDED,
                    UNKNOWN -> false;
        };
    }
}
