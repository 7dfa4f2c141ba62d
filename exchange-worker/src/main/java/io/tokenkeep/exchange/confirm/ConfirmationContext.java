package io.tokenkeep.exchange.confirm;

import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.seal.Opener;
import io.vertx.core.Future;
import java.util.function.IntFunction;

/**
 * Everything that all jobs of the confirmation lane share.
 *
 * @param answers opens what the provider gave for a held consent
 * @param waiting the accounts of all consents that wait for a confirmation
 * @param readToEnd completes on the lane's event loop once everything is known that the partition of {@code held-consents} holds
 *     now, or when the partition is lost; false if the bound of held consents is reached before, and a job must not wait for room
 */
record ConfirmationContext(
        ConsentContext consents,
        Opener answers,
        HeldConsents held,
        WaitingAccounts waiting,
        IntFunction<Future<Boolean>> readToEnd) {}
