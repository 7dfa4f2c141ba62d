package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.meta.GraphTokenAnswers.Extended;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * The documented lifetime of long-lived tokens of Threads and Instagram, for answers without a lifetime if inspection has none
 * either. A token whose stated lifetime makes no sense must work before it gets the documented one. If the token could not be
 * tried, it is kept with a lifetime of 3 days and refreshed again soon, because the token before it may be dead.
 */
final class MetaDocumentedLifetime {

    private static final Duration LIFETIME = Duration.ofDays(60);
    private static final Duration UNTRIED = Duration.ofDays(3);

    private MetaDocumentedLifetime() {}

    /** @param me makes a call with a token that shows whether it works */
    static Future<Reply<LongLived>> of(Extended issued, Function<Secret, Future<Reply<Profile>>> me) {
        if (!issued.doubtful()) {
            return Future.succeededFuture(assumed(issued, LIFETIME));
        }
        return me.apply(issued.token())
                .map(reply -> reply.match(
                        works -> assumed(issued, LIFETIME),
                        failure -> failure.kind().isUndecided() ? assumed(issued, UNTRIED) : Reply.failed(failure)));
    }

    private static Reply<LongLived> assumed(Extended issued, Duration lifetime) {
        return Reply.given(new LongLived(issued.token(), lifetime, true));
    }
}
