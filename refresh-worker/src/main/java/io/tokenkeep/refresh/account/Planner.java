package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides the next action of an account, and when. It changes only the account's plan. */
final class Planner {

    private final RefreshPolicy policy;

    Planner(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** Plans the next action of the current token, for an account with nothing wrong. */
    void reschedule(AccountUpdate update, Account account) {
        boolean lists = account.live() && update.hasPages(account.current());
        if (lists && account.schedule().nextListAt() == null) {
            account.schedule(account.schedule().listingAt(policy.deriveAt(update.key(), update.now())));
        }
        plan(account, next(update, account));
    }

    /** As {@link #reschedule}, but keeps a plan that an account command made. */
    void rescheduleUnlessPlanned(AccountUpdate update, Account account) {
        Plan planned = account.schedule().plan();
        reschedule(update, account);
        if (planned != null) {
            plan(account, planned);
        }
    }

    /** As {@link #reschedule}, but only for an account for which nothing is planned or in flight. */
    void rescheduleIfUnplanned(AccountUpdate update, Account account) {
        Schedule schedule = account.schedule();
        if (schedule.plan() == null && schedule.inFlight() == null) {
            reschedule(update, account);
        }
    }

    static void plan(Account account, @Nullable Plan next) {
        account.schedule(account.schedule().planned(next));
    }

    /** Plans this action in place of a later one. */
    static void sooner(Account account, @Nullable Plan action) {
        Plan planned = account.schedule().plan();
        if (action != null && (planned == null || !action.at().isAfter(planned.at()))) {
            plan(account, action);
        }
    }

    /** Also answers the account command that the present plan is for. */
    static void verifyNow(AccountUpdate update, Account account) {
        Plan before = account.schedule().plan();
        plan(account, Plan.of(CommandKind.VERIFY, update.now()).answering(before == null ? null : before.request()));
    }

    /** Whether the provider would extend the current token now. */
    static boolean isRefreshable(AccountUpdate update, Account account) {
        Validity validity = account.held().validity();
        Instant refreshableAt = account.current().getRefreshableAt();
        return validity != null
                && refreshableAt != null
                && !validity.overAt(update.now())
                && !refreshableAt.isAfter(update.now());
    }

    /** Verifies a token behind a GONE slowly, while it may still live. */
    void lookAgain(AccountUpdate update, Account account) {
        plan(account, look(update, account));
    }

    /** After an attempt without success: plans the same or another action, later each time. */
    void again(AccountUpdate update, Account account, CommandKind kind, String seed) {
        CommandKind possible = update.isOverForGood(account) ? CommandKind.VERIFY : kind;
        plan(account, Plan.of(possible, update.now().plus(delay(update, account, seed))));
        Instant refreshableAt = account.current().getRefreshableAt();
        if (possible == CommandKind.REFRESH && refreshableAt != null) {
            notBefore(account, refreshableAt);
        }
    }

    /**
     * After an attempt without a result: plans the same action again, or a slow verification if the account was declared dead.
     */
    void goOn(AccountUpdate update, Account account, CommandKind kind, String seed) {
        if (account.live()) {
            again(update, account, kind, seed);
        } else {
            lookAgain(update, account);
        }
    }

    /** Moves an earlier action to this time. */
    static void notBefore(Account account, Instant time) {
        account.schedule(account.schedule().notBefore(time));
    }

    /** Verifies at this time, or at the token's end if the end comes first. */
    void verifyAt(AccountUpdate update, Account account, Instant time) {
        Validity validity = account.held().validity();
        Instant end = validity == null || validity.overAt(update.now()) ? time : validity.to();
        plan(account, Plan.of(CommandKind.VERIFY, end.isBefore(time) ? end : time));
    }

    Duration delay(AccountUpdate update, Account account, String seed) {
        return policy.retryDelay(
                Math.max(1, account.failures().tries()), seed, account.held().validity(), update.now());
    }

    private @Nullable Plan next(AccountUpdate update, Account account) {
        CandidateCheck check = account.offers().check();
        if (check != null) {
            return Plan.of(
                    CommandKind.VERIFY, candidateAt(update, account.offers().offer(check.parent())));
        }
        if (account.suspicion().deauthorizedAt() != null && account.live()) {
            return Plan.of(CommandKind.VERIFY, update.now());
        }
        if (account.dataDeleted()) {
            return Plan.of(
                    CommandKind.PUBLISH,
                    account.offers()
                            .endOf(account.current())
                            .plus(policy.config().deletionGrace()));
        }
        if (!account.live()) {
            return look(update, account);
        }
        Validity validity = account.held().validity();
        return validity == null
                ? Plan.of(CommandKind.VERIFY, policy.verifyAt(update.key(), update.now()))
                : ofValidity(update, account, validity);
    }

    /** A token that was refused once is verified again when a second refusal is evidence. */
    private Instant candidateAt(AccountUpdate update, Offer tried) {
        Instant refusedAt = tried.refusedAt();
        Instant again = refusedAt == null ? update.now() : policy.evidenceAt(update.key(), refusedAt);
        return again.isBefore(update.now()) ? update.now() : again;
    }

    private @Nullable Plan look(AccountUpdate update, Account account) {
        Token kept = account.held().kept();
        if (kept == null) {
            return null;
        }
        Validity validity = Tokens.validityOf(kept);
        Instant at = policy.lookAt(update.key(), account.failures().tries(), update.now());
        boolean late = at != null && validity != null && !at.isBefore(validity.to());
        return at == null || late ? null : Plan.of(CommandKind.VERIFY, at);
    }

    private Plan ofValidity(AccountUpdate update, Account account, Validity validity) {
        Instant refreshableAt = account.current().getRefreshableAt();
        if (validity.overAt(update.now())) {
            return Plan.of(update.isOverForGood(account) ? CommandKind.VERIFY : CommandKind.REFRESH, update.now());
        }
        if (refreshableAt == null || !refreshableAt.isBefore(validity.to())) {
            Instant at = policy.verifyAt(update.key(), update.now());
            return Plan.of(CommandKind.VERIFY, at.isBefore(validity.to()) ? at : validity.to());
        }
        return Plan.of(CommandKind.REFRESH, policy.refreshAt(update.key(), validity, refreshableAt));
    }
}
