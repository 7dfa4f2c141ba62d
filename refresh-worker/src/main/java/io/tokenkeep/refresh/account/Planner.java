package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Span;
import java.time.Duration;
import java.time.Instant;

/** Sets what is done next about an account, and when. */
final class Planner {

    private final RefreshPolicy policy;

    Planner(RefreshPolicy policy) {
        this.policy = policy;
    }

    /** For an account with nothing wrong: what its current token asks for. */
    void afresh(Turn turn, Account account) {
        Span span = account.span();
        boolean lists = account.live() && Links.hasPages(account.current);
        if (lists && account.deriveAt == null) {
            account.deriveAt = policy.deriveAt(turn.key(), turn.now());
        }
        if (account.trial != null) {
            account.plan = Plan.of(CommandKind.VERIFY, trialAt(turn, account, account.trial));
        } else if (account.doubt != null && account.live()) {
            account.plan = Plan.of(CommandKind.VERIFY, turn.now());
        } else if (account.dataDeleted()) {
            account.plan = Plan.of(
                    CommandKind.PUBLISH, account.endedAt().plus(policy.timing().deletionGrace()));
        } else if (!account.live()) {
            lookAgain(turn, account);
        } else if (span == null) {
            account.plan = Plan.of(CommandKind.VERIFY, policy.verifyAt(turn.key(), turn.now()));
        } else {
            account.plan = ofMortal(turn, account.current, span);
        }
    }

    /** A token that was refused once is tried again when a second refusal is evidence. */
    private Instant trialAt(Turn turn, Account account, Trial trial) {
        Offer tried = account.offers.get(trial.parent());
        Instant refusedAt = tried == null ? null : tried.refusedAt();
        Instant again = refusedAt == null ? turn.now() : policy.evidenceAt(turn.key(), refusedAt);
        return again.isBefore(turn.now()) ? turn.now() : again;
    }

    /** Verifies a token behind a GONE slowly, while it may live. */
    void lookAgain(Turn turn, Account account) {
        Span span = account.kept == null ? null : Account.spanOf(account.kept);
        Instant at = account.kept == null ? null : policy.lookAt(turn.key(), account.trouble.tries(), turn.now());
        boolean late = at != null && span != null && !at.isBefore(span.to());
        account.plan = at == null || late ? null : Plan.of(CommandKind.VERIFY, at);
    }

    /** After an attempt without success: the same or another action, later and later. */
    void again(Turn turn, Account account, CommandKind kind, String seed) {
        Span span = account.span();
        CommandKind possible = span != null && span.overAt(turn.now()) ? CommandKind.VERIFY : kind;
        account.plan = Plan.of(possible, turn.now().plus(delay(turn, account, seed)));
        Instant refreshableAt = account.current.getRefreshableAt();
        if (possible == CommandKind.REFRESH && refreshableAt != null) {
            notBefore(account, refreshableAt);
        }
    }

    /** After an attempt that told nothing new: the same once more, and slowly where the account was declared dead. */
    void goOn(Turn turn, Account account, CommandKind kind, String seed) {
        if (account.live()) {
            again(turn, account, kind, seed);
        } else {
            lookAgain(turn, account);
        }
    }

    /** Puts the next action off to this time, if it was earlier. */
    void notBefore(Account account, Instant time) {
        Plan plan = account.plan;
        if (plan != null && plan.at().isBefore(time)) {
            account.plan = Plan.of(plan.kind(), time);
        }
    }

    /** Verifies at this time, or at the token's end if that still comes and comes first. */
    void verifyAt(Turn turn, Account account, Instant time) {
        Span span = account.span();
        Instant end = span == null || span.overAt(turn.now()) ? time : span.to();
        account.plan = Plan.of(CommandKind.VERIFY, end.isBefore(time) ? end : time);
    }

    Duration delay(Turn turn, Account account, String seed) {
        return policy.retryDelay(Math.max(1, account.trouble.tries()), seed, account.span(), turn.now());
    }

    private Plan ofMortal(Turn turn, Token token, Span span) {
        Instant refreshableAt = token.getRefreshableAt();
        if (span.overAt(turn.now())) {
            return Plan.of(CommandKind.VERIFY, turn.now());
        }
        if (refreshableAt == null || !refreshableAt.isBefore(span.to())) {
            Instant at = policy.verifyAt(turn.key(), turn.now());
            return Plan.of(CommandKind.VERIFY, at.isBefore(span.to()) ? at : span.to());
        }
        return Plan.of(CommandKind.REFRESH, policy.refreshAt(turn.key(), span, refreshableAt));
    }
}
