package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an account command changes. A command that is older than the current consent changes nothing, unless it assigns the
 * account to a client. A command about
 * another id of an account is forwarded to the account. A command that ends or assigns an unknown account waits for that account
 * for a day. The revocation of an unused grant never waits: an account that comes later lives on that grant.
 */
final class AccountCommandRules {

    private final Endings endings;

    AccountCommandRules(Endings endings) {
        this.endings = endings;
    }

    /** Whether the command was followed. {@code orderedAt} is the broker's time of the command. */
    boolean read(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        Account account = update.account();
        if (account == null) {
            return unknown(update, accountCommand, orderedAt);
        }
        boolean outdated = orderedAt.isBefore(account.current().getOrderedAt());
        boolean assigns = accountCommand.getKind() == AccountCommandKind.ASSIGN_CLIENT;
        boolean followed = (assigns || !outdated) && follow(update, account, accountCommand, orderedAt);
        if (accountCommand.getKind() == AccountCommandKind.DELETE_DATA) {
            Deletions.requested(update, account, accountCommand);
        }
        return followed;
    }

    private boolean follow(AccountUpdate update, Account account, AccountCommand accountCommand, Instant orderedAt) {
        return switch (accountCommand.getKind()) {
            case REFRESH_NOW -> refreshNow(update, account);
            case VERIFY_NOW -> verifyNow(update, account);
            case DISCONNECT -> disconnect(update, account, orderedAt);
            case DEAUTHORIZED -> deauthorized(update, account, accountCommand, orderedAt);
            case DELETE_DATA ->
                !isOfEarlierConsent(account, accountCommand)
                        && end(update, account, said(account, accountCommand, orderedAt), GoneReason.DATA_DELETED);
            case ASSIGN_CLIENT -> ClientRules.assign(update, account, accountCommand, orderedAt);
            case REVOKE_UNUSED -> UnusedGrants.read(update, account, accountCommand, orderedAt);
            case UNKNOWN -> false;
        };
    }

    private static boolean unknown(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        String account = update.unknown().aliasOf();
        if (account != null) {
            update.link(account, Links.command(accountCommand, orderedAt));
            return true;
        }
        switch (accountCommand.getKind()) {
            case DISCONNECT, DEAUTHORIZED, DELETE_DATA, ASSIGN_CLIENT ->
                update.unknown()
                        .keep(
                                Links.command(accountCommand, orderedAt),
                                update.now().plus(UnknownAccount.MESSAGES_WAIT));
            case REVOKE_UNUSED -> {
                return UnusedGrants.read(update, null, accountCommand, orderedAt);
            }
            case REFRESH_NOW, VERIFY_NOW, UNKNOWN -> {}
        }
        if (accountCommand.getKind() == AccountCommandKind.DELETE_DATA) {
            Deletions.answer(update, accountCommand, DeletionState.NOTHING_KEPT, null);
        }
        return false;
    }

    /** The command was sent once more after the person came back, and its subject has already ended. */
    private static boolean isOfEarlierConsent(Account account, AccountCommand accountCommand) {
        Instant signedAt = accountCommand.getSignedAt();
        return signedAt != null
                && signedAt.isBefore(account.current().getAuthorizedAt().minus(DoubtRules.RIGHT_AFTER));
    }

    private static boolean refreshNow(AccountUpdate update, Account account) {
        Validity validity = account.held().validity();
        Instant refreshableAt = account.current().getRefreshableAt();
        if (validity == null || refreshableAt == null || validity.overAt(update.now())) {
            return verifyNow(update, account);
        }
        Instant now = update.now();
        Planner.plan(account, Plan.of(CommandKind.REFRESH, refreshableAt.isAfter(now) ? refreshableAt : now));
        return true;
    }

    /** Also verifies a token behind a GONE, which may undo the GONE. */
    private static boolean verifyNow(AccountUpdate update, Account account) {
        if (account.held().last() == null) {
            return false;
        }
        Planner.verifyNow(update, account);
        return true;
    }

    /** If the provider offers it, the grant is also revoked there, after consumers know. */
    private boolean disconnect(AccountUpdate update, Account account, Instant orderedAt) {
        Token last = account.held().last();
        boolean ended = end(update, account, orderedAt, GoneReason.DISCONNECTED);
        if (ended && last != null && update.hasPages(last)) {
            account.schedule(account.schedule().revoking(new Revocation(last, update.now())));
        }
        return ended;
    }

    private boolean deauthorized(
            AccountUpdate update, Account account, AccountCommand accountCommand, Instant orderedAt) {
        if (DoubtRules.isDoubtful(account, accountCommand)) {
            // A token that is GONE cannot be verified. The tokens of its Pages are verified anyway.
            if (account.live()) {
                DoubtRules.doubt(update, account, orderedAt);
            }
            return account.live();
        }
        return end(update, account, said(account, accountCommand, orderedAt), GoneReason.DEAUTHORIZED);
    }

    /**
     * When the person decided, as far as it is known. A consent that the person gave afterwards may arrive earlier and has to
     * win; so the signature counts, but at most as far back as a consent may wait. The provider's clock is not the broker's. So
     * a deauthorization counts five minutes earlier still, because a verification finds out a removed app. A deletion does not.
     */
    private static Instant said(Account account, AccountCommand accountCommand, Instant orderedAt) {
        Instant signedAt = accountCommand.getSignedAt();
        if (signedAt == null) {
            return orderedAt;
        }
        Instant earliest = orderedAt.minus(UnknownAccount.MESSAGES_WAIT);
        boolean deletion = accountCommand.getKind() == AccountCommandKind.DELETE_DATA;
        Instant said = deletion ? signedAt : signedAt.minus(DoubtRules.RIGHT_AFTER);
        Instant bounded = said.isBefore(earliest) ? earliest : said;
        boolean telling =
                bounded.isBefore(orderedAt) && bounded.isAfter(account.current().getOrderedAt());
        return telling ? bounded : orderedAt;
    }

    private boolean end(AccountUpdate update, Account account, Instant orderedAt, GoneReason reason) {
        if (!account.live() && !outweighs(reason, account.current().getGoneReason())) {
            return false;
        }
        account.offers(account.offers().withoutOffers());
        endings.endByIntent(update, account, account.held().rankAt(orderedAt), reason);
        return true;
    }

    /**
     * A deletion has precedence over a disconnect or deauthorization, and these over a death on evidence. A repeated command
     * changes nothing.
     */
    private static boolean outweighs(GoneReason reason, @Nullable GoneReason held) {
        return Tokens.onEvidence(held) || (reason == GoneReason.DATA_DELETED && held != GoneReason.DATA_DELETED);
    }
}
