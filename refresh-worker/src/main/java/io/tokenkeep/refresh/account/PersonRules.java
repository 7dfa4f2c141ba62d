package io.tokenkeep.refresh.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a person and their Pages: which Pages receive a message when the person's token changes, and what a new list
 * means. A Page's token outlives the end of the person's token, but not an end by intent. A list that lacks a Page does not end
 * the Page; it only causes a verification of the Page's own token.
 */
final class PersonRules {

    private final RefreshPolicy policy;

    PersonRules(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** To be called after the first token of an account was read. */
    void first(AccountUpdate update, Account account) {
        account.pages(PersonPages.NONE.with(Links.pages(update, account.current())));
        listSoonUnlessComplete(update, account, account.current());
    }

    /** To be called before another token, or a GONE, replaces the current record. */
    static void changes(AccountUpdate update, Account account, Token next) {
        GoneReason reason = next.getGoneReason();
        if (Tokens.isLive(next)) {
            List<String> named = Links.pages(update, next);
            boolean consented = next.getOrderedAt().isAfter(account.current().getOrderedAt());
            if (consented && update.hasPages(next) && Links.namesAllPages(next)) {
                absent(update, account, account.pages().givenBut(named), Links.pageAbsent(update.key(), next));
            }
            PersonPages before = consented ? account.pages().consented() : account.pages();
            account.pages(before.with(named));
        } else if (reason != null && reason != GoneReason.EXPIRED) {
            ended(update, account, account.pages().ids(), next);
            if (!Tokens.onEvidence(reason)) {
                // A person who left by intent gives no Page any more, and the Pages were informed.
                account.pages(PersonPages.NONE);
            }
        }
    }

    /**
     * To be called after a known person consented anew. If the consent was meant for some Pages, it brought no token for the others,
     * so those of earlier consents get theirs from a list.
     */
    void consentedAgain(AccountUpdate update, Account account, Token consented) {
        if (update.hasPages(consented)
                && Links.namesAllPages(consented)
                && !consented.getExpectedPages().isEmpty()) {
            listAt(account, update.now());
        } else {
            listSoonUnlessComplete(update, account, consented);
        }
    }

    /**
     * If the token of a consent does not name all Pages, they are listed at once; if a list just failed, they are listed soon.
     */
    void listSoonUnlessComplete(AccountUpdate update, Account account, Token consented) {
        if (!account.live() || !update.hasPages(consented) || Links.namesAllPages(consented)) {
            return;
        }
        if (consented.getListFailure() == null) {
            listAt(account, update.now());
        } else {
            account.pages(account.pages().notListed());
            listAt(account, later(update, account, update.key() + consented.getOrderedAt()));
        }
    }

    /** A part of a list has come, and others follow. */
    static void part(Account account, RefreshOutcome outcome) {
        account.pages(account.pages().read(outcome.getCommandId(), outcome.getPages()));
    }

    /** The last part of a list has come. The Pages themselves have already received their offers. */
    void listed(AccountUpdate update, Account account, RefreshOutcome outcome) {
        PersonPages before = account.pages();
        PersonPages.Listing list = Objects.requireNonNull(
                before.read(outcome.getCommandId(), outcome.getPages()).listing());
        boolean complete = outcome.getListFailure() == null;
        List<String> lacking = complete ? before.givenBut(list.ids()) : List.of();
        account.pages(before.listed(list, complete, !lacking.isEmpty(), update.now()));
        absent(update, account, lacking, Links.pageAbsent(update.key(), update.now()));
        Instant next =
                complete ? policy.deriveAt(update.key(), update.now()) : later(update, account, outcome.getCommandId());
        listAt(account, next);
        publish(update, account, described(account, list, outcome));
    }

    /**
     * A list came too late to count, but its Pages have received their offers. Pages that are not the person's now receive a
     * message.
     */
    static void offeredInVain(AccountUpdate update, Account account, RefreshOutcome outcome) {
        List<String> listed =
                outcome.getPages().stream().map(page -> page.getAccountId()).toList();
        GoneReason reason = account.current().getGoneReason();
        if (account.live()) {
            List<String> unknown =
                    PersonPages.NONE.with(listed).givenBut(account.pages().given());
            absent(update, account, unknown, Links.pageAbsent(update.key(), update.now()));
            account.pages(account.pages().with(unknown));
        } else if (reason != null) {
            if (Tokens.onEvidence(reason)) {
                // They live on by the person's grant, and receive a message when the person leaves.
                account.pages(account.pages().with(listed));
            }
            if (reason != GoneReason.EXPIRED) {
                ended(update, account, listed, account.current());
            }
        }
    }

    /** No list came. It is requested again, later each time; the token itself is not affected. */
    void notListed(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.pages(account.pages().notListed());
        Instant at = later(update, account, outcome.getCommandId());
        Instant named = outcome.getTryAgainAt();
        listAt(account, named != null && named.isAfter(at) ? named : at);
    }

    /** The command to list got no answer. It is sent again, later each time, because an answer may be too late each time. */
    void unanswered(AccountUpdate update, Account account, String commandId) {
        account.pages(account.pages().notListed());
        listAt(account, later(update, account, commandId));
    }

    /** A Page works that this list lacked. So the list is wrong and is requested again soon. */
    void contradicted(AccountUpdate update, Account account, Instant listedAt) {
        if (!account.live() || !listedAt.equals(account.pages().listedAt())) {
            return;
        }
        account.pages(account.pages().contradicted());
        Instant at = later(update, account, update.key() + listedAt);
        Instant planned = account.schedule().nextListAt();
        if (planned == null || at.isBefore(planned)) {
            listAt(account, at);
        }
    }

    /** A Page has no working token of this person. */
    static void left(Account account, String page) {
        account.pages(account.pages().lost(AccountKey.parse(page).accountId()));
    }

    private static void listAt(Account account, Instant at) {
        account.schedule(account.schedule().listingAt(at));
    }

    private Instant later(AccountUpdate update, Account account, String seed) {
        return update.now().plus(policy.listDelay(account.pages().tries(), seed));
    }

    /** The person's token after a list: with the Pages that the list names, and those that it lacks and that may work. */
    private static Token described(Account account, PersonPages.Listing list, RefreshOutcome outcome) {
        Token before = account.current();
        List<LinkedAccount> linked = new ArrayList<>();
        for (int i = 0; i < list.names().size(); i++) {
            linked.add(
                    linked(before.getProvider(), list.ids().get(i), list.names().get(i)));
        }
        List<String> others = account.pages().givenBut(list.ids());
        before.getLinkedAccounts().stream()
                .filter(held -> others.contains(held.getAccountId()))
                .limit(PersonPages.MOST_NAMED - linked.size())
                .forEach(linked::add);
        return Token.newBuilder(before)
                .setLinkedAccounts(linked)
                .setLinkedAccountsTotal(account.pages().given().size())
                .setMissingPages(outcome.getMissingPages())
                .setListFailure(outcome.getListFailure())
                .build();
    }

    private static LinkedAccount linked(String provider, String id, @Nullable String name) {
        return LinkedAccount.newBuilder()
                .setProvider(provider)
                .setAccountId(id)
                .setUsername(name)
                .build();
    }

    /** Published only if it says something new. */
    private static void publish(AccountUpdate update, Account account, Token described) {
        Token before = account.current();
        int total = Math.max(
                before.getLinkedAccountsTotal(), before.getLinkedAccounts().size());
        boolean same = described.getLinkedAccounts().equals(before.getLinkedAccounts())
                && described.getLinkedAccountsTotal() == total
                && described.getMissingPages().equals(before.getMissingPages())
                && described.getListFailure() == before.getListFailure();
        if (!same) {
            account.described(Tokens.ranked(described, account.held().nextRank()), update.now());
        }
    }

    private static void absent(
            AccountUpdate update, Account account, Collection<String> pages, RefreshWorkerLink message) {
        pages.forEach(page -> update.link(key(account, page), message));
    }

    private static void ended(AccountUpdate update, Account account, Collection<String> pages, Token gone) {
        GoneReason reason = Objects.requireNonNull(gone.getGoneReason());
        Instant orderedAt = gone.getOrderedAt();
        pages.forEach(page -> update.link(key(account, page), Links.parentEnded(update.key(), reason, orderedAt)));
    }

    private static String key(Account account, String page) {
        return new AccountKey(account.current().getApp(), page).toString();
    }
}
