package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;

/** Decides what the provider's answer to REFRESH or VERIFY means for the account's own token. */
final class AnswerRules {

    /** A time that a provider names counts for at most a day. */
    private static final Duration LONGEST_COOLDOWN = Duration.ofDays(1);

    private final RefreshPolicy policy;
    private final Planner planner;
    private final RefusalRules refusals;
    private final ExpiryRules expiries;
    private final DoubtRules doubts;

    AnswerRules(RefreshPolicy policy, Planner planner, RefusalRules refusals, ExpiryRules expiries, DoubtRules doubts) {
        this.policy = policy;
        this.planner = planner;
        this.refusals = refusals;
        this.expiries = expiries;
        this.doubts = doubts;
    }

    void answered(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        if (doubts.isConfirmed(update, account, kind, outcome)) {
            doubts.believe(update, account);
            return;
        }
        count(update, account, outcome);
        Plan meanwhile = account.schedule().plan();
        decide(update, account, kind, outcome);
        // Only an account command or a message plans while a command is in flight. The answer must not undo it.
        Planner.sooner(account, meanwhile);
        if (outcome.getResult() == RefreshResult.TRY_AGAIN) {
            respect(update, account, outcome);
        }
    }

    private void decide(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        switch (outcome.getResult()) {
            case VERIFIED -> verified(update, account, outcome);
            case UNCHANGED -> unchanged(update, account, outcome);
            case REFUSED -> {
                refusals.refused(update, account, kind, outcome);
                expiries.failed(update, account, outcome);
            }
            case TRY_AGAIN -> {
                refusals.failed(update, account, outcome);
                planner.goOn(update, account, kind, outcome.getCommandId());
                expiries.failed(update, account, outcome);
            }
            case DERIVED, STALE, REVOKED, UNKNOWN -> {
                account.failures(account.failures().delayed(null));
                planner.goOn(update, account, kind, outcome.getCommandId());
            }
        }
    }

    /**
     * The circuit breaker counts the provider's answers about the account: successes and refusals. It does not count faults of
     * the app or the provider. A refused token that was declared dead, or is past its end, is no sign of an incident.
     */
    private static void count(AccountUpdate update, Account account, RefreshOutcome outcome) {
        boolean mayWork = account.live() && !account.held().isOver(update.now());
        switch (outcome.getResult()) {
            case VERIFIED, UNCHANGED -> update.hasSucceeded();
            case REFUSED -> {
                boolean byProvider = outcome.getFailureClass() != FailureClass.REFRESH_TOKEN_SPENT;
                if (mayWork && byProvider && FailureHistory.Failure.of(outcome).ofAccount()) {
                    update.wasRefused(account, outcome.getCommandId());
                }
            }
            case TRY_AGAIN, STALE, DERIVED, REVOKED, UNKNOWN -> {}
        }
    }

    private void verified(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.verified();
        PageRules.works(update, account);
        Token kept = account.held().kept();
        if (kept != null) {
            restore(update, account, kept, outcome);
            return;
        }
        account.learnt(Tokens.learnt(account.current(), outcome));
        boolean ended = account.held().isOver(update.now());
        boolean refreshFails = account.held().validity() != null
                && account.failures().failing()
                && !account.held().waitsForPerson();
        if (ended && account.held().waitsForPerson()) {
            // The person has acted. That the end is past is no reason to ask them again.
            account.recovered(false);
            update.emit(account, EventKind.RECOVERED, outcome.getCommandId());
        }
        if (ended) {
            account.failures(account.failures().delayed(null));
        }
        if (ended || refreshFails) {
            // The token works, but was not extended: the refresh is tried again, later each time.
            planner.again(update, account, CommandKind.REFRESH, outcome.getCommandId());
        } else {
            recover(update, account, outcome);
        }
    }

    /** The provider returned the same token with the same end. This is no failure, but the end does not move. */
    private void unchanged(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.extendedInVain(Tokens.learnt(account.current(), outcome));
        recover(update, account, outcome);
        Validity validity = account.held().validity();
        if (validity != null) {
            Duration half = Duration.between(update.now(), validity.to()).dividedBy(2);
            Duration least = planner.delay(update, account, outcome.getCommandId());
            Planner.notBefore(account, update.now().plus(half.compareTo(least) > 0 ? half : least));
        }
    }

    private void recover(AccountUpdate update, Account account, RefreshOutcome outcome) {
        boolean putOff = endIsPutOff(update, account);
        boolean recovers = account.failures().failing() || account.held().waitsForPerson() || putOff;
        account.recovered(putOff);
        // While a command is in flight, only an account command makes a plan.
        planner.rescheduleUnlessPlanned(update, account);
        if (recovers) {
            update.emit(account, EventKind.RECOVERED, outcome.getCommandId());
        }
    }

    /** The account was declared dead by mistake. The token behind the GONE works and becomes current again. */
    private void restore(AccountUpdate update, Account account, Token kept, RefreshOutcome outcome) {
        Token next = Tokens.ranked(Tokens.learnt(kept, outcome), account.held().nextRank());
        account.restored(next, update.now());
        planner.reschedule(update, account);
        update.emit(account, EventKind.RECOVERED, outcome.getCommandId());
    }

    private static void respect(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Instant named = outcome.getTryAgainAt();
        if (named != null) {
            Instant longest = update.now().plus(LONGEST_COOLDOWN);
            Planner.notBefore(account, named.isAfter(longest) ? longest : named);
        }
    }

    /** Whether the end that was warned of is far away again, as the provider says. */
    private boolean endIsPutOff(AccountUpdate update, Account account) {
        Validity access = account.held().access();
        Warnings warnings = account.held().warnings();
        Instant first = access == null ? null : policy.warnAt(access, 0, warnings.unmoved());
        return warnings.given() > 0 && (first == null || update.now().isBefore(first));
    }
}
