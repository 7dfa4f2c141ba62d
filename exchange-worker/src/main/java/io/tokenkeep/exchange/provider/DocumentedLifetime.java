package io.tokenkeep.exchange.provider;

import io.tokenkeep.exchange.provider.TokenAnswers.Extended;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * What the documentation of Threads and Instagram promises a long-lived token, for answers that tell no lifetime where
 * inspection does not tell one either. A token whose told lifetime makes no sense has to work before it is given any.
 */
final class DocumentedLifetime {

    private static final Duration LIFETIME = Duration.ofDays(60);

    private DocumentedLifetime() {}

    /** @param me a call with a token that shows whether it works */
    static Future<Reply<LongLived>> of(Extended issued, Function<Secret, Future<Reply<Profile>>> me) {
        Reply<LongLived> assumed = Reply.given(new LongLived(issued.token(), LIFETIME, true));
        return issued.doubtful()
                ? me.apply(issued.token()).map(reply -> reply.match(works -> assumed, Reply::failed))
                : Future.succeededFuture(assumed);
    }
}
