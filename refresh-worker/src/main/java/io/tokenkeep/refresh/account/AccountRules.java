package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All that can happen to an account. Pure but for the turn it is given; keeps nothing. */
public final class AccountRules {

    private final TokenRules tokens;
    private final OutcomeRules outcomes;
    private final WishRules wishes;
    private final DueRules dues;

    public AccountRules(RefreshPolicy policy) {
        Planner planner = new Planner(policy);
        Endings endings = new Endings(planner);
        this.tokens = new TokenRules(planner, endings);
        this.outcomes = new OutcomeRules(
                policy, planner, new RefusalRules(policy, planner, endings), new ExpiryRules(policy, endings));
        this.wishes = new WishRules(endings);
        this.dues = new DueRules(policy, new Commands(policy));
    }

    /** A record on {@code tokens}; null for a tombstone. */
    public void token(Turn turn, @Nullable Token value) {
        tokens.read(turn, value);
    }

    /** Whether it answered the command in flight. */
    public boolean outcome(Turn turn, RefreshOutcome outcome) {
        return outcomes.read(turn, outcome);
    }

    /** Whether the wish was followed; {@code orderedAt} is the broker's time of its record. */
    public boolean wish(Turn turn, AccountCommand wish, Instant orderedAt) {
        return wishes.read(turn, wish, orderedAt);
    }

    /** The time has come that {@link Account#nextAt} named. {@code free}: whether a call may go, or has to stand in line. */
    public void due(Turn turn, boolean free) {
        dues.due(turn, free);
    }

    /** The account is called up from its app's line. */
    public void called(Turn turn) {
        dues.called(turn);
    }
}
