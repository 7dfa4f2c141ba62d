package io.tokenkeep.exchange.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.exchange.status.KeysComponent;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;

/** Builds the refresh lane. */
public final class CommandLane {

    private CommandLane() {}

    public static Lane create(
            LaneParts parts, LaneLimits limits, KeySet tokensKeys, KeysComponent health, MeterRegistry registry) {
        Sealer sealer = new Sealer(tokensKeys, Purpose.ACCESS_TOKEN);
        CommandContext shared = new CommandContext(
                parts.apps(),
                new Opener(tokensKeys, Purpose.ACCESS_TOKEN, health.of("tokens.keys")),
                sealer,
                new PageTokens(sealer),
                parts.publishing(),
                parts.cooldowns(),
                new AppFailures(parts.cooldowns()),
                parts.backoff(),
                new CommandMetrics(registry, parts.apps().keySet()),
                parts.clock());
        return parts.lane(limits, new CommandJobs(shared));
    }
}
