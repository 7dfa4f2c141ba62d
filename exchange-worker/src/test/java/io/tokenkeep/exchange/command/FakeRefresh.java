package io.tokenkeep.exchange.command;

import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A provider that accepts each refresh token, until a test wants another answer. */
final class FakeRefresh implements Provider {

    static final Reply<LongLived> ISSUED = Reply.given(new LongLived(
            Secret.of("access-token-2"), Duration.ofHours(2), false, null, List.of(), Secret.of("refresh-token-2")));

    Reply<LongLived> refresh = ISSUED;
    /** Happens right before a request would leave. */
    Runnable beforeRequest = () -> {};

    private final List<String> presented = new ArrayList<>();

    /** The refresh tokens that were presented. */
    List<String> presented() {
        return presented;
    }

    @Override
    public Future<Reply<LongLived>> refreshWith(Secret refreshToken, BooleanSupplier allowed) {
        beforeRequest.run();
        if (!allowed.getAsBoolean()) {
            return Future.succeededFuture(Reply.failed(Failure.notSent()));
        }
        presented.add(refreshToken.reveal());
        return Future.succeededFuture(refresh);
    }

    @Override
    public Optional<Duration> grant() {
        return Optional.empty();
    }

    @Override
    public Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed) {
        throw new AssertionError("a command exchanges no code");
    }

    @Override
    public Future<Reply<LongLived>> upgrade(Secret shortLived, @Nullable Instant expiresAt) {
        throw new AssertionError("a command upgrades no token");
    }

    @Override
    public Future<Reply<Profile>> me(Secret token) {
        return Future.succeededFuture(Reply.given(new Profile("27", "Anna")));
    }
}
