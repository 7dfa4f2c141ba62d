package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Page and the persons who give it. The token by the youngest consent is current; when it dies, the others' are
 * verified one after the other, and only when each was refused twice the Page is gone. That a person's list lacks the Page
 * only has its token verified.
 */
final class PageRules {

    private static final int MOST_PERSONS = 32;
    private static final Comparator<Offer> YOUNGEST_FIRST = Comparator.comparing(PageRules::consentOf)
            .thenComparing(PageRules::issueOf)
            .reversed();

    private final RefreshPolicy policy;
    private final Planner planner;
    private final Endings endings;

    PageRules(RefreshPolicy policy, Planner planner, Endings endings) {
        this.policy = policy;
        this.planner = planner;
        this.endings = endings;
    }

    /** Whether the person behind a Page's token still gives it; true of whatever is no Page's. */
    static boolean isGiven(Account account, Token token) {
        return !isOfPage(token) || offer(account, token).admits(token);
    }

    /** Keeps the newest that each person gives. */
    static void remember(Account account, Token given) {
        if (isOfPage(given) && isGiven(account, given)) {
            Offer held = offer(account, given);
            Offer newest = held.with(given);
            if (held.token() == null || YOUNGEST_FIRST.compare(newest, held) <= 0) {
                account.offers.put(held.parent(), newest);
                bound(account);
            }
        }
    }

    private static boolean isOfPage(Token token) {
        return token.getKind() == TokenKind.PAGE
                && token.getParentAccount() != null
                && token.getState() == TokenState.LIVE;
    }

    private static Offer offer(Account account, Token token) {
        String parent = String.valueOf(token.getParentAccount());
        return account.offers.getOrDefault(parent, Offer.none(parent));
    }

    /** A list of a person's Pages was read, and this is the token they give for this one. */
    void offered(AccountUpdate update, Token token, @Nullable String commandId) {
        Account account = update.account();
        if (account == null) {
            account = update.begin(token, StatusState.CONNECTED);
            remember(account, token);
            account.publishAt = update.now();
            planner.reschedule(update, account);
            update.tell(account, EventKind.CONNECTED, commandId);
        } else {
            if (isGiven(account, token)) {
                remember(account, token);
                compare(update, account, token, commandId);
            }
        }
    }

    /** This person gives the Page no more, for what they decided then, or may no longer. */
    void parentEnded(AccountUpdate update, String person, GoneReason reason, Instant orderedAt) {
        Account account = Objects.requireNonNull(update.account());
        boolean current = person.equals(account.current.getParentAccount());
        if (reason == GoneReason.REAUTHORIZATION_REQUIRED) {
            if (current && account.live() && account.candidateCheck == null) {
                account.plan = Plan.of(CommandKind.VERIFY, update.now());
            }
            return;
        }
        if (current && endedByItself(account)) {
            account.offers.remove(person);
            if (reason == GoneReason.DATA_DELETED && !account.dataDeleted()) {
                endings.endOnPurpose(update, account, Endings.rankOf(account, orderedAt), reason);
            }
            return;
        }
        account.absences.remove(person);
        Offer ended = account.offers.getOrDefault(person, Offer.none(person)).ended(orderedAt, reason);
        account.offers.put(person, ended);
        bound(account);
        if (current && !ended.admits(account.current)) {
            endings.lost(update, account, reason);
        } else if (account.candidateCheck != null
                && account.candidateCheck.parent().equals(person)) {
            endings.searchOn(update, account);
        }
    }

    /** The complete list of this person lacks the Page. Only the Page's own token tells whether it is lost. */
    void absent(AccountUpdate update, Account account, String person, Instant listedAt) {
        boolean current = account.live() && person.equals(account.current.getParentAccount());
        Offer offer = account.offers.get(person);
        if (!current) {
            if (offer == null || offer.token() == null) {
                update.link(person, Links.pageLeft(update.key(), update.now()));
            }
            return;
        }
        if (account.candidateCheck != null) {
            return;
        }
        account.absences.put(person, listedAt);
        boolean asked = account.inFlight != null && account.inFlight.kind() == CommandKind.VERIFY;
        if (!asked && account.failureHistory.refusedAt() == null) {
            account.plan = Plan.of(CommandKind.VERIFY, update.now());
        }
    }

    /** The Page's token works: who had a list without it hears that the list is wrong. */
    static void works(AccountUpdate update, Account account) {
        account.absences.forEach(
                (person, listedAt) -> update.link(person, Links.listContradicted(update.key(), listedAt)));
        account.absences.clear();
    }

    /** Another token becomes current: only the person whose token it is waits to hear whether it works. */
    static void keepAbsences(AccountUpdate update, Account account, Token next) {
        account.absences.keySet().removeIf(person -> !person.equals(next.getParentAccount()));
    }

    /** A verification of another person's token has an answer. */
    void tried(AccountUpdate update, Account account, CandidateCheck candidateCheck, RefreshOutcome outcome) {
        Offer offer = account.offers.get(candidateCheck.parent());
        Token found = offer == null ? null : offer.token();
        switch (outcome.getResult()) {
            case VERIFIED -> {
                if (found == null) {
                    endings.searchOn(update, account);
                } else {
                    adopt(
                            update,
                            account,
                            OutcomeRules.learnt(found, outcome),
                            EventKind.RECOVERED,
                            outcome.getCommandId());
                }
            }
            case REFUSED -> {
                if (update.app().open() || !RefusalRules.failure(outcome).ofAccount()) {
                    tryAgain(update, account, outcome);
                } else {
                    account.failureHistory = account.failureHistory.failed(RefusalRules.failure(outcome));
                    if (offer != null) {
                        account.offers.put(candidateCheck.parent(), refused(update, offer));
                    }
                    endings.searchOn(update, account);
                }
            }
            default -> tryAgain(update, account, outcome);
        }
    }

    /** One refusal is no evidence: the token is tried once more, after those of other persons. */
    private Offer refused(AccountUpdate update, Offer offer) {
        Instant first = offer.refusedAt();
        if (first == null || !update.app().trusts(first)) {
            return offer.refused(update.now());
        }
        return policy.isEvidence(first, update.now()) ? offer.withoutToken() : offer;
    }

    private void tryAgain(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.failureHistory = account.failureHistory.rested(RefusalRules.failure(outcome));
        Instant at = update.now().plus(planner.delay(update, account, outcome.getCommandId()));
        account.plan = Plan.of(CommandKind.VERIFY, at);
    }

    private void compare(AccountUpdate update, Account account, Token token, @Nullable String commandId) {
        Token current = account.current;
        boolean younger = token.getOrderedAt().isAfter(current.getOrderedAt());
        boolean ofSame = Objects.equals(token.getParentAccount(), current.getParentAccount());
        if (!account.live()) {
            boolean yields = Endings.onEvidence(current.getGoneReason()) || endedWithItsParent(account);
            if (younger || yields) {
                adopt(update, account, token, EventKind.RECOVERED, commandId);
            }
        } else if (younger) {
            adopt(update, account, token, EventKind.CONNECTED, commandId);
        } else if (account.candidateCheck != null || (ofSame && account.failureHistory.refusedAt() != null)) {
            adopt(update, account, token, EventKind.RECOVERED, commandId);
        } else if (ofSame && !saysTheSame(token, current)) {
            adopt(update, account, token, EventKind.REFRESHED, commandId);
        }
    }

    private void adopt(AccountUpdate update, Account account, Token token, EventKind kind, @Nullable String commandId) {
        Token current = account.current;
        boolean younger = token.getOrderedAt().isAfter(current.getOrderedAt());
        Rank rank =
                younger ? Rank.first(token.getOrderedAt()) : Rank.of(current).next();
        account.current = Token.newBuilder(token)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setCommandId(null)
                .build();
        keepAbsences(update, account, token);
        account.kept = null;
        account.candidateCheck = null;
        account.proposal = null;
        account.state = StatusState.CONNECTED;
        account.failureHistory = FailureHistory.NONE;
        account.warned = 0;
        account.publishAt = update.now();
        if (account.inFlight != null) {
            account.inFlight = account.inFlight.asOutdated();
        }
        planner.reschedule(update, account);
        update.tell(account, kind, commandId);
    }

    /** Ended by a command about the Page itself: no list undoes it, and the end of a person changes nothing about it. */
    private static boolean endedByItself(Account account) {
        return !account.live() && !Endings.onEvidence(account.current.getGoneReason()) && !endedWithItsParent(account);
    }

    /** Ended with its person, and not by a command about the Page itself, which other persons' lists could not undo. */
    private static boolean endedWithItsParent(Account account) {
        String parent = account.current.getParentAccount();
        Offer offer = parent == null ? null : account.offers.get(parent);
        return offer != null && offer.endedAt() != null && !offer.admits(account.current);
    }

    private static boolean saysTheSame(Token one, Token other) {
        return Objects.equals(one.getDisplayName(), other.getDisplayName())
                && one.getTasks().equals(other.getTasks())
                && one.getLinkedAccounts().equals(other.getLinkedAccounts());
    }

    /**
     * Whose token to try next: of those that are given, the one by the youngest consent, and never the dead one again. One
     * that was refused once comes after those that were not.
     */
    static Optional<Offer> candidate(Account account) {
        String dead = account.current.getSealedToken();
        return account.offers.values().stream()
                .filter(offer -> offer.token() != null && offer.admits(offer.token()))
                .filter(offer ->
                        offer.token() != null && !Objects.equals(offer.token().getSealedToken(), dead))
                .min(Comparator.comparing(PageRules::refusedAt).thenComparing(YOUNGEST_FIRST));
    }

    private static Instant refusedAt(Offer offer) {
        return offer.refusedAt() == null ? Instant.MIN : offer.refusedAt();
    }

    private static void bound(Account account) {
        while (account.offers.size() > MOST_PERSONS) {
            account.offers.values().stream()
                    .max(YOUNGEST_FIRST)
                    .ifPresent(oldest -> account.offers.remove(oldest.parent()));
        }
    }

    private static Instant consentOf(Offer offer) {
        Token token = offer.token();
        return token == null ? Instant.EPOCH : token.getAuthorizedAt();
    }

    private static Instant issueOf(Offer offer) {
        Token token = offer.token();
        return token == null || token.getIssuedAt() == null ? Instant.EPOCH : token.getIssuedAt();
    }
}
