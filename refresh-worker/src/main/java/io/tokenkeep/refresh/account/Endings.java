package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an account comes to have no token: on evidence, where the token is kept, or on purpose, where nothing is. */
final class Endings {

    private final Planner planner;

    Endings(Planner planner) {
        this.planner = planner;
    }

    /** Decides that the current token is dead, and has it said on {@code tokens}. */
    void declareDead(Turn turn, Account account, GoneReason reason, @Nullable String commandId) {
        Token dead = account.current;
        end(turn, account, gone(dead, Rank.of(dead).next(), reason));
        account.publishAt = turn.now();
        turn.tell(account, EventKind.REAUTHORIZATION_REQUIRED, commandId);
    }

    /** Decides that somebody wanted the token to end. */
    void endOnPurpose(Turn turn, Account account, Rank rank, GoneReason reason) {
        end(turn, account, gone(account.current, rank, reason));
        account.publishAt = turn.now();
        turn.tell(account, reason == GoneReason.DATA_DELETED ? EventKind.DELETED : EventKind.REVOKED, null);
    }

    /** Puts a GONE in the place of what was current. */
    void end(Turn turn, Account account, Token gone) {
        boolean onEvidence = onEvidence(gone.getGoneReason());
        Token last = account.live() ? account.current : account.kept;
        account.kept = onEvidence ? last : null;
        account.trouble = onEvidence ? account.trouble : Trouble.NONE;
        account.current = gone;
        account.state = stateOf(gone);
        if (account.inFlight != null) {
            account.inFlight = account.inFlight.asOutdated();
        }
        planner.afresh(turn, account);
    }

    static boolean onEvidence(@Nullable GoneReason reason) {
        return stateOf(reason) == StatusState.REAUTHORIZATION_REQUIRED;
    }

    static StatusState stateOf(Token token) {
        return token.getState() == TokenState.LIVE ? StatusState.CONNECTED : stateOf(token.getGoneReason());
    }

    private static StatusState stateOf(@Nullable GoneReason reason) {
        if (reason == null) {
            return StatusState.REAUTHORIZATION_REQUIRED;
        }
        return switch (reason) {
            case DISCONNECTED -> StatusState.DISCONNECTED;
            case DEAUTHORIZED -> StatusState.DEAUTHORIZED;
            case DATA_DELETED -> StatusState.DELETED;
            case UNKNOWN, REAUTHORIZATION_REQUIRED, EXPIRED, PAGE_LOST -> StatusState.REAUTHORIZATION_REQUIRED;
        };
    }

    private static Token gone(Token from, Rank rank, GoneReason reason) {
        Token.Builder gone = Token.newBuilder(from)
                .setState(TokenState.GONE)
                .setGoneReason(reason)
                .setSealedToken(null)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setCommandId(null)
                .setIssuedAt(null)
                .setExpiresAt(null)
                .setRefreshableAt(null)
                .setDataAccessExpiresAt(null);
        if (reason == GoneReason.DATA_DELETED) {
            gone.setDisplayName(null).setLinkedAccounts(List.of()).setScopes(List.of());
        }
        return gone.build();
    }
}
