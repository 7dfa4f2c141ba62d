package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.kafka.Progress;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.seal.Opener;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Everything that all jobs of the code lane share.
 *
 * @param context the lane's event loop
 * @param codeLifetime how long a code can be presented, from its record's broker time
 * @param secondLook how long another worker's answer to the same code may still be on its way: one provider time-out
 *     and one delivery time-out
 */
record CodeContext(
        Map<String, App> apps,
        CodeSecrets codes,
        Opener answers,
        CodeRecords records,
        ConnectLinks links,
        Progress progress,
        Publishing publishing,
        AppCooldowns cooldowns,
        AppFailures failures,
        Backoff backoff,
        CodeMetrics metrics,
        Context context,
        InstantSource clock,
        Duration codeLifetime,
        Duration secondLook) {

    /** The time from which the code is no longer presented. */
    Instant codeEndsAt(Consent consent) {
        return consent.orderedAt().plus(codeLifetime);
    }
}
