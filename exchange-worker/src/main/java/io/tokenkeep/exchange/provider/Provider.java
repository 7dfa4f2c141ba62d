package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One app at one provider. Every future succeeds with a {@link Reply}; none fails with a library's exception, whose
 * text may hold a URL with secrets in it. Nothing is retried here. Call it on an event loop.
 */
public interface Provider {

    /**
     * How long a consent lets data be read, by the provider's documentation; each refresh begins it anew. An assumption
     * until inspection tells better, which many providers do for few callers only.
     */
    Duration grant();

    /**
     * Presents a code, with the redirect URI it was obtained for. A code can be presented once, so {@code allowed} is asked
     * right before each request goes out; what is not allowed then is not sent, and ends as an answer that never came.
     */
    Future<Reply<ShortLived>> exchange(Secret code, String redirectUri, BooleanSupplier allowed);

    /** Short-lived to long-lived. Can be repeated. */
    Future<Reply<LongLived>> upgrade(Secret shortLived);

    /** Extends a long-lived token by itself. */
    Future<Reply<LongLived>> refresh(Secret longLived);

    /** Whose token it is, which also tells whether it works. */
    Future<Reply<Profile>> me(Secret token);

    /** The provider's own account of a token; many providers answer for some callers only. */
    Future<Reply<Inspection>> inspect(Secret token);
}
