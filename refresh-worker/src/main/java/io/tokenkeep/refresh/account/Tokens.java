package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a record of {@code tokens} says, and the records that follow from one. No side effects. */
final class Tokens {

    /** An end that moves by less than 1/100 of the lifetime counts as not moved, because clocks differ by as much. */
    private static final int SLACK = 100;

    private Tokens() {}

    static boolean isLive(Token token) {
        return token.getState() == TokenState.LIVE;
    }

    /** Null for a token without an end. */
    static @Nullable Validity validityOf(Token token) {
        Instant end = token.getExpiresAt();
        return token.getLifetime() == Lifetime.NON_EXPIRING || end == null ? null : new Validity(begin(token), end);
    }

    /** Whether the token was imported, or follows from such a token without a consent. */
    static boolean isImported(Token token) {
        return token.getOrderedAt().equals(Rank.ofImport().orderedAt());
    }

    /**
     * When the person had consented at the latest. Nobody knows it of an imported token; but the token was issued by a grant that
     * existed then.
     */
    static Instant consentedBy(Token token) {
        return isImported(token) ? begin(token) : token.getAuthorizedAt();
    }

    static Instant begin(Token token) {
        return token.getIssuedAt() == null ? token.getAuthorizedAt() : token.getIssuedAt();
    }

    /** The state of an account right after this record. */
    static StatusState stateOf(Token token) {
        return isLive(token) ? StatusState.CONNECTED : stateOf(token.getGoneReason());
    }

    /** Whether a token ended because the provider refused it or its time was over, and not by intent. */
    static boolean onEvidence(@Nullable GoneReason reason) {
        return stateOf(reason) == StatusState.REAUTHORIZATION_REQUIRED;
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

    static Token ranked(Token token, Rank rank) {
        return Token.newBuilder(token)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .build();
    }

    /** The GONE that follows this token. The GONE of a data deletion holds nothing about the person. */
    static Token gone(Token from, Rank rank, GoneReason reason) {
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
            gone.setDisplayName(null)
                    .setLinkedAccounts(List.of())
                    .setLinkedAccountsTotal(0)
                    .setMissingPages(List.of())
                    .setExpectedPages(List.of())
                    .setListFailure(null)
                    .setScopes(List.of())
                    .setMissingScopes(List.of())
                    .setTasks(List.of());
        }
        return gone.build();
    }

    /** The same token with what the provider said when it was verified. */
    static Token learnt(Token token, RefreshOutcome outcome) {
        Token.Builder known = Token.newBuilder(token);
        if (outcome.getExpiresAt() != null && token.getExpiresAt() != null) {
            known.setExpiresAt(outcome.getExpiresAt());
        }
        if (outcome.getDataAccessExpiresAt() != null) {
            known.setDataAccessExpiresAt(outcome.getDataAccessExpiresAt());
        }
        if (!outcome.getScopes().isEmpty()) {
            known.setScopes(outcome.getScopes()).setMissingScopes(outcome.getMissingScopes());
        }
        if (outcome.getDisplayName() != null) {
            known.setDisplayName(outcome.getDisplayName());
        }
        return known.build();
    }

    /** Whether both are the same token or the same end, published or sealed once more. */
    static boolean sameSubstance(Token held, Token value) {
        return held.getState() == value.getState()
                && held.getOrderedAt().equals(value.getOrderedAt())
                && held.getGoneReason() == value.getGoneReason()
                && Objects.equals(held.getIssuedAt(), value.getIssuedAt());
    }

    /** Whether both end at the same time, so that an extension changed nothing. */
    static boolean sameEnd(Token before, Token after) {
        Validity validity = validityOf(after);
        Instant end = before.getExpiresAt();
        return validity != null
                && end != null
                && !validity.to().isAfter(end.plus(validity.lifetime().dividedBy(SLACK)));
    }

    /** Whether a list says the same about a Page as before. */
    static boolean sameDescription(Token one, Token other) {
        return Objects.equals(one.getDisplayName(), other.getDisplayName())
                && one.getTasks().equals(other.getTasks())
                && one.getLinkedAccounts().equals(other.getLinkedAccounts());
    }
}
