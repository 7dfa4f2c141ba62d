package io.tokenkeep.refresh.account;

import org.jspecify.annotations.Nullable;

/**
 * A refusal that is reported to the app's circuit breaker.
 *
 * @param commandId the refused command
 * @param person the person to count; null if the refusal was to be expected
 * @param asks whether the account waits for the answer, to be declared dead
 */
public record Refusal(String commandId, @Nullable String person, boolean asks) {

    Refusal asking() {
        return new Refusal(commandId, person, true);
    }
}
