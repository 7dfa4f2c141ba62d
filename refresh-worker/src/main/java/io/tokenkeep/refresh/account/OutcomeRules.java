package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the answer to the command in flight changes if it is no new token. Each kind of command has a method here or its
 * own class of rules. Any other answer, and an answer about a token that has been replaced since, only ends the flight of its
 * command.
 */
final class OutcomeRules {

    private final RefreshPolicy policy;
    private final Planner planner;
    private final AnswerRules answers;
    private final PersonRules persons;
    private final PageRules pages;

    OutcomeRules(RefreshPolicy policy, Planner planner, AnswerRules answers, PersonRules persons, PageRules pages) {
        this.policy = policy;
        this.planner = planner;
        this.answers = answers;
        this.persons = persons;
        this.pages = pages;
    }

    /** Whether it answered the command in flight. */
    boolean read(AccountUpdate update, RefreshOutcome outcome) {
        Account account = update.account();
        if (account != null && outcome.getMore()) {
            return part(update, account, outcome);
        }
        InFlight answered = update.settle(outcome.getCommandId());
        if (account == null) {
            return false;
        }
        boolean list = outcome.getKind() == CommandKind.DERIVE && outcome.getResult() == RefreshResult.DERIVED;
        if (list && (answered == null || answered.outdated())) {
            PersonRules.offeredInVain(update, account, outcome);
        }
        if (answered == null) {
            return false;
        }
        if (answered.outdated()) {
            planner.rescheduleIfUnplanned(update, account);
        } else {
            answered(update, account, answered.kind(), outcome);
        }
        Actions.answered(update, answered, outcome);
        return true;
    }

    private void answered(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        CandidateCheck check = account.offers().check();
        switch (kind) {
            case PUBLISH -> notPublished(update, account, outcome);
            case REVOKE -> revoked(update, account, outcome);
            case DERIVE -> listed(update, account, outcome);
            case VERIFY -> {
                if (check == null) {
                    answers.answered(update, account, kind, outcome);
                } else {
                    pages.checked(update, account, check, outcome);
                }
            }
            case REFRESH, UNKNOWN -> answers.answered(update, account, kind, outcome);
        }
    }

    /** A part of a list does not answer the command yet. */
    private static boolean part(AccountUpdate update, Account account, RefreshOutcome outcome) {
        boolean awaited = isAwaited(account.schedule().inFlight(), outcome);
        if (awaited) {
            PersonRules.part(account, outcome);
        } else {
            PersonRules.offeredInVain(update, account, outcome);
        }
        return awaited;
    }

    private static boolean isAwaited(@Nullable InFlight inFlight, RefreshOutcome outcome) {
        return inFlight != null
                && !inFlight.outdated()
                && inFlight.kind() == CommandKind.DERIVE
                && inFlight.commandId().equals(outcome.getCommandId());
    }

    private void notPublished(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.failures(account.failures().delayed(FailureHistory.Failure.of(outcome)));
        Instant at = update.now().plus(planner.delay(update, account, outcome.getCommandId()));
        if (account.schedule().publishAt() != null) {
            account.schedule(account.schedule().publishingAt(at));
        } else if (account.dataDeleted()) {
            Planner.plan(account, Plan.of(CommandKind.PUBLISH, at));
        }
    }

    /** REVOKE is tried again as long as the account's other traces wait for their removal. */
    private void revoked(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Instant patience = account.current().getOrderedAt().plus(policy.config().deletionGrace());
        boolean undecided =
                outcome.getResult() == RefreshResult.TRY_AGAIN || outcome.getResult() == RefreshResult.STALE;
        Schedule schedule = account.schedule();
        Revocation revocation = schedule.revocation();
        if (undecided && update.now().isBefore(patience) && revocation != null) {
            account.failures(account.failures().delayed(null));
            Instant at = update.now().plus(planner.delay(update, account, outcome.getCommandId()));
            account.schedule(schedule.revoking(revocation.at(at)));
        } else {
            account.schedule(schedule.revoking(null));
            account.failures(FailureHistory.NONE);
        }
    }

    private void listed(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Plan meanwhile = account.schedule().plan();
        if (outcome.getResult() == RefreshResult.DERIVED) {
            update.hasSucceeded();
            persons.listed(update, account, outcome);
        } else {
            persons.notListed(update, account, outcome);
        }
        planner.rescheduleUnlessPlanned(update, account);
        boolean refused = outcome.getResult() == RefreshResult.REFUSED
                && FailureHistory.Failure.of(outcome).ofAccount();
        if (refused && account.live() && !update.app().open()) {
            Planner.verifyNow(update, account);
            Planner.sooner(account, meanwhile);
        }
    }
}
