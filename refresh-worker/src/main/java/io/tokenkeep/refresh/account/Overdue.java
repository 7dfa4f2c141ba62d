package io.tokenkeep.refresh.account;

import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since when an account waits for a due action: for a tick, for the app's rate limit, for an answer, or for the end of a fault
 * that is not its own. A refusal because of the account itself is no wait.
 */
public final class Overdue {

    private Overdue() {}

    /** Null if nothing is late. */
    public static @Nullable Instant since(String key, @Nullable Account account, RefreshPolicy policy, Instant now) {
        if (account == null) {
            return null;
        }
        return Stream.of(asked(account), account.schedule().publishAt(), planned(account), wanted(key, account, policy))
                .filter(Objects::nonNull)
                .filter(time -> !time.isAfter(now))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant asked(Account account) {
        InFlight flying = account.schedule().inFlight();
        return flying == null || flying.outdated() ? null : flying.plannedAt();
    }

    private static @Nullable Instant planned(Account account) {
        Plan plan = account.schedule().plan();
        return plan == null ? null : plan.at();
    }

    /** When a retried refresh should have been done. A retry moves the plan but not this time. */
    private static @Nullable Instant wanted(String key, Account account, RefreshPolicy policy) {
        Validity validity = account.held().validity();
        Instant refreshableAt = account.current().getRefreshableAt();
        if (validity == null || refreshableAt == null || !account.failures().failsByOthers()) {
            return null;
        }
        return policy.refreshAt(key, validity, refreshableAt);
    }
}
