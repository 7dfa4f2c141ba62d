package io.tokenkeep.exchange.imports;

import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.seal.RecipientOpener;
import io.tokenkeep.seal.WrongKeyException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that all jobs of the import lane share.
 *
 * @param wrongKey receives each row that another key would open
 */
record ImportContext(
        Map<String, App> apps,
        RecipientOpener opener,
        Consumer<WrongKeyException> wrongKey,
        ImportRecords records,
        Publishing publishing,
        AppCooldowns cooldowns,
        AppFailures failures,
        Backoff backoff,
        InstantSource clock) {}
