package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * What all jobs of a lane share that connects accounts: the code lane, and the confirmation lane.
 *
 * @param context the lane's event loop
 * @param codeLifetime how long a code can be presented, from its record's broker time
 */
record ConsentContext(
        Map<String, App> apps,
        ConsentRecords records,
        HeldRecords held,
        ConnectLinks links,
        Publishing publishing,
        AppCooldowns cooldowns,
        AppFailures failures,
        Backoff backoff,
        ConsentMetrics metrics,
        Context context,
        InstantSource clock,
        Duration codeLifetime) {}
