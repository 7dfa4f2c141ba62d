package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The token of an account, and the state that follows from it. Immutable.
 *
 * @param current the record with the highest rank that was read or decided
 * @param kept the LIVE token behind a GONE on evidence, which may turn out to work
 */
record HeldToken(Token current, @Nullable Token kept, StatusState state, Warnings warnings) {

    static HeldToken first(Token token) {
        return new HeldToken(token, null, Tokens.stateOf(token), Warnings.NONE);
    }

    static HeldToken consented(Token token) {
        return new HeldToken(token, null, StatusState.CONNECTED, Warnings.NONE);
    }

    /** If the end did not move, an account that is expiring stays so. */
    HeldToken refreshed(Token token, boolean moved) {
        boolean stillExpiring = !moved && state == StatusState.EXPIRING;
        return new HeldToken(
                token,
                null,
                stillExpiring ? StatusState.EXPIRING : StatusState.CONNECTED,
                moved ? Warnings.NONE : warnings.endUnmoved());
    }

    HeldToken restored(Token token) {
        return new HeldToken(token, null, StatusState.CONNECTED, warnings.withdrawn());
    }

    /** A token that ended on evidence is kept, because it may turn out to work, unless it is known to be lost. */
    HeldToken ended(Token gone) {
        GoneReason reason = gone.getGoneReason();
        boolean mayWork = Tokens.onEvidence(reason) && reason != GoneReason.PAGE_LOST;
        return new HeldToken(gone, mayWork ? last() : null, Tokens.stateOf(gone), warnings);
    }

    /** The token works and nothing is wrong. {@code putOff}: its end was warned of and is far away again. */
    HeldToken recovered(boolean putOff) {
        Warnings left = putOff ? warnings.withdrawn() : warnings;
        StatusState next = left.given() > 0 ? StatusState.EXPIRING : StatusState.CONNECTED;
        return new HeldToken(current, kept, putOff || waitsForPerson() ? next : state, left);
    }

    /** The provider returned the same token with the same end. */
    HeldToken extendedInVain(Token same) {
        return new HeldToken(same, kept, state, warnings.endUnmoved());
    }

    HeldToken warnedOnceMore() {
        return new HeldToken(
                current, kept, state == StatusState.CONNECTED ? StatusState.EXPIRING : state, warnings.oneMore());
    }

    /** The current record with the rank after its own. */
    Token raised() {
        return Tokens.ranked(current, nextRank());
    }

    /** The same token with a new description. */
    HeldToken described(Token same) {
        return new HeldToken(same, kept, state, warnings);
    }

    HeldToken belongingTo(@Nullable String client) {
        return Objects.equals(client, current.getClient())
                ? this
                : described(Token.newBuilder(current).setClient(client).build());
    }

    HeldToken in(StatusState next) {
        return new HeldToken(current, kept, next, warnings);
    }

    HeldToken keeping(@Nullable Token behind) {
        return new HeldToken(current, behind, state, warnings);
    }

    boolean isLive() {
        return Tokens.isLive(current);
    }

    /** Whether the account is GONE because the person asked for the deletion of their data. */
    boolean isDataDeleted() {
        return !isLive() && current.getGoneReason() == GoneReason.DATA_DELETED;
    }

    boolean waitsForPerson() {
        return state == StatusState.USER_ACTION_REQUIRED;
    }

    /** Whether consumers have read a state that says that something is wrong. */
    boolean isReportedFailing() {
        return switch (state) {
            case EXPIRING, REAUTHORIZATION_REQUIRED, USER_ACTION_REQUIRED -> true;
            default -> false;
        };
    }

    /** The last token that worked; null if it is no longer held. */
    @Nullable
    Token last() {
        return isLive() ? current : kept;
    }

    /** The token to ask the provider about. */
    Token asked() {
        return kept == null ? current : kept;
    }

    /** The life of the current token; null if there is no live token, or it has no end. */
    @Nullable
    Validity validity() {
        return isLive() ? Tokens.validityOf(current) : null;
    }

    /** Whether the current token is past its end. */
    boolean isOver(Instant now) {
        Validity validity = validity();
        return validity != null && validity.overAt(now);
    }

    /** The rank of a decision about the account that was made at that time. */
    Rank rankAt(Instant orderedAt) {
        return orderedAt.isAfter(current.getOrderedAt()) ? Rank.first(orderedAt) : nextRank();
    }

    Rank nextRank() {
        return Rank.of(current).next();
    }

    /**
     * The time for which both the token and the access to the person's data hold. A refresh renews the access too, but not for
     * every profile (Threads API, get access tokens), and a token without an end outlives it.
     */
    @Nullable
    Validity access() {
        Validity validity = validity();
        Instant end = isLive() ? current.getDataAccessExpiresAt() : null;
        if (end == null || (validity != null && !end.isBefore(validity.to()))) {
            return validity;
        }
        return new Validity(Tokens.begin(current), end);
    }
}
