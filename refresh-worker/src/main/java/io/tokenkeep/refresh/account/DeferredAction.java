package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import java.time.Duration;
import java.time.Instant;

/**
 * An action that an account command wants, and that waits until nothing else of the app is due. It stands beside the account's own
 * plan, which it never delays: whichever of the two is sent first answers the account command.
 *
 * @param request the account command
 * @param kind REFRESH or VERIFY
 * @param since since when it waits
 */
record DeferredAction(String request, CommandKind kind, Instant since) {

    /** Later than any end that a token may have, so that in the backlog everything that is due comes first. */
    private static final Duration BEHIND_ALL_ENDS = Duration.ofDays(400 * 365L);

    /** The place in the app's backlog: behind all that is due, in the order of the account commands. */
    Instant place() {
        return since.plus(BEHIND_ALL_ENDS);
    }
}
