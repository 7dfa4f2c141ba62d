package io.tokenkeep.refresh.account;

import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When something is to be done about an account, and its place in its app's backlog. No side effects. */
public final class AccountTimes {

    /** As long as the longest-lived tokens live, so tokens with an end come first. */
    private static final Duration CAN_WAIT = Duration.ofDays(60);

    private AccountTimes() {}

    /** When something is to be done about this account next; null if never. */
    public static @Nullable Instant nextAt(Account account, RefreshPolicy policy) {
        return Stream.of(actionAt(account), warnAt(account, policy))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /**
     * The account's place in its app's backlog: the time by which it should leave. An account whose token has no end, or is
     * past its end, has a late place; one with nothing due but a deferred action, the latest. Null while the account is not in the
     * backlog.
     */
    public static @Nullable Instant place(Account account) {
        Schedule schedule = account.schedule();
        Plan plan = schedule.plan();
        Instant since = plan == null ? null : plan.backlogSince();
        DeferredAction deferred = schedule.deferred();
        if (schedule.inFlight() != null || schedule.publishAt() != null) {
            return null;
        }
        if (since == null) {
            return deferred == null ? null : deferred.place();
        }
        Validity validity = account.held().validity();
        return validity == null || validity.overAt(since) ? since.plus(CAN_WAIT) : validity.to();
    }

    /** Whether the account lives and nothing is planned for it. No rule leaves an account so. */
    public static boolean isUnplanned(Account account) {
        Schedule schedule = account.schedule();
        return account.live() && schedule.inFlight() == null && schedule.publishAt() == null && schedule.plan() == null;
    }

    /** When to warn next of the end of the token; null if no warning is left. */
    static @Nullable Instant warnAt(Account account, RefreshPolicy policy) {
        Validity access = account.held().access();
        return access == null
                ? null
                : policy.warnAt(
                        access,
                        account.held().warnings().given(),
                        account.held().warnings().unmoved());
    }

    /** When to list a person's Pages; null while the account fails or is in the backlog. */
    static @Nullable Instant listAt(Account account) {
        Plan plan = account.schedule().plan();
        boolean calm = account.live()
                && account.failures().tries() == 0
                && account.suspicion().deauthorizedAt() == null;
        return calm && (plan == null || !plan.isInBacklog())
                ? account.schedule().nextListAt()
                : null;
    }

    private static @Nullable Instant actionAt(Account account) {
        Schedule schedule = account.schedule();
        InFlight inFlight = schedule.inFlight();
        if (inFlight != null) {
            return inFlight.silentAt();
        }
        if (schedule.publishAt() != null) {
            return schedule.publishAt();
        }
        Plan plan = schedule.plan();
        Revocation revocation = schedule.revocation();
        Instant planned = plan == null || plan.isInBacklog() ? null : plan.at();
        return Stream.of(planned, revocation == null ? null : revocation.at(), listAt(account))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
