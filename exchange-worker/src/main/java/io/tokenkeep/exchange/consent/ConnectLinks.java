package io.tokenkeep.exchange.consent;

import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.link.LinkTable;
import io.tokenkeep.kit.link.LinkUses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The connect links of console-service and their uses, as far as this worker has read them. Thread-safe.
 *
 * @param readBack how long an attempt waits until the use that it wrote is read
 */
public record ConnectLinks(LinkTable table, LinkUses uses, Duration readBack) {

    private static final Duration READ_BACK = Duration.ofSeconds(5);

    /** Nothing is known before both topics are followed. */
    public static ConnectLinks of(LinkCheckConfig config, InstantSource clock) {
        return new ConnectLinks(new LinkTable(config, clock), new LinkUses(config.limit()), READ_BACK);
    }

    /** The authorization of the first use of this key, on this context; empty if none is read in time. */
    public Future<Optional<String>> firstUse(String useKey, Context context) {
        return Future.fromCompletionStage(uses.expectFirst(useKey), context)
                .map(Optional::of)
                .timeout(readBack.toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    uses.forget(useKey);
                    return Future.succeededFuture(Optional.empty());
                });
    }
}
