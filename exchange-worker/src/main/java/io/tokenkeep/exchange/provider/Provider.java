package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one app to one provider. Every future succeeds with a {@link Reply}. No future fails with a library's exception,
 * because its text may hold a URL with secrets. Nothing is retried here. Call it on an event loop.
 */
public interface Provider {

    /**
     * How long a consent allows access to data, by the provider's documentation; each refresh starts it again. It is an
     * assumption, used if inspection states no end. Empty if nothing is to be assumed.
     */
    Optional<Duration> grant();

    /** Whether a person's token leads to Pages with their own tokens, and the person's grant can be revoked. */
    default boolean hasPages() {
        return false;
    }

    /** The scope that a person has to grant before the list of Pages can be read; empty if it needs none. */
    default Optional<String> pagesScope() {
        return Optional.empty();
    }

    /**
     * Presents a code, with the redirect URI for which it was obtained. A code can be presented once, so {@code allowed} is
     * asked right before each request is sent. A request that is not allowed is not sent, and its reply is
     * {@link FailureKind#NOT_SENT}.
     */
    Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed);

    /**
     * Exchanges the token of a code's answer for a long-lived one. A provider without two kinds of token returns it as it is. Can
     * be repeated.
     *
     * @param expiresAt when the token of the answer ends; null if the answer did not say
     */
    Future<Reply<LongLived>> upgrade(Secret shortLived, @Nullable Instant expiresAt);

    /** Extends a long-lived token by itself. If nothing changes, the reply has the same token. */
    default Future<Reply<LongLived>> refresh(Secret longLived) {
        return notOffered();
    }

    /**
     * Presents a refresh token (RFC 6749 6); for a provider with the feature REFRESH_TOKENS. A refresh token can be presented once,
     * so {@code allowed} is asked right before each request is sent, as in {@link #exchange}. If the reply has no new refresh
     * token, the presented one stays valid.
     */
    default Future<Reply<LongLived>> refreshWith(Secret refreshToken, BooleanSupplier allowed) {
        return notOffered();
    }

    /** The account of a token. Success also shows that the token works. */
    Future<Reply<Profile>> me(Secret token);

    /** Whether the app may inspect every token, and inspection names the app of each. */
    default boolean inspectsEveryToken() {
        return false;
    }

    /** Inspects a token: its validity and its owner by the provider's own records. Many providers answer only for some callers. */
    default Future<Reply<Inspection>> inspect(Secret token) {
        return notOffered();
    }

    /**
     * The Pages of a person, as far as they can be found, and the reason if the list is not complete.
     *
     * @param longest no further call begins after this time, and the list has the Pages that were read until then
     */
    default Future<PageList> pages(Secret token, String personId, Duration longest) {
        return Future.succeededFuture(PageList.failed(Failure.of(FailureKind.BAD_REQUEST, null, null)));
    }

    /** Revokes everything that a person granted the app. */
    default Future<Reply<Revoked>> revoke(Secret token, String personId) {
        return notOffered();
    }

    /** Whether the app can get its own token, which shows that the provider accepts the app without using a code. */
    default boolean hasOwnToken() {
        return false;
    }

    /** Asks for the app's own token (RFC 6749 4.4) and discards it. */
    default Future<Reply<OwnToken>> ownToken() {
        return notOffered();
    }

    private static <T> Future<Reply<T>> notOffered() {
        return Future.succeededFuture(Reply.failed(Failure.of(FailureKind.BAD_REQUEST, null, null)));
    }
}
