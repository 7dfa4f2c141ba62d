package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Span;
import java.time.Duration;
import java.time.Instant;

/**
 * What any failure says about a token past its end. Nothing extends it any more, so the time itself is the evidence; a
 * second failure some time after the first shows that no clock was wrong. Where the fault is not the account's, much
 * more time must have passed.
 */
final class ExpiryRules {

    private final RefreshPolicy policy;
    private final DeathRules deaths;

    ExpiryRules(RefreshPolicy policy, DeathRules deaths) {
        this.policy = policy;
        this.deaths = deaths;
    }

    /** To be called when the failure has been counted and the next action planned. */
    void failed(Turn turn, Account account, RefreshOutcome outcome) {
        Span span = account.span();
        Instant now = turn.now();
        if (span == null || !span.overAt(now) || turn.app().open()) {
            return;
        }
        Instant earlier = RefusalRules.trusted(turn, account);
        Instant first = earlier == null ? now : earlier;
        account.trouble = account.trouble.refused(first);
        Instant since = first.isAfter(span.to()) ? first : span.to();
        Duration enough = policy.expiredAfter(RefusalRules.failure(outcome).ofAccount());
        if (Duration.between(since, now).compareTo(enough) >= 0) {
            deaths.propose(turn, account, GoneReason.EXPIRED, outcome.getCommandId());
        }
    }
}
