package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.RefreshOutcome;
import org.jspecify.annotations.Nullable;

/**
 * How an account command of somebody outside ended.
 *
 * @param request the account command
 * @param why what the provider reported, if it failed
 * @param commandId the command that carried it out; null if none did
 */
record ActionEnd(
        String request,
        ActionResult result,
        FailureHistory.@Nullable Failure why,
        @Nullable String commandId) {

    static ActionEnd of(String request, ActionResult result) {
        return new ActionEnd(request, result, null, null);
    }

    static ActionEnd of(String request, RefreshOutcome outcome) {
        ActionResult result =
                switch (outcome.getResult()) {
                    case VERIFIED -> ActionResult.VERIFIED;
                    case UNCHANGED -> ActionResult.UNCHANGED;
                    case REFUSED -> ActionResult.REFUSED;
                    case TRY_AGAIN, STALE, DERIVED, REVOKED, UNKNOWN -> ActionResult.NOT_DECIDED;
                };
        return new ActionEnd(request, result, FailureHistory.Failure.of(outcome), outcome.getCommandId());
    }
}
