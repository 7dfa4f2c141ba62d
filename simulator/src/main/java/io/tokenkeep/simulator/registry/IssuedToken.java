package io.tokenkeep.simulator.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that the simulator issued. {@code code} is the consent it comes from, {@code parent} the token from which
 * it was derived, {@code revoked} the subcode of its refusals after a revocation.
 */
public record IssuedToken(
        String value,
        Kind kind,
        String clientId,
        Person person,
        Set<String> scopes,
        String code,
        @Nullable String parent,
        Instant issuedAt,
        Instant expiresAt,
        Instant dataAccessExpiresAt,
        OptionalInt revoked,
        int uses,
        Reach reach) {

    /** The expiry of a token that never expires. */
    public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /** The kind of lifetime, which decides what calls may be made with the token. */
    public enum Kind {
        SHORT_LIVED,
        LONG_LIVED
    }

    public static final int REMOVED_APP = 458;
    public static final int CHECKPOINTED = 459;
    public static final int PASSWORD_CHANGED = 460;
    public static final int EXPIRED = 463;
    public static final int UNCONFIRMED = 464;
    public static final int INVALID = 467;
    public static final int ROLE_LOST = 492;
    public static final int GRANT_LAPSED = 493;

    public Provider provider() {
        return reach.provider();
    }

    public boolean neverExpires() {
        return NEVER.equals(expiresAt);
    }

    /** The remaining lifetime; empty for a token that never expires. */
    public Optional<Duration> timeLeft(Instant now) {
        return neverExpires() ? Optional.empty() : Optional.of(Duration.between(now, expiresAt));
    }

    /** The account of the token: a Page's, a professional Instagram account's, or the person's own. */
    public String accountId() {
        String page = reach.page();
        if (page != null) {
            return page;
        }
        return provider() == Provider.INSTAGRAM ? person.professionalIdText() : person.idText();
    }

    /** Why the token is refused at that time, as a subcode of error 190; empty while it is alive. */
    public OptionalInt refusal(Instant now) {
        if (revoked.isPresent()) {
            return revoked;
        }
        if (!now.isBefore(expiresAt)) {
            return OptionalInt.of(EXPIRED);
        }
        return now.isBefore(dataAccessExpiresAt) ? OptionalInt.empty() : OptionalInt.of(GRANT_LAPSED);
    }

    public boolean alive(Instant now) {
        return refusal(now).isEmpty();
    }

    /** Whether the token works again after the person has done what Meta requires. */
    public boolean isRestorable() {
        int subcode = revoked.orElse(0);
        return subcode == CHECKPOINTED || subcode == UNCONFIRMED;
    }

    IssuedToken revokedWith(int subcode) {
        return with(OptionalInt.of(subcode));
    }

    IssuedToken restored() {
        return with(OptionalInt.empty());
    }

    IssuedToken withScopes(Set<String> others) {
        return with(others, reach);
    }

    IssuedToken withReach(Reach other) {
        return with(scopes, other);
    }

    private IssuedToken with(Set<String> otherScopes, Reach otherReach) {
        return new IssuedToken(
                value,
                kind,
                clientId,
                person,
                Set.copyOf(otherScopes),
                code,
                parent,
                issuedAt,
                expiresAt,
                dataAccessExpiresAt,
                revoked,
                uses,
                otherReach);
    }

    IssuedToken usedOnce() {
        return new IssuedToken(
                value,
                kind,
                clientId,
                person,
                scopes,
                code,
                parent,
                issuedAt,
                expiresAt,
                dataAccessExpiresAt,
                revoked,
                uses + 1,
                reach);
    }

    IssuedToken extended(Instant now, Instant until, Instant dataAccessUntil) {
        return new IssuedToken(
                value, kind, clientId, person, scopes, code, parent, now, until, dataAccessUntil, revoked, uses, reach);
    }

    private IssuedToken with(OptionalInt subcode) {
        return new IssuedToken(
                value,
                kind,
                clientId,
                person,
                scopes,
                code,
                parent,
                issuedAt,
                expiresAt,
                dataAccessExpiresAt,
                subcode,
                uses,
                reach);
    }

    @Override
    public String toString() {
        return "IssuedToken[" + kind + ", " + clientId + ", " + person.username() + ", until " + expiresAt + "]";
    }
}
