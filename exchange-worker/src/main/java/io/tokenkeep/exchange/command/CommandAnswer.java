package io.tokenkeep.exchange.command;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.records.Scopes;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Answers one command, with a token or with an outcome. Used on its lane's event loop only. */
final class CommandAnswer {

    private final CommandContext shared;
    private final RefreshCommand command;

    CommandAnswer(CommandContext shared, RefreshCommand command) {
        this.shared = shared;
        this.command = command;
    }

    /** Publishes a token, which answers the command because it names it. Null publishes a tombstone. */
    Future<JobResult> published(@Nullable Token token) {
        counted("PUBLISHED", FailureClass.NONE);
        return shared.publishing()
                .acknowledged(Topics.TOKENS.record(command.getAccount(), token))
                .map(JobResult.DONE);
    }

    Future<JobResult> tryAgain(FailureClass why, @Nullable Failure failure, @Nullable Instant notBefore) {
        return outcome(failure(RefreshResult.TRY_AGAIN, why, failure).setTryAgainAt(notBefore));
    }

    Future<JobResult> refused(FailureClass why, @Nullable Failure failure) {
        return outcome(failure(RefreshResult.REFUSED, why, failure));
    }

    Future<JobResult> plain(RefreshResult result) {
        return outcome(begin(result, FailureClass.NONE));
    }

    RefreshOutcome.Builder begin(RefreshResult result, FailureClass why) {
        Rank about = Rank.of(command.getToken());
        return RefreshOutcome.newBuilder()
                .setCommandId(command.getCommandId())
                .setAccount(command.getAccount())
                .setKind(command.getKind())
                .setResult(result)
                .setFailureClass(why)
                .setOrderedAt(about.orderedAt())
                .setSequence(about.sequence())
                .setDecidedAt(shared.clock().instant());
    }

    Future<JobResult> outcome(RefreshOutcome.Builder builder) {
        RefreshOutcome outcome = builder.build();
        counted(outcome.getResult().name(), outcome.getFailureClass());
        return shared.publishing().acknowledged(record(outcome)).map(JobResult.DONE);
    }

    ProducerRecord<byte[], byte[]> record(RefreshOutcome outcome) {
        return Topics.REFRESH_OUTCOMES.record(command.getAccount(), outcome);
    }

    /** The app's scopes that the person did not grant. Empty for a Page's token, which was not asked for scopes. */
    List<String> missing(App app, List<String> granted) {
        return command.getToken().getKind() == TokenKind.PAGE
                ? List.of()
                : Scopes.missing(app.config().consent().scopes(), granted);
    }

    private RefreshOutcome.Builder failure(RefreshResult result, FailureClass why, @Nullable Failure failure) {
        return begin(result, why)
                .setErrorCode(failure == null ? null : failure.code())
                .setErrorSubcode(failure == null ? null : failure.subcode());
    }

    private void counted(String result, FailureClass why) {
        shared.metrics().answered(command.getToken().getApp(), command.getKind(), result, why.name());
    }
}
