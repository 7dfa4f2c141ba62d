package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One app at one provider. Every future succeeds with a {@link Reply}; none fails with a library's exception, whose
 * text may hold a URL with secrets in it. Nothing is retried here. Call it on an event loop.
 */
public interface Provider {

    /**
     * How long a consent lets data be read, by the provider's documentation; each refresh begins it anew. An assumption
     * until inspection says better, which many providers do for few callers only. Empty where nothing need be assumed.
     */
    Optional<Duration> grant();

    /** Whether a person's token leads to Pages with tokens of their own, and the grant behind it can be taken back. */
    default boolean hasPages() {
        return false;
    }

    /** What a person has to grant before their Pages can be listed; empty where that takes no scope of its own. */
    default Optional<String> pagesScope() {
        return Optional.empty();
    }

    /**
     * Presents a code. A code can be presented once, so {@code allowed} is asked
     * right before each request goes out; what is not allowed then is not sent, and ends as an answer that never came.
     */
    Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed);

    /**
     * Makes of a code's answer what the account will have: short-lived to long-lived where the provider makes a difference.
     * Can be repeated.
     *
     * @param expiresAt when the answer's token ends; null when the answer did not say
     */
    Future<Reply<LongLived>> upgrade(TokenPair shortLived, @Nullable Instant expiresAt);

    /**
     * Extends a long-lived token by itself or by its refresh token, or brings it back as it was where nothing moves. The answer
     * may hold a new refresh token.
     */
    Future<Reply<LongLived>> refresh(TokenPair longLived);

    /** Whose token it is, which also shows whether it works. */
    Future<Reply<Profile>> me(Secret token);

    /** The provider's own account of a token; many providers answer for some callers only. */
    default Future<Reply<Inspection>> inspect(Secret token) {
        return notOffered();
    }

    /**
     * The Pages of a person, as far as they can be found, and why that is not all.
     *
     * @param longest after this time no further call is begun, and the list ends where it was read to
     */
    default Future<PageList> pages(Secret token, String personId, Duration longest) {
        return Future.succeededFuture(PageList.failed(Failure.of(FailureKind.BAD_REQUEST, null, null)));
    }

    /** Takes back all that a person granted the app. */
    default Future<Reply<Revoked>> revoke(Secret token, String personId) {
        return notOffered();
    }

    /** Whether the app can be given a token of its own, which shows that the provider accepts it without anybody's code. */
    default boolean hasOwnToken() {
        return false;
    }

    /** Asks for the app's own token (RFC 6749 4.4) and drops it. */
    default Future<Reply<OwnToken>> ownToken() {
        return notOffered();
    }

    private static <T> Future<Reply<T>> notOffered() {
        return Future.succeededFuture(Reply.failed(Failure.of(FailureKind.BAD_REQUEST, null, null)));
    }
}
