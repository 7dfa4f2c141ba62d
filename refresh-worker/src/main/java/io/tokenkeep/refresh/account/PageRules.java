package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a Page and the persons who give it. The token by the youngest consent is current. When it dies, the other
 * persons' tokens are verified one after the other, and the Page is gone only after each was refused twice. A person's list
 * that lacks the Page only causes a verification of the Page's token.
 */
final class PageRules {

    private final RefreshPolicy policy;
    private final Planner planner;
    private final Endings endings;

    PageRules(RefreshPolicy policy, Planner planner, Endings endings) {
        this.policy = policy;
        this.planner = planner;
        this.endings = endings;
    }

    /** A person's list was read, and this is the token that it gives for this Page. */
    void offered(AccountUpdate update, Token token, RefreshOutcome offer) {
        Account account = update.account();
        if (!offer.getWithheld()) {
            offered(update, token, offer.getCommandId());
        } else if (account != null && isGivenAlready(account, token)) {
            // The link of the consent was another client's, perhaps, and said nothing about this Page.
            String client = account.current().getClient();
            offered(update, Token.newBuilder(token).setClient(client).build(), offer.getCommandId());
        }
    }

    private void offered(AccountUpdate update, Token token, @Nullable String commandId) {
        Account account = update.account();
        if (account == null) {
            Account first = update.begin(token);
            first.described(token, update.now());
            planner.reschedule(update, first);
            update.emit(first, EventKind.CONNECTED, commandId);
        } else if (account.offers().admits(token)) {
            account.offers(account.offers().with(token));
            compare(update, account, token, commandId);
        }
    }

    /** A consent that was meant for other Pages neither begins an account nor brings back one that ended by intent. */
    private static boolean isGivenAlready(Account account, Token token) {
        return (account.live() || Tokens.onEvidence(account.current().getGoneReason()))
                && account.offers().isGivenBy(String.valueOf(token.getParentAccount()), account.current());
    }

    private void compare(AccountUpdate update, Account account, Token token, @Nullable String commandId) {
        Token current = account.current();
        boolean younger = token.getOrderedAt().isAfter(current.getOrderedAt());
        boolean ofSame = Objects.equals(token.getParentAccount(), current.getParentAccount());
        if (!account.live()) {
            boolean yields = Tokens.onEvidence(current.getGoneReason()) || endedWithItsParent(account);
            if (younger || yields) {
                adopt(update, account, token, EventKind.RECOVERED, commandId);
            }
        } else if (younger) {
            adopt(update, account, token, EventKind.CONNECTED, commandId);
        } else if (account.offers().check() != null
                || (ofSame && account.failures().refusedAt() != null)) {
            adopt(update, account, token, EventKind.RECOVERED, commandId);
        } else if (ofSame && !Tokens.sameDescription(token, current)) {
            adopt(update, account, token, EventKind.REFRESHED, commandId);
        }
    }

    private void adopt(AccountUpdate update, Account account, Token token, EventKind kind, @Nullable String commandId) {
        Instant ordered = token.getOrderedAt();
        boolean younger = ordered.isAfter(account.current().getOrderedAt());
        Rank rank = younger ? Rank.first(ordered) : account.held().nextRank();
        Token next =
                Token.newBuilder(Tokens.ranked(token, rank)).setCommandId(null).build();
        account.restored(next, update.now());
        planner.reschedule(update, account);
        update.emit(account, kind, commandId);
        if (younger) {
            ClientRules.consented(update, account, token);
        }
    }

    /** This person gives the Page no more, because of a decision at that time, or because their token was refused. */
    void parentEnded(AccountUpdate update, String person, GoneReason reason, Instant orderedAt) {
        Account account = Objects.requireNonNull(update.account());
        boolean current = person.equals(account.current().getParentAccount());
        if (reason == GoneReason.REAUTHORIZATION_REQUIRED) {
            if (current && account.live() && account.offers().check() == null) {
                Planner.verifyNow(update, account);
            }
        } else if (current && endedByItself(account)) {
            account.offers(account.offers().without(person));
            if (reason == GoneReason.DATA_DELETED && !account.dataDeleted()) {
                endings.endByIntent(update, account, account.held().rankAt(orderedAt), reason);
            }
        } else {
            Offer ended = account.offers().offer(person).ended(orderedAt, reason);
            account.offers(account.offers().ended(ended));
            CandidateCheck check = account.offers().check();
            if (current && !ended.admits(account.current())) {
                endings.lost(update, account, reason);
            } else if (check != null && check.parent().equals(person)) {
                endings.searchOn(update, account);
            }
        }
    }

    /** The complete list of this person lacks the Page. Only the Page's own token shows whether it is lost. */
    void absent(AccountUpdate update, Account account, String person, RefreshWorkerLink absence) {
        boolean current = account.live() && person.equals(account.current().getParentAccount());
        if (!current) {
            if (account.offers().offer(person).token() == null) {
                update.link(person, Links.pageLeft(update.key(), update.now()));
            }
            return;
        }
        if (account.offers().check() != null) {
            return;
        }
        account.offers(account.offers().absentFrom(person, absence.getOrderedAt()));
        if (absence.getAuthorizationId() != null) {
            takenAway(update, account, absence.getAuthorizationId());
        }
        InFlight inFlight = account.schedule().inFlight();
        boolean asked = inFlight != null && inFlight.kind() == CommandKind.VERIFY;
        if (!asked && account.failures().refusedAt() == null) {
            Planner.verifyNow(update, account);
        }
    }

    /** Written before the verification, because the person looks at the page after the consent now. A Page of another person too goes on. */
    private static void takenAway(AccountUpdate update, Account account, String authorizationId) {
        if (account.offers().candidate(account.current()).isEmpty()) {
            update.lost(LostPage.newBuilder()
                    .setAuthorizationId(authorizationId)
                    .setAccount(update.key())
                    .setDisplayName(account.current().getDisplayName())
                    .setLostAt(update.now())
                    .build());
        }
    }

    /** The Page's token works. The persons whose list lacked it receive the message that their list is wrong. */
    static void works(AccountUpdate update, Account account) {
        account.offers()
                .absences()
                .forEach((person, listedAt) -> update.link(person, Links.listContradicted(update.key(), listedAt)));
        account.offers(account.offers().withoutAbsences());
    }

    /** The verification of another person's token has an answer. */
    void checked(AccountUpdate update, Account account, CandidateCheck check, RefreshOutcome outcome) {
        switch (outcome.getResult()) {
            case VERIFIED -> {
                Token found = account.offers().checked();
                if (found == null) {
                    endings.searchOn(update, account);
                } else {
                    Token learnt = Tokens.learnt(found, outcome);
                    adopt(update, account, learnt, EventKind.RECOVERED, outcome.getCommandId());
                }
            }
            case REFUSED -> checkRefused(update, account, check, outcome);
            default -> checkAgain(update, account, outcome);
        }
    }

    private void checkRefused(AccountUpdate update, Account account, CandidateCheck check, RefreshOutcome outcome) {
        FailureHistory.Failure failure = FailureHistory.Failure.of(outcome);
        if (update.app().open() || !failure.ofAccount()) {
            checkAgain(update, account, outcome);
            return;
        }
        account.failures(account.failures().failed(failure));
        Offer offer = account.offers().byPerson().get(check.parent());
        if (offer != null) {
            account.offers(account.offers().with(refused(update, offer)));
        }
        endings.searchOn(update, account);
    }

    /** One refusal is no evidence. The token is verified once more, after those of other persons. */
    private Offer refused(AccountUpdate update, Offer offer) {
        Instant first = offer.refusedAt();
        if (first == null || !update.app().trusts(first)) {
            return offer.refused(update.now());
        }
        return policy.isEvidence(first, update.now()) ? offer.withoutToken() : offer;
    }

    private void checkAgain(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.failures(account.failures().delayed(FailureHistory.Failure.of(outcome)));
        Instant at = update.now().plus(planner.delay(update, account, outcome.getCommandId()));
        Planner.plan(account, Plan.of(CommandKind.VERIFY, at));
    }

    /** Ended by a command about the Page itself. No list undoes that, and the end of a person changes nothing about it. */
    private static boolean endedByItself(Account account) {
        return !account.live() && !Tokens.onEvidence(account.current().getGoneReason()) && !endedWithItsParent(account);
    }

    /** Ended with its person, and not by a command about the Page itself, which other persons' lists could not undo. */
    private static boolean endedWithItsParent(Account account) {
        Offer given = account.offers().offerOf(account.current());
        return given.endedAt() != null && !given.admits(account.current());
    }
}
