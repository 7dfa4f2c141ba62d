package io.tokenkeep.exchange.command;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers REFRESH. A new token or a later end becomes the next token; the same token with the same end becomes an
 * outcome UNCHANGED. Used on its lane's event loop only.
 */
final class RefreshAnswer {

    /** Two ends that differ by less count as the same end. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final CommandContext shared;
    private final RefreshCommand command;
    private final Token token;
    private final CommandAnswer answer;

    RefreshAnswer(CommandContext shared, RefreshCommand command, CommandAnswer answer) {
        this.shared = shared;
        this.command = command;
        this.token = command.getToken();
        this.answer = answer;
    }

    Future<JobResult> answer(App app, Secret current, LongLived issued) {
        Instant now = shared.clock().instant();
        Instant expiresAt = issued.expiresAt(now);
        if (issued.token().equals(current) && !movedOn(expiresAt)) {
            return answer.outcome(answer.begin(RefreshResult.UNCHANGED, FailureClass.NONE)
                    .setExpiresAt(nearer(expiresAt))
                    .setDataAccessExpiresAt(issued.dataAccessExpiresAt())
                    .setScopes(issued.scopes())
                    .setMissingScopes(answer.missing(app, issued.scopes())));
        }
        return answer.published(next(app, issued, Rank.of(token).next(), now));
    }

    /** The next token of the account, from what the provider issued at {@code now}. */
    Token next(App app, LongLived issued, Rank rank, Instant now) {
        Instant expiresAt = issued.expiresAt(now);
        Instant dataAccess = app.dataAccessExpiresAt(issued, now);
        Token.Builder next = Token.newBuilder(token)
                .setProvider(app.config().provider().id())
                .setSealedToken(shared.sealer()
                        .seal(command.getAccount(), issued.token().reveal()))
                .setLifetime(expiresAt == null ? Lifetime.NON_EXPIRING : Lifetime.LONG_LIVED)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .setCommandId(command.getCommandId())
                .setIssuedAt(now)
                .setExpiresAt(expiresAt)
                .setRefreshableAt(
                        expiresAt == null
                                ? null
                                : now.plus(app.config().limits().refreshMinimumAge()))
                .setDataAccessExpiresAt(dataAccess == null ? token.getDataAccessExpiresAt() : dataAccess);
        if (!issued.scopes().isEmpty()) {
            next.setScopes(issued.scopes()).setMissingScopes(answer.missing(app, issued.scopes()));
        }
        return next.build();
    }

    /** The same token text with the same end was not extended. */
    private boolean movedOn(@Nullable Instant expiresAt) {
        Instant before = token.getExpiresAt();
        if (before == null || expiresAt == null) {
            return !Objects.equals(before, expiresAt);
        }
        return expiresAt.isAfter(before.plus(CLOCKS));
    }

    /** The end as it was, or an earlier one if the provider now names an earlier one. */
    private @Nullable Instant nearer(@Nullable Instant expiresAt) {
        Instant before = token.getExpiresAt();
        boolean earlier = before != null && expiresAt != null && expiresAt.isBefore(before.minus(CLOCKS));
        return earlier ? expiresAt : before;
    }
}
