package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a wish from outside changes. One that is older than the current consent changes nothing. One about another id of
 * an account goes on to the account; one that ends an account nobody knows waits for it a day.
 */
final class WishRules {

    private final Endings endings;

    WishRules(Endings endings) {
        this.endings = endings;
    }

    /** Whether it was followed; {@code orderedAt} is the broker's time of the wish. */
    boolean read(Turn turn, AccountCommand wish, Instant orderedAt) {
        Account account = turn.account();
        if (account == null) {
            return unknown(turn, wish, orderedAt);
        }
        boolean outdated = orderedAt.isBefore(account.current.getOrderedAt());
        boolean followed = !outdated && follow(turn, account, wish, orderedAt);
        if (wish.getKind() == AccountCommandKind.DELETE_DATA) {
            Deletions.heard(turn, account, wish);
        }
        return followed;
    }

    private boolean follow(Turn turn, Account account, AccountCommand wish, Instant orderedAt) {
        return switch (wish.getKind()) {
            case REFRESH_NOW -> refreshNow(turn, account);
            case VERIFY_NOW -> verifyNow(turn, account);
            case DISCONNECT -> disconnect(turn, account, orderedAt);
            case DEAUTHORIZED -> deauthorized(turn, account, wish, orderedAt);
            case DELETE_DATA ->
                !isOfEarlierConsent(account, wish)
                        && end(turn, account, said(account, wish, orderedAt), GoneReason.DATA_DELETED);
            case UNKNOWN -> false;
        };
    }

    private static boolean unknown(Turn turn, AccountCommand wish, Instant orderedAt) {
        String account = turn.stranger().aliasOf();
        if (account != null) {
            turn.link(account, Links.command(wish, orderedAt));
            return true;
        }
        switch (wish.getKind()) {
            case DISCONNECT, DEAUTHORIZED, DELETE_DATA ->
                turn.stranger().keep(Links.command(wish, orderedAt), turn.now().plus(LinkRules.WORDS_WAIT));
            case REFRESH_NOW, VERIFY_NOW, UNKNOWN -> {}
        }
        if (wish.getKind() == AccountCommandKind.DELETE_DATA) {
            Deletions.tell(turn, wish, DeletionState.NOTHING_KEPT, null);
        }
        return false;
    }

    /** Sent once more after the person came back: what it was about is gone already. */
    private static boolean isOfEarlierConsent(Account account, AccountCommand wish) {
        Instant signedAt = wish.getSignedAt();
        return signedAt != null
                && signedAt.isBefore(account.current.getAuthorizedAt().minus(DoubtRules.RIGHT_AFTER));
    }

    private static boolean refreshNow(Turn turn, Account account) {
        Span span = account.span();
        Instant refreshableAt = account.current.getRefreshableAt();
        if (span == null || refreshableAt == null || span.overAt(turn.now())) {
            return verifyNow(turn, account);
        }
        Instant now = turn.now();
        account.plan = Plan.of(CommandKind.REFRESH, refreshableAt.isAfter(now) ? refreshableAt : now);
        return true;
    }

    /** Also for a token behind a GONE, whose verdict this may undo. */
    private static boolean verifyNow(Turn turn, Account account) {
        if (!account.live() && account.kept == null) {
            return false;
        }
        account.plan = Plan.of(CommandKind.VERIFY, turn.now());
        return true;
    }

    /** Where the provider has a way for it, the grant is taken back there too, once consumers know. */
    private boolean disconnect(Turn turn, Account account, Instant orderedAt) {
        Token last = account.live() ? account.current : account.kept;
        boolean ended = end(turn, account, orderedAt, GoneReason.DISCONNECTED);
        if (ended && last != null && Links.hasPages(last)) {
            account.revoke = last;
            account.revokeAt = turn.now();
        }
        return ended;
    }

    private boolean deauthorized(Turn turn, Account account, AccountCommand wish, Instant orderedAt) {
        if (DoubtRules.isDoubtful(account, wish)) {
            // A token that is gone cannot be asked. Its Pages can, and are, as they are verified all the time.
            if (account.live()) {
                DoubtRules.doubt(turn, account, orderedAt);
            }
            return account.live();
        }
        return end(turn, account, said(account, wish, orderedAt), GoneReason.DEAUTHORIZED);
    }

    /**
     * When the person said so, as far as it is known: a consent that they gave after it may reach us after it, and has to
     * win; but no longer ago than a consent may wait. The provider's clock is not the broker's: in doubt a removed app has
     * been added again, which a verification finds out, and a deletion is a deletion.
     */
    private static Instant said(Account account, AccountCommand wish, Instant orderedAt) {
        Instant signedAt = wish.getSignedAt();
        if (signedAt == null) {
            return orderedAt;
        }
        Instant earliest = orderedAt.minus(LinkRules.WORDS_WAIT);
        boolean deletion = wish.getKind() == AccountCommandKind.DELETE_DATA;
        Instant said = deletion ? signedAt : signedAt.minus(DoubtRules.RIGHT_AFTER);
        Instant bounded = said.isBefore(earliest) ? earliest : said;
        boolean telling = bounded.isBefore(orderedAt) && bounded.isAfter(account.current.getOrderedAt());
        return telling ? bounded : orderedAt;
    }

    private boolean end(Turn turn, Account account, Instant orderedAt, GoneReason reason) {
        if (!account.live() && !outweighs(reason, account.current.getGoneReason())) {
            return false;
        }
        account.offers.clear();
        account.revoke = null;
        account.revokeAt = null;
        endings.endOnPurpose(turn, account, Endings.rankOf(account, orderedAt), reason);
        return true;
    }

    /** A deletion is more than a farewell, and both are more than a verdict; the same twice is the same. */
    private static boolean outweighs(GoneReason reason, @Nullable GoneReason held) {
        return Endings.onEvidence(held) || (reason == GoneReason.DATA_DELETED && held != GoneReason.DATA_DELETED);
    }
}
