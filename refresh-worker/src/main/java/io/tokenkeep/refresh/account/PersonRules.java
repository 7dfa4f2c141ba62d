package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A person and their Pages: which Pages hear of it when the person's token changes, and what a new list of them means. A
 * Page's token outlives the end of the person's, but not its being taken back.
 */
final class PersonRules {

    /** The list is looked at again in about two hours when it could not be had. */
    private static final int TRIES = 6;

    private final RefreshPolicy policy;

    PersonRules(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** To be called when another token, or a GONE, takes the place of what was current. */
    static void changed(Turn turn, Token before, Token after) {
        Set<String> lost = new LinkedHashSet<>(Links.pages(before));
        if (lost.isEmpty()) {
            return;
        }
        GoneReason reason = after.getGoneReason();
        if (after.getState() == TokenState.LIVE) {
            lost.removeAll(Links.pages(after));
            tell(turn, lost, GoneReason.PAGE_LOST, after.getOrderedAt());
        } else if (reason != null && reason != GoneReason.EXPIRED) {
            tell(turn, lost, reason, after.getOrderedAt());
        }
    }

    /** The complete list has come: what is new on it has been offered to the Pages themselves. */
    void derived(Turn turn, Account account, RefreshOutcome outcome) {
        Token before = account.current;
        List<LinkedAccount> pages = linked(outcome);
        account.deriveAt = policy.deriveAt(turn.key(), turn.now());
        if (!pages.equals(before.getLinkedAccounts())) {
            account.current = Token.newBuilder(before)
                    .setLinkedAccounts(pages)
                    .setSequence(Rank.of(before).next().sequence())
                    .build();
            account.publishAt = turn.now();
            changed(turn, before, account.current);
        }
    }

    /** A list came too late to count, but its Pages have their offers: those that are not of the person now hear so. */
    static void offeredInVain(Turn turn, Account account, RefreshOutcome outcome) {
        Token listed = Token.newBuilder(account.current)
                .setLinkedAccounts(linked(outcome))
                .build();
        changed(turn, listed, account.current);
    }

    private static List<LinkedAccount> linked(RefreshOutcome outcome) {
        return outcome.getPages().stream()
                .map(page -> LinkedAccount.newBuilder()
                        .setProvider(Links.FACEBOOK)
                        .setAccountId(page.getAccountId())
                        .setUsername(page.getDisplayName())
                        .build())
                .toList();
    }

    /** The list could not be had: again later, while the token itself goes its way. A no stays one for a day. */
    void notDerived(Turn turn, Account account, RefreshOutcome outcome) {
        if (outcome.getResult() == RefreshResult.REFUSED) {
            account.deriveAt = policy.deriveAt(turn.key(), turn.now());
            return;
        }
        Instant at = turn.now().plus(policy.retryDelay(TRIES, outcome.getCommandId(), null, turn.now()));
        Instant named = outcome.getTryAgainAt();
        account.deriveAt = named != null && named.isAfter(at) ? named : at;
    }

    private static void tell(Turn turn, Set<String> pages, GoneReason reason, Instant orderedAt) {
        pages.forEach(page -> turn.link(page, Links.parentEnded(turn.key(), reason, orderedAt)));
    }
}
