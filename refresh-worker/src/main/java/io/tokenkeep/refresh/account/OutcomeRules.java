package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Span;
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
    boolean read(Turn turn, RefreshOutcome outcome) {
        Account account = turn.account();
        if (account != null && outcome.getMore()) {
            return part(turn, account, outcome);
        }
        InFlight answered = turn.settle(outcome.getCommandId());
        if (account == null) {
            return false;
        }
        boolean list = outcome.getKind() == CommandKind.DERIVE && outcome.getResult() == RefreshResult.DERIVED;
        if (list && (answered == null || answered.outdated())) {
            PersonRules.offeredInVain(turn, account, outcome);
        }
        if (answered == null) {
            return false;
        }
        if (answered.outdated()) {
            if (account.plan == null) {
                planner.afresh(turn, account);
            }
        } else if (answered.kind() == CommandKind.PUBLISH) {
            notPublished(turn, account, outcome);
        } else if (answered.kind() == CommandKind.REVOKE) {
            revoked(turn, account, outcome);
        } else if (account.trial != null && answered.kind() == CommandKind.VERIFY) {
            family.pages().tried(turn, account, account.trial, outcome);
        } else if (answered.kind() == CommandKind.DERIVE) {
            derived(turn, account, outcome);
        } else if (family.doubts().isConfirmed(turn, account, answered.kind(), outcome)) {
            family.doubts().believe(turn, account);
        } else {
            answered(turn, account, answered.kind(), outcome);
        }
        return true;
    }

    /** A part of a list answers nothing yet. */
    private static boolean part(Turn turn, Account account, RefreshOutcome outcome) {
        InFlight flying = account.inFlight;
        boolean awaited = flying != null
                && !flying.outdated()
                && flying.kind() == CommandKind.DERIVE
                && flying.commandId().equals(outcome.getCommandId());
        if (awaited) {
            PersonRules.part(account, outcome);
        } else {
            PersonRules.offeredInVain(turn, account, outcome);
        }
        return awaited;
    }

    private void answered(Turn turn, Account account, CommandKind kind, RefreshOutcome outcome) {
        if (counts(turn, account, outcome)) {
            if (outcome.getResult() == RefreshResult.REFUSED) {
                turn.wasRefused(account, outcome.getCommandId());
            } else {
                turn.hasSucceeded();
            }
        }
        switch (outcome.getResult()) {
            case VERIFIED -> verified(turn, account, outcome);
            case UNCHANGED -> unchanged(turn, account, outcome);
            case REFUSED -> {
                refusals.refused(turn, account, kind, outcome);
                expiries.failed(turn, account, outcome);
            }
            case TRY_AGAIN -> {
                refusals.failed(turn, account, outcome);
                planner.goOn(turn, account, kind, outcome.getCommandId());
                respect(turn, account, outcome);
                expiries.failed(turn, account, outcome);
            }
            case DERIVED, STALE, REVOKED, UNKNOWN -> {
                account.trouble = account.trouble.rested(null);
                planner.goOn(turn, account, kind, outcome.getCommandId());
            }
        }
    }

    /**
     * Whether the provider said yes or no about the account, and not that something is wrong with the rest. That a token
     * does not work which was declared dead, or is past its end, is what was to be expected: no sign of an incident.
     */
    private static boolean counts(Turn turn, Account account, RefreshOutcome outcome) {
        Span span = account.span();
        boolean mayWork = account.live() && (span == null || !span.overAt(turn.now()));
        return switch (outcome.getResult()) {
            case VERIFIED, UNCHANGED -> true;
            case REFUSED -> mayWork && RefusalRules.failure(outcome).ofAccount();
            case TRY_AGAIN, STALE, DERIVED, REVOKED, UNKNOWN -> false;
        };
    }

    /** Taking a grant back is tried as long as the account's other traces wait to be removed. */
    private void revoked(Turn turn, Account account, RefreshOutcome outcome) {
        Instant patience = account.current.getOrderedAt().plus(policy.timing().deletionGrace());
        boolean undecided =
                outcome.getResult() == RefreshResult.TRY_AGAIN || outcome.getResult() == RefreshResult.STALE;
        if (undecided && turn.now().isBefore(patience) && account.revoke != null) {
            account.trouble = account.trouble.rested(null);
            account.revokeAt = turn.now().plus(planner.delay(turn, account, outcome.getCommandId()));
        } else {
            account.revoke = null;
            account.revokeAt = null;
            account.trouble = Trouble.NONE;
        }
    }

    private void derived(Turn turn, Account account, RefreshOutcome outcome) {
        boolean refused = outcome.getResult() == RefreshResult.REFUSED
                && RefusalRules.failure(outcome).ofAccount();
        if (outcome.getResult() == RefreshResult.DERIVED) {
            turn.hasSucceeded();
            family.persons().derived(turn, account, outcome);
        } else {
            family.persons().notDerived(turn, account, outcome);
        }
        Plan wished = account.plan;
        planner.afresh(turn, account);
        account.plan = wished == null ? account.plan : wished;
        if (refused && account.live() && !turn.app().open()) {
            account.plan = Plan.of(CommandKind.VERIFY, turn.now());
        }
    }

    private void verified(Turn turn, Account account, RefreshOutcome outcome) {
        account.doubt = null;
        account.proposal = null;
        PageRules.works(turn, account);
        if (account.kept != null) {
            restore(turn, account, account.kept, outcome);
            return;
        }
        account.current = learnt(account.current, outcome);
        account.trouble = account.trouble.verified();
        Span span = account.span();
        boolean ended = span != null && span.overAt(turn.now());
        boolean refreshFails = span != null && account.trouble.failing() && !waitsForPerson(account);
        if (ended || refreshFails) {
            // It works, but it was not extended: go on trying, later and later.
            account.trouble = ended ? account.trouble.rested(null) : account.trouble;
            planner.again(turn, account, CommandKind.REFRESH, outcome.getCommandId());
        } else {
            well(turn, account, outcome);
        }
    }

    /** The provider gave the same token for the same time: no failure, but the end does not move either. */
    private void unchanged(Turn turn, Account account, RefreshOutcome outcome) {
        account.current = learnt(account.current, outcome);
        account.unmoved = true;
        well(turn, account, outcome);
        Span span = account.span();
        if (span != null) {
            Duration half = Duration.between(turn.now(), span.to()).dividedBy(2);
            Duration least = planner.delay(turn, account, outcome.getCommandId());
            planner.notBefore(account, turn.now().plus(half.compareTo(least) > 0 ? half : least));
        }
    }

    private void well(Turn turn, Account account, RefreshOutcome outcome) {
        boolean putOff = endIsPutOff(turn, account);
        boolean recovered = account.trouble.failing() || waitsForPerson(account) || putOff;
        account.trouble = Trouble.NONE;
        account.warned = putOff ? 0 : account.warned;
        if (putOff || waitsForPerson(account)) {
            account.state = account.warned > 0 ? StatusState.EXPIRING : StatusState.CONNECTED;
        }
        // While a command is in flight, nothing but somebody's wish makes a plan.
        Plan wished = account.plan;
        planner.afresh(turn, account);
        account.plan = wished == null ? account.plan : wished;
        if (recovered) {
            turn.tell(account, EventKind.RECOVERED, outcome.getCommandId());
        }
    }

    /** The verdict was wrong: the token behind the GONE works, and is current again. */
    private void restore(Turn turn, Account account, Token kept, RefreshOutcome outcome) {
        Rank rank = Rank.of(account.current).next();
        account.current = learnt(
                Token.newBuilder(kept)
                        .setOrderedAt(rank.orderedAt())
                        .setSequence(rank.sequence())
                        .build(),
                outcome);
        account.kept = null;
        account.state = StatusState.CONNECTED;
        account.trouble = Trouble.NONE;
        account.warned = 0;
        account.publishAt = turn.now();
        planner.afresh(turn, account);
        turn.tell(account, EventKind.RECOVERED, outcome.getCommandId());
    }

    private void notPublished(Turn turn, Account account, RefreshOutcome outcome) {
        account.trouble = account.trouble.rested(RefusalRules.failure(outcome));
        Instant at = turn.now().plus(planner.delay(turn, account, outcome.getCommandId()));
        if (account.publishAt != null) {
            account.publishAt = at;
        } else if (account.dataDeleted()) {
            account.plan = Plan.of(CommandKind.PUBLISH, at);
        }
    }

    private void respect(Turn turn, Account account, RefreshOutcome outcome) {
        Instant named = outcome.getTryAgainAt();
        if (named != null) {
            Instant longest = turn.now().plus(LONGEST_REST);
            planner.notBefore(account, named.isAfter(longest) ? longest : named);
        }
    }

    /** An end was warned of that has since been put off: the person was there again, and the provider says so. */
    private boolean endIsPutOff(Turn turn, Account account) {
        Span access = account.access();
        Instant first = access == null ? null : policy.warnAt(access, 0, account.unmoved);
        return account.warned > 0 && (first == null || turn.now().isBefore(first));
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
