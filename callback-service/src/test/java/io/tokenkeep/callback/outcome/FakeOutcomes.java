package io.tokenkeep.callback.outcome;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes as exchange-worker writes them. */
public final class FakeOutcomes {

    private FakeOutcomes() {}

    public static AuthorizationOutcome connected(String id, @Nullable String name) {
        return builder(id, AuthorizationState.CONNECTED, AuthorizationReason.NONE)
                .setAccounts(List.of(ConnectedAccount.newBuilder()
                        .setAccount("threads-main:27640875392278831")
                        .setKind(TokenKind.USER)
                        .setDisplayName(name)
                        .build()))
                .build();
    }

    public static AuthorizationOutcome waiting(String id, AuthorizationReason reason, Instant until) {
        return builder(id, AuthorizationState.WAITING, reason)
                .setWaitingUntil(until)
                .build();
    }

    public static AuthorizationOutcome failed(String id, AuthorizationReason reason) {
        return builder(id, AuthorizationState.FAILED, reason).build();
    }

    public static AuthorizationOutcome undetermined(String id) {
        return builder(id, AuthorizationState.UNDETERMINED, AuthorizationReason.NONE)
                .build();
    }

    /** As exchange-worker tells of a code that came by a link; null for one of the start page. */
    public static AuthorizationOutcome of(String id, @Nullable String link, AuthorizationReason reason) {
        AuthorizationState state =
                reason == AuthorizationReason.NONE ? AuthorizationState.CONNECTED : AuthorizationState.FAILED;
        return builder(id, state, reason).setLink(link).build();
    }

    /** As the follower does. */
    public static void add(OutcomeStore store, AuthorizationOutcome outcome) {
        store.add(outcome.getAuthorizationId(), outcome, new RecordPlace(0, 0, outcome.getDecidedAt()));
    }

    private static AuthorizationOutcome.Builder builder(
            String id, AuthorizationState state, AuthorizationReason reason) {
        return AuthorizationOutcome.newBuilder()
                .setAuthorizationId(id)
                .setApp("threads-main")
                .setClient("Client")
                .setState(state)
                .setReason(reason)
                .setDecidedAt(Instant.parse("2026-11-23T08:00:00Z"));
    }
}
