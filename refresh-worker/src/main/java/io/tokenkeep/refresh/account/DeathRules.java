package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.refresh.policy.AppCircuitState;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;

/**
 * A token that was refused on evidence dies after the app's circuit breaker has answered to that very refusal. The answer must
 * be that the circuit breaker is closed, and was closed at the first refusal too. Without an answer the account stays as it is,
 * and the next refusal asks again. The circuit breaker counts the whole app; this task knows only its own accounts.
 */
final class DeathRules {

    private final RefreshPolicy policy;
    private final Planner planner;
    private final Endings endings;

    DeathRules(RefreshPolicy policy, Planner planner, Endings endings) {
        this.policy = policy;
        this.planner = planner;
        this.endings = endings;
    }

    /** Asks the circuit breaker. The planned verification asks again if no answer comes. */
    void propose(AccountUpdate update, Account account, GoneReason reason, String commandId) {
        DeathProposal before = account.suspicion().proposal();
        if (before != null && before.commandId().equals(commandId)) {
            return;
        }
        account.proposed(new DeathProposal(commandId, reason));
        update.asks(commandId);
        planner.verifyAt(update, account, policy.evidenceAt(update.key(), update.now()));
    }

    /** Reads the circuit breaker's answer. An answer to an older question changes nothing. */
    void answered(AccountUpdate update, Account account, RefreshWorkerLink link) {
        DeathProposal proposal = account.suspicion().proposal();
        if (proposal == null || !proposal.commandId().equals(link.getCommandId())) {
            return;
        }
        account.proposalAnswered();
        if (!account.live()) {
            return;
        }
        AppCircuitState breaker = Links.state(link);
        Instant refusedAt = account.failures().refusedAt();
        if (breaker.open() || (refusedAt != null && !breaker.trusts(refusedAt))) {
            // A refusal from a time when everybody was refused is no evidence. Evidence is gathered anew.
            account.failures(account.failures().refused(null));
        } else {
            endings.declareDead(update, account, proposal.reason(), proposal.commandId());
        }
    }
}
