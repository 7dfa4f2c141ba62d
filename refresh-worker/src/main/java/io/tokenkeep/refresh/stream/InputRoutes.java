package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.refresh.policy.OutstandingCommands;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Passes each input to its account or its circuit breaker. One task's thread uses it. */
final class InputRoutes {

    private final AccountUpdates updates;
    private final AccountRules rules;
    private final AppCircuitBreakers breakers;
    private final OutstandingCommands outstanding;
    private final RefreshMetrics metrics;

    InputRoutes(AccountWork work, AppCircuitBreakers breakers, OutstandingCommands outstanding) {
        this.updates = work.updates();
        this.rules = work.rules();
        this.breakers = breakers;
        this.outstanding = outstanding;
        this.metrics = work.metrics();
    }

    /** @throws AccountUpdateException if the rules fail; then nothing has changed */
    void follow(Input input, Instant now) {
        input.match(new Input.Cases(
                token -> updates.apply(token.account(), now, update -> token(update, token.token())),
                outcome -> updates.apply(outcome.account(), now, update -> outcome(update, outcome.outcome())),
                command -> updates.apply(command.account(), now, update -> command(update, command)),
                link -> updates.apply(link.account(), now, update -> rules.link(update, link.link())),
                breaker -> breakers.read(breaker.key(), breaker.link(), now)));
    }

    private void token(AccountUpdate update, @Nullable Token token) {
        String commandId = token == null ? null : token.getCommandId();
        if (token != null && commandId != null) {
            outstanding.answered(token.getApp(), commandId, update.now(), true);
        }
        rules.token(update, token);
    }

    /** Offers do not count as the answer, which is still to come. */
    private void outcome(AccountUpdate update, RefreshOutcome outcome) {
        if (outcome.getOffer() == null) {
            String app = AccountKey.parse(outcome.getAccount()).app();
            boolean inTime = outcome.getResult() != RefreshResult.STALE;
            outstanding.answered(app, outcome.getCommandId(), update.now(), inTime);
        }
        metrics.outcome(outcome, rules.outcome(update, outcome));
    }

    private void command(AccountUpdate update, Input.OfCommand input) {
        boolean followed = rules.accountCommand(update, input.command(), input.orderedAt());
        metrics.accountCommand(input.command().getKind(), followed);
    }
}
