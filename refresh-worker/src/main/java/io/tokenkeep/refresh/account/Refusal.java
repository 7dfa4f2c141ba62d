package io.tokenkeep.refresh.account;

import org.jspecify.annotations.Nullable;

/**
 * What the app's circuit breaker has to hear of a refusal.
 *
 * @param commandId the refused command
 * @param person whom to count; null where a refusal was to be expected
 * @param asks whether the account waits for the answer, to be declared dead
 */
public record Refusal(String commandId, @Nullable String person, boolean asks) {

    Refusal asking() {
        return new Refusal(commandId, person, true);
    }
}
