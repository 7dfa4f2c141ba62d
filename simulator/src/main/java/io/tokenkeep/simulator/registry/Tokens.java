package io.tokenkeep.simulator.registry;

import io.tokenkeep.simulator.registry.IssuedToken.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry of tokens. At its bound it forgets the oldest token, which is unknown from then on.
 * Safe for use by many threads.
 */
public final class Tokens {
    private final SimulatedTime time;
    private final Lifetimes lifetimes;
    private final Switches switches;
    private final OpaqueText text;
    private final TokenIndex index;

    public Tokens(SimulatedTime time, Lifetimes lifetimes, Switches switches, OpaqueText text, int remembered) {
        this.time = time;
        this.lifetimes = lifetimes;
        this.switches = switches;
        this.text = text;
        this.index = new TokenIndex(remembered);
    }

    /** The answer to a code: a short-lived token. */
    public synchronized IssuedToken issueFor(GrantedCode code) {
        Instant now = time.instant();
        boolean systemUser = code.reach().type() == Reach.Type.SYSTEM_USER;
        boolean longLived = systemUser || (facebook(code.reach()) && switches.isOn(Switch.CODE_GIVES_LONG_LIVED));
        Instant end = systemUser && !switches.isOn(Switch.SYSTEM_USER_EXPIRES)
                ? IssuedToken.NEVER
                : now.plus(longLived ? lifetimes.longLived() : lifetimes.shortLived());
        return index.keep(new IssuedToken(
                text.token(code.reach().provider()),
                longLived ? Kind.LONG_LIVED : Kind.SHORT_LIVED,
                code.clientId(),
                code.person(),
                code.scopes(),
                code.value(),
                null,
                now,
                end,
                now.plus(lifetimes.dataAccess()),
                OptionalInt.empty(),
                0,
                code.reach()));
    }

    /** Exchanges a live short-lived token for a long-lived one. The short-lived token stays alive. */
    public synchronized IssuedToken upgrade(IssuedToken shortLived) {
        return index.keep(longLivedFrom(shortLived, shortLived.dataAccessExpiresAt()));
    }

    /** Extends by sixty days, with a new token or the same one, and the grant by ninety days if it can be extended. */
    public synchronized IssuedToken refresh(IssuedToken old, boolean extendsGrant) {
        Instant now = time.instant();
        Instant dataAccess = extendsGrant ? now.plus(lifetimes.dataAccess()) : old.dataAccessExpiresAt();
        if (switches.isOn(Switch.REFRESH_KEEPS_TOKEN)) {
            return index.put(old.extended(now, now.plus(lifetimes.longLived()), dataAccess));
        }
        if (switches.isOn(Switch.REFRESH_KILLS_OLD_TOKEN)) {
            index.put(old.revokedWith(IssuedToken.INVALID));
        }
        return index.keep(longLivedFrom(old, dataAccess));
    }

    /** Exchanges a long-lived token again (K25). */
    public synchronized IssuedToken exchangeAgain(IssuedToken longLived) {
        Instant now = time.instant();
        if (switches.isOn(Switch.K25_NEW_TOKEN)) {
            return upgrade(longLived);
        }
        boolean dayOver = !now.isBefore(longLived.issuedAt().plus(lifetimes.minimumRefreshAge()));
        return switches.isOn(Switch.K25_ONCE_A_DAY) && dayOver && !longLived.neverExpires()
                ? index.put(longLived.extended(now, now.plus(lifetimes.longLived()), longLived.dataAccessExpiresAt()))
                : longLived;
    }

    /**
     * The token of a Page in a person's name, derived from a live token of that person. While such a token is alive,
     * returns the same one. It never expires if the parent is long-lived; otherwise it expires with the parent.
     */
    public synchronized IssuedToken ofPage(IssuedToken parent, String page) {
        Instant now = time.instant();
        boolean forEver = parent.kind() == Kind.LONG_LIVED;
        return of(parent.clientId(), parent.person().id()).stream()
                .filter(token -> page.equals(token.reach().page())
                        && token.alive(now)
                        && token.reach().isOfBusiness() == parent.reach().isOfBusiness()
                        && (forEver ? token.neverExpires() : parent.value().equals(token.parent())))
                .findFirst()
                .map(known -> index.put(known.withScopes(parent.scopes())
                        .extended(known.issuedAt(), known.expiresAt(), later(known, parent))))
                .orElseGet(() -> index.keep(derived(parent, page, forEver ? IssuedToken.NEVER : parent.expiresAt())));
    }

    /** Removes the permission from every token of that person and app. */
    synchronized void withdraw(String clientId, long personId, String permission) {
        for (IssuedToken token : of(clientId, personId)) {
            var rest = new HashSet<>(token.scopes());
            rest.remove(permission);
            index.put(token.withScopes(rest));
        }
    }

    /**
     * Applies another consent: live tokens get the new end of the access to data and the new choice of Pages. Tokens of
     * Pages that are no longer chosen die with 467.
     */
    synchronized void consentedAgain(String clientId, long personId, Reach reach) {
        Instant dataAccess = time.instant().plus(lifetimes.dataAccess());
        for (IssuedToken token : of(clientId, personId)) {
            IssuedToken seen = index.put(token.extended(token.issuedAt(), token.expiresAt(), dataAccess));
            boolean stays = seen.reach().isOfBusiness()
                    || reach.isOfBusiness()
                    || switches.isOn(Switch.EACH_TOKEN_KEEPS_ITS_PAGES);
            if (!stays && !seen.reach().isPage()) {
                index.put(seen.withReach(reach));
            } else if (!stays && !reach.pages().containsAll(seen.reach().pages()) && seen.alive(time.instant())) {
                index.put(seen.revokedWith(IssuedToken.INVALID));
            }
        }
    }

    /** Removes the Page from every token of that person and app. */
    synchronized void untick(String clientId, long personId, String page) {
        for (IssuedToken token : of(clientId, personId)) {
            index.put(token.withReach(token.reach().without(page)));
        }
    }

    public synchronized Optional<IssuedToken> find(@Nullable String value) {
        return index.find(value);
    }

    /** Finds a token and counts the use of it. */
    public synchronized Optional<IssuedToken> use(@Nullable String value) {
        return find(value).map(IssuedToken::usedOnce).map(index::put);
    }

    public boolean alive(String value) {
        return find(value).filter(token -> token.alive(time.instant())).isPresent();
    }

    /** The newest token of a person and an app, dead or alive. */
    public synchronized Optional<IssuedToken> newest(String clientId, long personId) {
        return of(clientId, personId).stream().reduce((earlier, later) -> later);
    }

    /** Every remembered token of a person and an app, oldest first. */
    public synchronized List<IssuedToken> of(String clientId, long personId) {
        return index.of(clientId, personId);
    }

    /** Every remembered token that comes from this code, oldest first. */
    public synchronized List<IssuedToken> ofCode(String code) {
        return index.ofCode(code);
    }

    /** The live tokens of an account: a Page, a professional Instagram account, or a person. */
    public synchronized List<IssuedToken> livingOf(Provider provider, String accountId) {
        Instant now = time.instant();
        return index.all().stream()
                .filter(token ->
                        token.provider() == provider && token.accountId().equals(accountId) && token.alive(now))
                .toList();
    }

    /** The ids of the accounts of a product for which a token is alive. */
    public synchronized Set<String> livingAccounts(Provider provider) {
        Instant now = time.instant();
        return index.all().stream()
                .filter(token -> token.provider() == provider && token.alive(now))
                .map(IssuedToken::accountId)
                .collect(Collectors.toUnmodifiableSet());
    }

    public synchronized List<IssuedToken> all() {
        return List.copyOf(index.all());
    }

    public synchronized int size() {
        return index.all().size();
    }

    /** Revokes every live token that matches, with the subcode of its refusals. Returns how many. */
    public synchronized int revoke(Predicate<IssuedToken> which, int subcode) {
        return revokeAll(index.all().stream().filter(which).toList(), subcode);
    }

    /**
     * The person has done what Meta required: matching tokens that were revoked with 459 or 464 work again, unless they
     * have expired. Tokens revoked for another reason stay dead. Returns how many work again.
     */
    public synchronized int restore(Predicate<IssuedToken> which) {
        List<IssuedToken> coming = index.all().stream()
                .filter(IssuedToken::isRestorable)
                .filter(which)
                .toList();
        coming.forEach(token -> index.put(token.restored()));
        return coming.size();
    }

    /** Revokes the tokens of that person and app, except those that a business gave. Returns how many died. */
    public synchronized int revokeOf(String clientId, long personId, int subcode) {
        List<IssuedToken> personal = of(clientId, personId).stream()
                .filter(token -> !token.reach().isOfBusiness())
                .toList();
        return revokeAll(personal, subcode);
    }

    public synchronized int revokeFromCode(String code) {
        return revokeAll(ofCode(code), IssuedToken.INVALID);
    }

    private int revokeAll(List<IssuedToken> tokens, int subcode) {
        Instant now = time.instant();
        var living = new LinkedHashMap<String, IssuedToken>();
        tokens.stream().filter(token -> token.alive(now)).forEach(token -> {
            living.put(token.value(), token);
            // A Page's token survives its parent's expiry, but not its parent's invalidation.
            children(token).filter(child -> child.alive(now)).forEach(child -> living.put(child.value(), child));
        });
        living.values().forEach(token -> index.put(token.revokedWith(subcode)));
        return living.size();
    }

    private Stream<IssuedToken> children(IssuedToken parent) {
        return of(parent.clientId(), parent.person().id()).stream()
                .filter(token -> token.reach().isPage() && parent.value().equals(token.parent()));
    }

    private static Instant later(IssuedToken one, IssuedToken other) {
        return one.dataAccessExpiresAt().isAfter(other.dataAccessExpiresAt())
                ? one.dataAccessExpiresAt()
                : other.dataAccessExpiresAt();
    }

    private static boolean facebook(Reach reach) {
        return reach.provider() == Provider.FACEBOOK;
    }

    private IssuedToken derived(IssuedToken parent, String page, Instant end) {
        return new IssuedToken(
                text.token(parent.provider()),
                parent.kind(),
                parent.clientId(),
                parent.person(),
                parent.scopes(),
                parent.code(),
                parent.value(),
                time.instant(),
                end,
                parent.dataAccessExpiresAt(),
                OptionalInt.empty(),
                0,
                parent.reach().toPage(page));
    }

    private IssuedToken longLivedFrom(IssuedToken parent, Instant dataAccessUntil) {
        Instant now = time.instant();
        boolean forEver = facebook(parent.reach()) && switches.isOn(Switch.LONG_LIVED_NEVER_EXPIRES);
        return new IssuedToken(
                text.token(parent.provider()),
                Kind.LONG_LIVED,
                parent.clientId(),
                parent.person(),
                parent.scopes(),
                parent.code(),
                parent.value(),
                now,
                forEver ? IssuedToken.NEVER : now.plus(lifetimes.longLived()),
                dataAccessUntil,
                OptionalInt.empty(),
                0,
                parent.reach());
    }
}
