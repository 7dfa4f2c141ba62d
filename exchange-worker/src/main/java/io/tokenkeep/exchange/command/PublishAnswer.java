package io.tokenkeep.exchange.command;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers PUBLISH with the record that the command carries. A refresh token is removed before its account. Used on its lane's event
 * loop only.
 */
final class PublishAnswer {

    private final CommandContext shared;
    private final RefreshCommand command;
    private final CommandAnswer answer;
    private final @Nullable RefreshTokenAttempt refreshToken;

    PublishAnswer(
            CommandContext shared,
            RefreshCommand command,
            CommandAnswer answer,
            @Nullable RefreshTokenAttempt refreshToken) {
        this.shared = shared;
        this.command = command;
        this.answer = answer;
        this.refreshToken = refreshToken;
    }

    /** @param opened opens the command's token, or answers that it does not open */
    Future<JobResult> answer(Function<Function<Secret, Future<JobResult>>, Future<JobResult>> opened) {
        return switch (command.getPublishForm()) {
            case TOKEN ->
                opened.apply(secret ->
                        answer.published(record(shared.sealer().seal(command.getAccount(), secret.reveal()))));
            case GONE -> gone(record(null));
            case NULL -> removed(null);
            case UNKNOWN -> answer.refused(FailureClass.BAD_REQUEST, null);
        };
    }

    private Token record(@Nullable String sealedToken) {
        return Token.newBuilder(command.getToken())
                .setSealedToken(sealedToken)
                .setCommandId(command.getCommandId())
                .build();
    }

    /** A token that ended on evidence may turn out to work, so its refresh token is kept. */
    private Future<JobResult> gone(Token gone) {
        GoneReason reason = gone.getGoneReason();
        boolean mayReturn = reason == GoneReason.REAUTHORIZATION_REQUIRED || reason == GoneReason.EXPIRED;
        return mayReturn ? answer.published(gone) : removed(gone);
    }

    private Future<JobResult> removed(@Nullable Token gone) {
        return refreshToken == null
                ? answer.published(gone)
                : refreshToken.remove().compose(removed -> answer.published(gone));
    }
}
