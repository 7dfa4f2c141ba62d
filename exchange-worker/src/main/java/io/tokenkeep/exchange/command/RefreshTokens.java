package io.tokenkeep.exchange.command;

import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.exchange.secret.RefreshSecrets;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * What a job needs to present refresh tokens.
 *
 * @param readToEnd completes on the lane's event loop once everything is known that the partition of {@code refresh-secrets} holds
 *     now, or when the partition is lost
 * @param secondLook how long another worker's answer may still be on its way: one provider time-out and one delivery time-out
 */
record RefreshTokens(
        RefreshSecrets known, RefreshSecretRecords records, IntFunction<Future<Void>> readToEnd, Duration secondLook) {}
