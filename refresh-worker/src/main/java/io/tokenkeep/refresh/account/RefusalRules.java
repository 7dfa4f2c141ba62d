package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows a refusal. A refused refresh only leads to a verification. Two refused verifications far enough apart,
 * or one after the token's end, are evidence that only the person can help. A fault of the app never counts against an account,
 * and no refusal counts while the app's circuit breaker is open.
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

    void refused(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        if (update.app().open()) {
            account.failures(account.failures().delayed(FailureHistory.Failure.of(outcome)));
            planner.goOn(update, account, kind, outcome.getCommandId());
            return;
        }
        switch (outcome.getFailureClass()) {
            case USER_ACTION -> personMustAct(update, account, outcome);
            case REAUTHORIZE, PERMISSION_MISSING -> {
                failed(update, account, outcome);
                if (kind == CommandKind.VERIFY) {
                    verificationRefused(update, account, outcome);
                } else {
                    planner.again(update, account, CommandKind.VERIFY, outcome.getCommandId());
                }
            }
            case REFRESH_TOKEN_SPENT -> refreshTokenSpent(update, account, kind, outcome);
            case UNKNOWN, NONE, TRANSIENT, RATE_LIMITED, MISCONFIGURED, CODE_SPENT, BAD_REQUEST, KEY_UNKNOWN -> {
                failed(update, account, outcome);
                planner.goOn(update, account, kind, outcome.getCommandId());
            }
        }
    }

    /** Counts the failure, and sends an event for the first one if it is the account's. */
    void failed(AccountUpdate update, Account account, RefreshOutcome outcome) {
        boolean first = !account.failures().failing();
        switch (outcome.getFailureClass()) {
            case RATE_LIMITED, MISCONFIGURED, KEY_UNKNOWN ->
                account.failures(account.failures().delayed(FailureHistory.Failure.of(outcome)));
            default -> {
                account.failures(account.failures().failed(FailureHistory.Failure.of(outcome)));
                if (first && account.live()) {
                    update.emit(account, EventKind.REFRESH_FAILED, outcome.getCommandId());
                }
            }
        }
    }

    /** When a verification was first refused; null if the app's circuit breaker was open then or since. */
    static @Nullable Instant trusted(AccountUpdate update, Account account) {
        Instant refusedAt = account.failures().refusedAt();
        return refusedAt != null && update.app().trusts(refusedAt) ? refusedAt : null;
    }

    /**
     * The token works until its end, and only a new consent helps. That is told once. The refresh is tried again, because
     * exchange-worker may still find the answer.
     */
    private void refreshTokenSpent(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        FailureHistory.Failure last = account.failures().last();
        boolean known = last != null && last.failureClass() == FailureClass.REFRESH_TOKEN_SPENT;
        account.failures(account.failures().failed(FailureHistory.Failure.of(outcome)));
        account.cannotBeExtended();
        if (!known) {
            update.emit(account, EventKind.REAUTHORIZATION_REQUIRED, outcome.getCommandId());
        }
        planner.goOn(update, account, kind, outcome.getCommandId());
    }

    private void personMustAct(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.failures(
                account.failures().failed(FailureHistory.Failure.of(outcome)).waitsForPerson(update.now()));
        if (account.live() && !account.held().waitsForPerson()) {
            account.waitForPerson();
            update.emit(account, EventKind.USER_ACTION_REQUIRED, outcome.getCommandId());
        }
        if (account.live()) {
            planner.verifyAt(
                    update, account, update.now().plus(policy.config().retries().maximum()));
            Instant since = account.failures().userActionSince();
            if (since != null && policy.isAbandoned(since, update.now())) {
                deaths.propose(update, account, GoneReason.REAUTHORIZATION_REQUIRED, outcome.getCommandId());
            }
        } else {
            planner.lookAgain(update, account);
        }
    }

    private void verificationRefused(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Instant now = update.now();
        Instant earlier = trusted(update, account);
        Validity validity = account.held().validity();
        if (!account.live()) {
            planner.lookAgain(update, account);
        } else if (validity != null && validity.overAt(now)) {
            deaths.propose(update, account, GoneReason.EXPIRED, outcome.getCommandId());
        } else if (earlier != null && policy.isEvidence(earlier, now)) {
            deaths.propose(update, account, GoneReason.REAUTHORIZATION_REQUIRED, outcome.getCommandId());
        } else {
            Instant first = earlier == null ? now : earlier;
            account.failures(account.failures().refused(first));
            planner.verifyAt(update, account, policy.evidenceAt(update.key(), first));
        }
    }
}
