package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what a failure means for a token past its end. Nothing extends such a token, so the time itself is the evidence; where
 * a refresh token may extend it, only a failure of the account is. A second failure some time after the first shows that no clock was wrong. If the fault is not the account's, more time must
 * have passed.
 */
final class ExpiryRules {

    private final RefreshPolicy policy;
    private final DeathRules deaths;

    ExpiryRules(RefreshPolicy policy, DeathRules deaths) {
        this.policy = policy;
        this.deaths = deaths;
    }

    /** To be called after the failure was counted and the next action planned. */
    void failed(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Validity validity = account.held().validity();
        Instant now = update.now();
        if (validity == null || !validity.overAt(now) || update.app().open()) {
            return;
        }
        boolean ofAccount = FailureHistory.Failure.of(outcome).ofAccount();
        if (update.hasRefreshToken(account.current()) && !ofAccount) {
            // The refresh token may still extend the token.
            return;
        }
        Instant earlier = RefusalRules.trusted(update, account);
        Instant first = earlier == null ? now : earlier;
        account.failures(account.failures().refused(first));
        Instant since = first.isAfter(validity.to()) ? first : validity.to();
        Duration enough = policy.expiredAfter(ofAccount);
        if (Duration.between(since, now).compareTo(enough) >= 0) {
            deaths.propose(update, account, GoneReason.EXPIRED, outcome.getCommandId());
        }
    }
}
