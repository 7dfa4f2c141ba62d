package io.tokenkeep.refresh.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.refresh.policy.StableHash;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the grant of a refused consent is revoked at the provider. The provider keeps one grant for each person and app,
 * so a revocation also ends what lives by earlier and later consents. In any doubt nothing is revoked, and nothing is planned.
 *
 * <p>No state, status, event or record on {@code tokens} follows, because the account was never connected. So the command is sent at
 * once, and nobody waits for its answer. A command that is read twice leads to the same decision, or to none.
 */
final class UnusedGrants {

    /**
     * Counted from the command's own time. Inputs are read in the order of their times, so a late task decides by what was known
     * then, and does not know of a consent since. Long enough for the restart of a worker.
     */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private UnusedGrants() {}

    /** Whether the grant is revoked. {@code account} is null if none is known under the token's key. */
    static boolean read(
            AccountUpdate update, @Nullable Account account, AccountCommand accountCommand, Instant orderedAt) {
        Token token = Objects.requireNonNull(accountCommand.getToken());
        Instant now = update.now();
        // The earlier of two clocks: the broker's may be ahead of ours.
        Instant notAfter = (orderedAt.isBefore(now) ? orderedAt : now).plus(LONGEST);
        boolean unused = update.hasPages(token)
                && update.caughtUp()
                && !update.app().open()
                && now.isBefore(notAfter)
                && knowsIds(update, account, token)
                && (account == null || isOver(update, account, token));
        if (unused) {
            update.send(command(accountCommand, token, now, notAfter));
        }
        return unused;
    }

    /** Another account may live under an id of the token that leads to no account yet. */
    private static boolean knowsIds(AccountUpdate update, @Nullable Account account, Token token) {
        Set<String> known = new HashSet<>(List.of(update.key(), key(token)));
        if (account != null) {
            known.addAll(account.books().aliases());
        }
        return token.getAliases().stream()
                .map(id -> new AccountKey(token.getApp(), id).toString())
                .allMatch(known::contains);
    }

    /** Whether the account ended before the refused consent, consumers know, and nothing of it can live again without a consent. */
    private static boolean isOver(AccountUpdate update, Account account, Token refused) {
        Token current = account.current();
        Schedule schedule = account.schedule();
        return !account.live()
                && current.getKind() == TokenKind.USER
                && current.getOrderedAt().isBefore(refused.getOrderedAt())
                && !mayWork(update, account.held().kept())
                && schedule.inFlight() == null
                && schedule.publishAt() == null
                && Links.namesAllPages(current)
                && !account.pages().someMayWork();
    }

    /** A token that was declared dead may work all the same, until its end. */
    private static boolean mayWork(AccountUpdate update, @Nullable Token kept) {
        if (kept == null) {
            return false;
        }
        Validity validity = Tokens.validityOf(kept);
        return validity == null || !validity.overAt(update.now()) || update.hasRefreshToken(kept);
    }

    /** Under the key for which the token is sealed, which may be another id of the account. */
    private static RefreshCommand command(AccountCommand wanted, Token token, Instant now, Instant notAfter) {
        return RefreshCommand.newBuilder()
                .setCommandId(StableHash.name("revocation " + key(token) + ' ' + wanted.getRequestId()))
                .setAccount(key(token))
                .setKind(CommandKind.REVOKE)
                .setToken(token)
                .setIssuedAt(now)
                .setNotAfter(notAfter)
                .build();
    }

    private static String key(Token token) {
        return new AccountKey(token.getApp(), token.getAccountId()).toString();
    }
}
