package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a wish from outside changes. One that is older than the current consent, or about an account nobody knows, nothing. */
final class WishRules {

    private final Endings endings;

    WishRules(Endings endings) {
        this.endings = endings;
    }

    /** Whether it was followed; {@code orderedAt} is the broker's time of the wish. */
    boolean read(Turn turn, AccountCommand wish, Instant orderedAt) {
        Account account = turn.account();
        if (account == null || orderedAt.isBefore(account.current.getOrderedAt())) {
            return false;
        }
        return switch (wish.getKind()) {
            case REFRESH_NOW -> refreshNow(turn, account);
            case VERIFY_NOW -> verifyNow(turn, account);
            case DISCONNECT -> end(turn, account, orderedAt, GoneReason.DISCONNECTED);
            case DEAUTHORIZED -> end(turn, account, orderedAt, GoneReason.DEAUTHORIZED);
            case DELETE_DATA -> end(turn, account, orderedAt, GoneReason.DATA_DELETED);
            case UNKNOWN -> false;
        };
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

    private boolean end(Turn turn, Account account, Instant orderedAt, GoneReason reason) {
        Token current = account.current;
        if (!account.live() && !outweighs(reason, current.getGoneReason())) {
            return false;
        }
        Rank rank = orderedAt.equals(current.getOrderedAt()) ? Rank.of(current).next() : Rank.first(orderedAt);
        endings.endOnPurpose(turn, account, rank, reason);
        return true;
    }

    /** A deletion is more than a farewell, and both are more than a verdict; the same twice is the same. */
    private static boolean outweighs(GoneReason reason, @Nullable GoneReason held) {
        return Endings.onEvidence(held) || (reason == GoneReason.DATA_DELETED && held != GoneReason.DATA_DELETED);
    }
}
