package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Duration;
import java.time.Instant;

/**
 * What the answer to the command in flight changes, when it is no new token. Any other answer, and one about a token
 * that has been replaced since, changes nothing but that the command is no longer in flight.
 */
final class OutcomeRules {

    /** A time a provider names is believed for no longer than this. */
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private final RefreshPolicy policy;
    private final Planner planner;
    private final RefusalRules refusals;
    private final ExpiryRules expiries;
    private final Family family;

    /** What is about more than one account. */
    record Family(PersonRules persons, PageRules pages, DoubtRules doubts) {}

    OutcomeRules(RefreshPolicy policy, Planner planner, RefusalRules refusals, ExpiryRules expiries, Family family) {
        this.policy = policy;
        this.planner = planner;
        this.refusals = refusals;
        this.expiries = expiries;
        this.family = family;
    }

    /** Whether it was the answer waited for. */
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
            if (account.plan == null) {
                planner.reschedule(update, account);
            }
        } else if (answered.kind() == CommandKind.PUBLISH) {
            notPublished(update, account, outcome);
        } else if (answered.kind() == CommandKind.REVOKE) {
            revoked(update, account, outcome);
        } else if (account.candidateCheck != null && answered.kind() == CommandKind.VERIFY) {
            family.pages().tried(update, account, account.candidateCheck, outcome);
        } else if (answered.kind() == CommandKind.DERIVE) {
            derived(update, account, outcome);
        } else if (family.doubts().isConfirmed(update, account, answered.kind(), outcome)) {
            family.doubts().believe(update, account);
        } else {
            answered(update, account, answered.kind(), outcome);
        }
        return true;
    }

    /** A part of a list answers nothing yet. */
    private static boolean part(AccountUpdate update, Account account, RefreshOutcome outcome) {
        InFlight flying = account.inFlight;
        boolean awaited = flying != null
                && !flying.outdated()
                && flying.kind() == CommandKind.DERIVE
                && flying.commandId().equals(outcome.getCommandId());
        if (awaited) {
            PersonRules.part(account, outcome);
        } else {
            PersonRules.offeredInVain(update, account, outcome);
        }
        return awaited;
    }

    private void answered(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        if (counts(update, account, outcome)) {
            if (outcome.getResult() == RefreshResult.REFUSED) {
                update.wasRefused(account, outcome.getCommandId());
            } else {
                update.hasSucceeded();
            }
        }
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
                respect(update, account, outcome);
                expiries.failed(update, account, outcome);
            }
            case DERIVED, STALE, REVOKED, UNKNOWN -> {
                account.failureHistory = account.failureHistory.rested(null);
                planner.goOn(update, account, kind, outcome.getCommandId());
            }
        }
    }

    /**
     * Whether the provider said yes or no about the account, and not that something is wrong with the rest. That a token
     * does not work which was declared dead, or is past its end, is what was to be expected: no sign of an incident.
     */
    private static boolean counts(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Validity validity = account.validity();
        boolean mayWork = account.live() && (validity == null || !validity.overAt(update.now()));
        return switch (outcome.getResult()) {
            case VERIFIED, UNCHANGED -> true;
            case REFUSED -> mayWork && RefusalRules.failure(outcome).ofAccount();
            case TRY_AGAIN, STALE, DERIVED, REVOKED, UNKNOWN -> false;
        };
    }

    /** Taking a grant back is tried as long as the account's other traces wait to be removed. */
    private void revoked(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Instant patience = account.current.getOrderedAt().plus(policy.timing().deletionGrace());
        boolean undecided =
                outcome.getResult() == RefreshResult.TRY_AGAIN || outcome.getResult() == RefreshResult.STALE;
        if (undecided && update.now().isBefore(patience) && account.revoke != null) {
            account.failureHistory = account.failureHistory.rested(null);
            account.revokeAt = update.now().plus(planner.delay(update, account, outcome.getCommandId()));
        } else {
            account.revoke = null;
            account.revokeAt = null;
            account.failureHistory = FailureHistory.NONE;
        }
    }

    private void derived(AccountUpdate update, Account account, RefreshOutcome outcome) {
        boolean refused = outcome.getResult() == RefreshResult.REFUSED
                && RefusalRules.failure(outcome).ofAccount();
        if (outcome.getResult() == RefreshResult.DERIVED) {
            update.hasSucceeded();
            family.persons().derived(update, account, outcome);
        } else {
            family.persons().notDerived(update, account, outcome);
        }
        Plan planned = account.plan;
        planner.reschedule(update, account);
        account.plan = planned == null ? account.plan : planned;
        if (refused && account.live() && !update.app().open()) {
            account.plan = Plan.of(CommandKind.VERIFY, update.now());
        }
    }

    private void verified(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.doubt = null;
        account.proposal = null;
        PageRules.works(update, account);
        if (account.kept != null) {
            restore(update, account, account.kept, outcome);
            return;
        }
        account.current = learnt(account.current, outcome);
        account.failureHistory = account.failureHistory.verified();
        Validity validity = account.validity();
        boolean ended = validity != null && validity.overAt(update.now());
        boolean refreshFails = validity != null && account.failureHistory.failing() && !waitsForPerson(account);
        if (ended || refreshFails) {
            // It works, but it was not extended: go on trying, later and later.
            account.failureHistory = ended ? account.failureHistory.rested(null) : account.failureHistory;
            planner.again(update, account, CommandKind.REFRESH, outcome.getCommandId());
        } else {
            well(update, account, outcome);
        }
    }

    /** The provider gave the same token for the same time: no failure, but the end does not move either. */
    private void unchanged(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.current = learnt(account.current, outcome);
        account.unmoved = true;
        well(update, account, outcome);
        Validity validity = account.validity();
        if (validity != null) {
            Duration half = Duration.between(update.now(), validity.to()).dividedBy(2);
            Duration least = planner.delay(update, account, outcome.getCommandId());
            planner.notBefore(account, update.now().plus(half.compareTo(least) > 0 ? half : least));
        }
    }

    private void well(AccountUpdate update, Account account, RefreshOutcome outcome) {
        boolean putOff = endIsPutOff(update, account);
        boolean recovered = account.failureHistory.failing() || waitsForPerson(account) || putOff;
        account.failureHistory = FailureHistory.NONE;
        account.warned = putOff ? 0 : account.warned;
        if (putOff || waitsForPerson(account)) {
            account.state = account.warned > 0 ? StatusState.EXPIRING : StatusState.CONNECTED;
        }
        // While a command is in flight, only an account command makes a plan.
        Plan planned = account.plan;
        planner.reschedule(update, account);
        account.plan = planned == null ? account.plan : planned;
        if (recovered) {
            update.tell(account, EventKind.RECOVERED, outcome.getCommandId());
        }
    }

    /** The verdict was wrong: the token behind the GONE works, and is current again. */
    private void restore(AccountUpdate update, Account account, Token kept, RefreshOutcome outcome) {
        Rank rank = Rank.of(account.current).next();
        account.current = learnt(
                Token.newBuilder(kept)
                        .setOrderedAt(rank.orderedAt())
                        .setSequence(rank.sequence())
                        .build(),
                outcome);
        account.kept = null;
        account.state = StatusState.CONNECTED;
        account.failureHistory = FailureHistory.NONE;
        account.warned = 0;
        account.publishAt = update.now();
        planner.reschedule(update, account);
        update.tell(account, EventKind.RECOVERED, outcome.getCommandId());
    }

    private void notPublished(AccountUpdate update, Account account, RefreshOutcome outcome) {
        account.failureHistory = account.failureHistory.rested(RefusalRules.failure(outcome));
        Instant at = update.now().plus(planner.delay(update, account, outcome.getCommandId()));
        if (account.publishAt != null) {
            account.publishAt = at;
        } else if (account.dataDeleted()) {
            account.plan = Plan.of(CommandKind.PUBLISH, at);
        }
    }

    private void respect(AccountUpdate update, Account account, RefreshOutcome outcome) {
        Instant named = outcome.getTryAgainAt();
        if (named != null) {
            Instant longest = update.now().plus(LONGEST_REST);
            planner.notBefore(account, named.isAfter(longest) ? longest : named);
        }
    }

    /** An end was warned of that has since been put off: the person was there again, and the provider says so. */
    private boolean endIsPutOff(AccountUpdate update, Account account) {
        Validity access = account.access();
        Instant first = access == null ? null : policy.warnAt(access, 0, account.unmoved);
        return account.warned > 0 && (first == null || update.now().isBefore(first));
    }

    private static boolean waitsForPerson(Account account) {
        return account.state == StatusState.USER_ACTION_REQUIRED;
    }

    static Token learnt(Token token, RefreshOutcome outcome) {
        Token.Builder known = Token.newBuilder(token);
        if (outcome.getExpiresAt() != null && token.getExpiresAt() != null) {
            known.setExpiresAt(outcome.getExpiresAt());
        }
        if (outcome.getDataAccessExpiresAt() != null) {
            known.setDataAccessExpiresAt(outcome.getDataAccessExpiresAt());
        }
        if (!outcome.getScopes().isEmpty()) {
            known.setScopes(outcome.getScopes()).setMissingScopes(outcome.getMissingScopes());
        }
        if (outcome.getDisplayName() != null) {
            known.setDisplayName(outcome.getDisplayName());
        }
        return known.build();
    }
}
