package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;

/** Sets what is done next about an account, and when. */
final class Planner {

    private final RefreshPolicy policy;

    Planner(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** For an account with nothing wrong: what its current token asks for. */
    void reschedule(AccountUpdate update, Account account) {
        Validity validity = account.validity();
        boolean lists = account.live() && Links.hasPages(account.current);
        if (lists && account.deriveAt == null) {
            account.deriveAt = policy.deriveAt(update.key(), update.now());
        }
        if (account.candidateCheck != null) {
            account.plan = Plan.of(CommandKind.VERIFY, trialAt(update, account, account.candidateCheck));
        } else if (account.doubt != null && account.live()) {
            account.plan = Plan.of(CommandKind.VERIFY, update.now());
        } else if (account.dataDeleted()) {
            account.plan = Plan.of(
                    CommandKind.PUBLISH, account.endedAt().plus(policy.timing().deletionGrace()));
        } else if (!account.live()) {
            lookAgain(update, account);
        } else if (validity == null) {
            account.plan = Plan.of(CommandKind.VERIFY, policy.verifyAt(update.key(), update.now()));
        } else {
            account.plan = ofMortal(update, account.current, validity);
        }
    }

    /** A token that was refused once is tried again when a second refusal is evidence. */
    private Instant trialAt(AccountUpdate update, Account account, CandidateCheck candidateCheck) {
        Offer tried = account.offers.get(candidateCheck.parent());
        Instant refusedAt = tried == null ? null : tried.refusedAt();
        Instant again = refusedAt == null ? update.now() : policy.evidenceAt(update.key(), refusedAt);
        return again.isBefore(update.now()) ? update.now() : again;
    }

    /** Verifies a token behind a GONE slowly, while it may live. */
    void lookAgain(AccountUpdate update, Account account) {
        Validity validity = account.kept == null ? null : Account.validityOf(account.kept);
        Instant at =
                account.kept == null ? null : policy.lookAt(update.key(), account.failureHistory.tries(), update.now());
        boolean late = at != null && validity != null && !at.isBefore(validity.to());
        account.plan = at == null || late ? null : Plan.of(CommandKind.VERIFY, at);
    }

    /** After an attempt without success: the same or another action, later and later. */
    void again(AccountUpdate update, Account account, CommandKind kind, String seed) {
        Validity validity = account.validity();
        CommandKind possible = validity != null && validity.overAt(update.now()) ? CommandKind.VERIFY : kind;
        account.plan = Plan.of(possible, update.now().plus(delay(update, account, seed)));
        Instant refreshableAt = account.current.getRefreshableAt();
        if (possible == CommandKind.REFRESH && refreshableAt != null) {
            notBefore(account, refreshableAt);
        }
    }

    /** After an attempt that told nothing new: the same once more, and slowly where the account was declared dead. */
    void goOn(AccountUpdate update, Account account, CommandKind kind, String seed) {
        if (account.live()) {
            again(update, account, kind, seed);
        } else {
            lookAgain(update, account);
        }
    }

    /** Puts the next action off to this time, if it was earlier. */
    void notBefore(Account account, Instant time) {
        Plan plan = account.plan;
        if (plan != null && plan.at().isBefore(time)) {
            account.plan = Plan.of(plan.kind(), time);
        }
    }

    /** Verifies at this time, or at the token's end if that still comes and comes first. */
    void verifyAt(AccountUpdate update, Account account, Instant time) {
        Validity validity = account.validity();
        Instant end = validity == null || validity.overAt(update.now()) ? time : validity.to();
        account.plan = Plan.of(CommandKind.VERIFY, end.isBefore(time) ? end : time);
    }

    Duration delay(AccountUpdate update, Account account, String seed) {
        return policy.retryDelay(Math.max(1, account.failureHistory.tries()), seed, account.validity(), update.now());
    }

    private Plan ofMortal(AccountUpdate update, Token token, Validity validity) {
        Instant refreshableAt = token.getRefreshableAt();
        if (validity.overAt(update.now())) {
            return Plan.of(CommandKind.VERIFY, update.now());
        }
        if (refreshableAt == null || !refreshableAt.isBefore(validity.to())) {
            Instant at = policy.verifyAt(update.key(), update.now());
            return Plan.of(CommandKind.VERIFY, at.isBefore(validity.to()) ? at : validity.to());
        }
        return Plan.of(CommandKind.REFRESH, policy.refreshAt(update.key(), validity, refreshableAt));
    }
}
