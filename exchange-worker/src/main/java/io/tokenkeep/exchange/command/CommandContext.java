package io.tokenkeep.exchange.command;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Sealer;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that all jobs of the refresh lane share.
 *
 * @param refreshTokens null if no app's provider gives refresh tokens
 */
record CommandContext(
        Map<String, App> apps,
        Opener opener,
        Sealer sealer,
        PageTokens pageTokens,
        Publishing publishing,
        AppCooldowns cooldowns,
        AppFailures failures,
        Backoff backoff,
        @Nullable RefreshTokens refreshTokens,
        CommandMetrics metrics,
        InstantSource clock) {}
