package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows when the provider says no. A refused refresh only leads to a verification; two refused verifications
 * far enough apart, or one after the token's end, are evidence that only the person can help. What is the app's fault
 * never marks an account, and neither does anything while the app's circuit breaker is open.
 */
final class RefusalRules {

    private final RefreshPolicy policy;
    private final Planner planner;
    private final DeathRules deaths;

    RefusalRules(RefreshPolicy policy, Planner planner, DeathRules deaths) {
        this.policy = policy;
        this.planner = planner;
        this.deaths = deaths;
    }

    void refused(Turn turn, Account account, CommandKind kind, RefreshOutcome outcome) {
        if (turn.app().open()) {
            account.trouble = account.trouble.rested(failure(outcome));
            planner.goOn(turn, account, kind, outcome.getCommandId());
            return;
        }
        switch (outcome.getFailureClass()) {
            case USER_ACTION -> personMustAct(turn, account, outcome);
            case REAUTHORIZE, PERMISSION_MISSING -> {
                failed(turn, account, outcome);
                if (kind == CommandKind.VERIFY) {
                    verificationRefused(turn, account, outcome);
                } else {
                    planner.again(turn, account, CommandKind.VERIFY, outcome.getCommandId());
                }
            }
            case UNKNOWN, NONE, TRANSIENT, RATE_LIMITED, MISCONFIGURED, CODE_SPENT, BAD_REQUEST, KEY_UNKNOWN -> {
                failed(turn, account, outcome);
                planner.goOn(turn, account, kind, outcome.getCommandId());
            }
        }
    }

    /** Counts the failure, and tells the first one if it is the account's. */
    void failed(Turn turn, Account account, RefreshOutcome outcome) {
        boolean first = !account.trouble.failing();
        switch (outcome.getFailureClass()) {
            case RATE_LIMITED, MISCONFIGURED, KEY_UNKNOWN -> account.trouble = account.trouble.rested(failure(outcome));
            default -> {
                account.trouble = account.trouble.failed(failure(outcome));
                if (first && account.live()) {
                    turn.tell(account, EventKind.REFRESH_FAILED, outcome.getCommandId());
                }
            }
        }
    }

    static Trouble.Failure failure(RefreshOutcome outcome) {
        return new Trouble.Failure(outcome.getFailureClass(), outcome.getErrorCode(), outcome.getErrorSubcode());
    }

    /** When a verification was first refused, if the app's circuit breaker was not open then or since. */
    static @Nullable Instant trusted(Turn turn, Account account) {
        Instant refusedAt = account.trouble.refusedAt();
        return refusedAt != null && turn.app().trusts(refusedAt) ? refusedAt : null;
    }

    private void personMustAct(Turn turn, Account account, RefreshOutcome outcome) {
        account.trouble = account.trouble.failed(failure(outcome)).waitsForPerson(turn.now());
        if (account.live() && account.state != StatusState.USER_ACTION_REQUIRED) {
            account.state = StatusState.USER_ACTION_REQUIRED;
            turn.tell(account, EventKind.USER_ACTION_REQUIRED, outcome.getCommandId());
        }
        if (account.live()) {
            planner.verifyAt(turn, account, turn.now().plus(policy.timing().retryMaximum()));
            Instant since = account.trouble.userActionSince();
            if (since != null && policy.isAbandoned(since, turn.now())) {
                deaths.propose(turn, account, GoneReason.REAUTHORIZATION_REQUIRED, outcome.getCommandId());
            }
        } else {
            planner.lookAgain(turn, account);
        }
    }

    private void verificationRefused(Turn turn, Account account, RefreshOutcome outcome) {
        Instant now = turn.now();
        Instant earlier = trusted(turn, account);
        Span span = account.span();
        if (!account.live()) {
            planner.lookAgain(turn, account);
        } else if (span != null && span.overAt(now)) {
            deaths.propose(turn, account, GoneReason.EXPIRED, outcome.getCommandId());
        } else if (earlier != null && policy.isEvidence(earlier, now)) {
            deaths.propose(turn, account, GoneReason.REAUTHORIZATION_REQUIRED, outcome.getCommandId());
        } else {
            Instant first = earlier == null ? now : earlier;
            account.trouble = account.trouble.refused(first);
            planner.verifyAt(turn, account, policy.evidenceAt(turn.key(), first));
        }
    }
}
