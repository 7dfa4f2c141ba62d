package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one account, as the working copy of one {@link AccountUpdate}: the rules of this package change it in place.
 * One thread, one update.
 */
public final class Account {

    /** As long as the longest-lived tokens live: those that end go before. */
    private static final Duration CAN_WAIT = Duration.ofDays(60);

    /** Of the highest rank that was read or decided. */
    Token current;
    /** The LIVE token behind a GONE that was declared on evidence. */
    @Nullable
    Token kept;

    StatusState state;
    FailureHistory failureHistory = FailureHistory.NONE;
    int warned;

    @Nullable
    Plan plan;
    /** When to command PUBLISH of the current token; null while {@code tokens} ends with it. */
    @Nullable
    Instant publishAt;

    @Nullable
    InFlight inFlight;
    /** Of a person with Pages: when to list them again. */
    @Nullable
    Instant deriveAt;
    /** Whether the last attempt to extend the token left its end where it was. */
    boolean unmoved;
    /** When a deauthorization was read that is to be verified first. */
    @Nullable
    Instant doubt;
    /** The token whose grant is still to be taken back, and when. */
    @Nullable
    Token revoke;

    @Nullable
    Instant revokeAt;
    /** The keys under which the account was made known as another id's. */
    List<String> aliases = List.of();
    /** Of a Page, by person. */
    final Map<String, Offer> offers = new LinkedHashMap<>();
    /** Of a Page whose current token died. */
    @Nullable
    CandidateCheck candidateCheck;
    /** Of a Page: the persons whose complete list lacks it and who wait to hear whether its token works, with the time of the list. */
    final Map<String, Instant> absences = new LinkedHashMap<>();
    /** Of a person. */
    PersonPages pages = PersonPages.NONE;
    /** The death that waits for the circuit breaker's answer. */
    @Nullable
    DeathProposal proposal;

    /** Where the account stands in the due index. */
    @Nullable
    Instant indexedAt;

    long commands;
    long events;

    Account(Token current, StatusState state) {
        this.current = current;
        this.state = state;
    }

    /**
     * The account's place in its app's backlog: the time by which it should leave. An account whose token has no end, or is
     * past its end, waits longest. Null while the account is not in the backlog.
     */
    public @Nullable Instant place() {
        Instant since = plan == null ? null : plan.backlogSince();
        if (since == null || inFlight != null || publishAt != null) {
            return null;
        }
        Validity validity = validity();
        return validity == null || validity.overAt(since) ? since.plus(CAN_WAIT) : validity.to();
    }

    public @Nullable Instant indexedAt() {
        return indexedAt;
    }

    public void indexedAt(@Nullable Instant at) {
        indexedAt = at;
    }

    /** When there is something to do about this account; null when there never is. */
    public @Nullable Instant nextAt(RefreshPolicy policy) {
        return Stream.of(actionAt(), warnAt(policy))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Nullable
    Instant warnAt(RefreshPolicy policy) {
        Validity validity = access();
        return validity == null ? null : policy.warnAt(validity, warned, unmoved);
    }

    /**
     * As long as the token and the consent to read data by it both hold. A refresh renews the second, too, but not for
     * every profile (Threads API, get access tokens), and a token without an end outlives it.
     */
    @Nullable
    Validity access() {
        Validity validity = validity();
        Instant end = live() ? current.getDataAccessExpiresAt() : null;
        if (end == null || (validity != null && !end.isBefore(validity.to()))) {
            return validity;
        }
        return new Validity(begin(current), end);
    }

    /** The life of the current token; null when it has none or no end. */
    @Nullable
    Validity validity() {
        return live() ? validityOf(current) : null;
    }

    static @Nullable Validity validityOf(Token token) {
        boolean ends = token.getLifetime() != Lifetime.NON_EXPIRING && token.getExpiresAt() != null;
        if (!ends) {
            return null;
        }
        return new Validity(begin(token), token.getExpiresAt());
    }

    private static Instant begin(Token token) {
        return token.getIssuedAt() == null ? token.getAuthorizedAt() : token.getIssuedAt();
    }

    boolean live() {
        return current.getState() == TokenState.LIVE;
    }

    /** When what is GONE ended: a Page ends with its person, but in the rank of its own consent. */
    Instant endedAt() {
        Offer given = offers.get(String.valueOf(current.getParentAccount()));
        Instant withParent = given == null ? null : given.endedAt();
        return withParent == null || withParent.isBefore(current.getOrderedAt()) ? current.getOrderedAt() : withParent;
    }

    /** Whether the person asked for the deletion of what is known of them, so that it is GONE and soon forgotten. */
    public boolean dataDeleted() {
        return !live() && current.getGoneReason() == GoneReason.DATA_DELETED;
    }

    /** Whether somebody was told that something is wrong, and is to be told when it no longer is. */
    boolean isReportedFailing() {
        return failureHistory.failing()
                || state == StatusState.EXPIRING
                || state == StatusState.REAUTHORIZATION_REQUIRED
                || state == StatusState.USER_ACTION_REQUIRED;
    }

    /** Whether it lives and nothing is ever to be done about it: no rule leaves it so. */
    public boolean isUnplanned() {
        return live() && inFlight == null && publishAt == null && plan == null;
    }

    /** When to list a person's Pages; null while the account fails or is in the backlog. */
    @Nullable
    Instant listAt() {
        boolean calm = live() && failureHistory.tries() == 0 && doubt == null;
        return calm && (plan == null || !plan.isInBacklog()) ? deriveAt : null;
    }

    private @Nullable Instant actionAt() {
        if (inFlight != null) {
            return inFlight.silentAt();
        }
        if (publishAt != null) {
            return publishAt;
        }
        Instant planned = plan == null || plan.isInBacklog() ? null : plan.at();
        return Stream.of(planned, revokeAt, listAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
