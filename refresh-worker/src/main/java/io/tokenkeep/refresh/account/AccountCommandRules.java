package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an account command changes. A command that is older than the current consent changes nothing, unless it assigns the
 * account to a client. A command about another id of an account is forwarded to the account. A command that ends or assigns an unknown
 * account waits for that account for a day. The revocation of an unused grant never waits: an account that comes later lives on that
 * grant. How commands are answered is decided in {@link Actions}; one that was answered, or waits for its answer, changes nothing.
 */
final class AccountCommandRules {

    private final Endings endings;
    private final Imports imports;

    AccountCommandRules(Endings endings, Imports imports) {
        this.endings = endings;
        this.imports = imports;
    }

    /** Whether the command was followed. {@code orderedAt} is the broker's time of the command. */
    boolean read(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        Account account = update.account();
        if (account == null) {
            return unknown(update, accountCommand, orderedAt);
        }
        boolean answered = Actions.isAnswered(accountCommand.getKind());
        if (answered && account.knowsRequest(accountCommand.getRequestId())) {
            return false;
        }
        boolean outdated = orderedAt.isBefore(account.current().getOrderedAt());
        boolean assigns = accountCommand.getKind() == AccountCommandKind.ASSIGN_CLIENT;
        boolean followed = (assigns || !outdated) && follow(update, account, accountCommand, orderedAt);
        if (answered && !followed) {
            update.end(ActionEnd.of(accountCommand.getRequestId(), withoutEffect(account, accountCommand)));
        }
        if (accountCommand.getKind() == AccountCommandKind.DELETE_DATA) {
            Deletions.requested(update, account, accountCommand);
        }
        return followed;
    }

    private boolean follow(AccountUpdate update, Account account, AccountCommand accountCommand, Instant orderedAt) {
        return switch (accountCommand.getKind()) {
            case REFRESH_NOW, VERIFY_NOW -> askNow(update, account, accountCommand);
            case DISCONNECT -> disconnect(update, account, accountCommand, orderedAt);
            case DEAUTHORIZED -> deauthorized(update, account, accountCommand, orderedAt);
            case DELETE_DATA ->
                !isOfEarlierConsent(account, accountCommand)
                        && end(update, account, said(account, accountCommand, orderedAt), GoneReason.DATA_DELETED);
            case ASSIGN_CLIENT -> ClientRules.assign(update, account, accountCommand, orderedAt);
            case REVOKE_UNUSED -> UnusedGrants.read(update, account, accountCommand, orderedAt);
            case IMPORT, UNKNOWN -> false;
        };
    }

    /** The result of an account command that a known account does not follow. To disconnect it once more leaves it disconnected. */
    private static ActionResult withoutEffect(Account account, AccountCommand accountCommand) {
        boolean disconnected = account.current().getGoneReason() == GoneReason.DISCONNECTED;
        return switch (accountCommand.getKind()) {
            case IMPORT -> ActionResult.CURRENT_KEPT;
            case DISCONNECT -> disconnected ? ActionResult.DISCONNECTED : ActionResult.NOT_POSSIBLE;
            default -> ActionResult.NOT_POSSIBLE;
        };
    }

    private boolean unknown(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        String account = update.unknown().aliasOf();
        if (account != null) {
            update.link(account, Links.command(accountCommand, orderedAt));
            return true;
        }
        AccountCommandKind kind = accountCommand.getKind();
        if (kind == AccountCommandKind.IMPORT) {
            return imports.read(update, accountCommand, orderedAt);
        }
        if (kind == AccountCommandKind.REVOKE_UNUSED) {
            return UnusedGrants.read(update, null, accountCommand, orderedAt);
        }
        if (mayWait(kind)) {
            update.unknown()
                    .keep(Links.command(accountCommand, orderedAt), update.now().plus(UnknownAccount.MESSAGES_WAIT));
        }
        answerUnknown(update, accountCommand, orderedAt);
        if (kind == AccountCommandKind.DELETE_DATA) {
            Deletions.answer(update, accountCommand, DeletionState.NOTHING_KEPT, null);
        }
        return false;
    }

    /** Whether a command about an unknown account waits for the account. */
    static boolean mayWait(AccountCommandKind kind) {
        return switch (kind) {
            case DISCONNECT, DEAUTHORIZED, DELETE_DATA, ASSIGN_CLIENT -> true;
            case REFRESH_NOW, VERIFY_NOW, REVOKE_UNUSED, IMPORT, UNKNOWN -> false;
        };
    }

    /**
     * Answers a command about an account that is not known, or not any more. A command to disconnect is answered too, although it
     * waits: whoever sent it must not wait for an account that may never come. An import under another id of an account says that
     * the account was known.
     */
    static void answerUnknown(AccountUpdate update, @Nullable AccountCommand accountCommand, Instant orderedAt) {
        if (accountCommand != null && Actions.isAnswered(accountCommand.getKind())) {
            boolean imports = accountCommand.getKind() == AccountCommandKind.IMPORT;
            ActionResult result = imports ? ActionResult.CURRENT_KEPT : ActionResult.NOT_POSSIBLE;
            update.end(ActionEnd.of(accountCommand.getRequestId(), result), orderedAt);
        }
    }

    /** The command was sent once more after the person came back, and its subject has already ended. */
    private static boolean isOfEarlierConsent(Account account, AccountCommand accountCommand) {
        Instant signedAt = accountCommand.getSignedAt();
        return signedAt != null
                && signedAt.isBefore(account.current().getAuthorizedAt().minus(DoubtRules.RIGHT_AFTER));
    }

    /** A token that cannot be refreshed now is verified; so is a token behind a GONE, which may undo the GONE. */
    private static boolean askNow(AccountUpdate update, Account account, AccountCommand accountCommand) {
        if (account.held().last() == null) {
            return false;
        }
        boolean refresh =
                accountCommand.getKind() == AccountCommandKind.REFRESH_NOW && Planner.isRefreshable(update, account);
        Actions.plan(update, account, accountCommand, refresh ? CommandKind.REFRESH : CommandKind.VERIFY);
        return true;
    }

    /** If the provider offers it, the grant is also revoked there, after consumers know. */
    private boolean disconnect(
            AccountUpdate update, Account account, AccountCommand accountCommand, Instant orderedAt) {
        Token last = account.held().last();
        boolean ended = end(update, account, orderedAt, GoneReason.DISCONNECTED);
        if (ended && last != null && update.hasPages(last)) {
            account.schedule(account.schedule().revoking(new Revocation(last, update.now())));
        }
        if (ended) {
            Actions.replaceAll(update);
            update.end(ActionEnd.of(accountCommand.getRequestId(), ActionResult.DISCONNECTED));
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
