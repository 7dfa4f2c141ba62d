package io.tokenkeep.exchange.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
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
public record ConsentContext(
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
        Duration codeLifetime) {

    /**
     * Builds it from the parts of a lane.
     *
     * @param codeLifetime how long a code can be presented
     */
    public static ConsentContext of(
            LaneParts parts, ConsentKeys keys, ConnectLinks links, Duration codeLifetime, MeterRegistry registry) {
        ConsentRecords records = new ConsentRecords(
                new Sealer(keys.tokens(), Purpose.PROVIDER_ANSWER),
                new Sealer(keys.tokens(), Purpose.ACCESS_TOKEN),
                keys.refreshSecrets(),
                parts.clients());
        return new ConsentContext(
                parts.apps(),
                records,
                new HeldRecords(new Sealer(keys.tokens(), Purpose.HELD_CONSENT), records, parts.clock()),
                links,
                parts.publishing(),
                parts.cooldowns(),
                new AppFailures(parts.cooldowns()),
                parts.backoff(),
                new ConsentMetrics(registry, parts.apps().keySet()),
                parts.context(),
                parts.clock(),
                codeLifetime);
    }
}
