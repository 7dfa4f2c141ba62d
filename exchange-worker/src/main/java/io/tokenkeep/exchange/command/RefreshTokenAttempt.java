package io.tokenkeep.exchange.command;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.RefreshSecretState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.seal.SealRefusedException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes with a refresh token that may be presented once (RFC 6749 6, RFC 9700 4.14.2). The methods stand in the order of the
 * steps: find the refresh token; write that it is presented; present it; checkpoint the answer; publish the token. Each record is
 * acknowledged before the next step.
 *
 * <p>A refresh token is presented only while this worker surely owns the account's partition, and only if its last record says
 * that it was never presented. If a worker dies between the first record and the checkpoint, the refresh token counts as spent, and
 * the person has to consent again: a provider that sees a refresh token twice may revoke everything. Used on its lane's event loop
 * only.
 */
final class RefreshTokenAttempt {

    private static final Duration SHORTLY = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_UNSURE = 20;

    private final CommandContext shared;
    private final RefreshTokens tokens;
    private final RefreshCommand command;
    private final Delivery delivery;
    private final CommandAnswer answer;
    private int unsure;
    private boolean readToEnd;
    private @Nullable Instant presentedSince;

    RefreshTokenAttempt(
            CommandContext shared,
            RefreshTokens tokens,
            RefreshCommand command,
            Delivery delivery,
            CommandAnswer answer) {
        this.shared = shared;
        this.tokens = tokens;
        this.command = command;
        this.delivery = delivery;
        this.answer = answer;
    }

    /** Whether the account's provider gives refresh tokens. */
    boolean applies() {
        App app = shared.apps().get(command.getToken().getApp());
        return app != null && app.config().provider().has(Feature.REFRESH_TOKENS);
    }

    /** Whether every record is known that was written before this worker owned the partition. */
    boolean isCaughtUp() {
        return tokens.known().isCaughtUp(partition());
    }

    /**
     * The token of a checkpointed answer that the sender of the command does not know; null if there is none. Its worker died
     * before the token was published, or refresh-worker lost its state. The token answers any command that asks the provider.
     */
    @Nullable
    Token unpublished() {
        RefreshSecret held =
                switch (command.getKind()) {
                    case REFRESH, VERIFY, DERIVE -> find();
                    case REVOKE, PUBLISH, UNKNOWN -> null;
                };
        Token received = held == null ? null : held.getAnswer();
        return received == null || Rank.of(received).compareTo(Rank.of(command.getToken())) <= 0
                ? null
                : Token.newBuilder(received)
                        .setCommandId(command.getCommandId())
                        .build();
    }

    /**
     * Makes one attempt.
     *
     * @param calling makes the call, unless the app is cooling down
     * @param failed answers the command after a failure that leaves the refresh token unspent
     */
    Future<JobResult> run(
            App app,
            Function<Supplier<Future<JobResult>>, Future<JobResult>> calling,
            Function<Failure, Future<JobResult>> failed) {
        if (!delivery.ownership().isSure()) {
            unsure++;
            return again(SHORTLY.multipliedBy(Math.min(unsure, MOST_UNSURE)));
        }
        if (tokens.known().isUnreadable(partition(), command.getAccount())) {
            return answer.tryAgain(FailureClass.KEY_UNKNOWN, null, null);
        }
        RefreshSecret held = find();
        if (!isCaughtUp()) {
            // The partition was lost meanwhile, and with it what was known. That is no sign that there is no refresh
            // token.
            return again(SHORTLY);
        }
        Token unpublished = unpublished();
        if (unpublished != null) {
            return answer.published(unpublished);
        }
        boolean mayBeBehind = held == null || rank(held).compareTo(Rank.of(command.getToken())) < 0;
        if (mayBeBehind && !readToEnd) {
            // The code lane of any worker writes the first refresh token of a consent, and it may not be read yet.
            return tokens.readToEnd().apply(partition()).compose(read -> {
                readToEnd = true;
                return run(app, calling, failed);
            });
        }
        if (held == null) {
            return answer.refused(FailureClass.REFRESH_TOKEN_SPENT, null);
        }
        return held.getState() == RefreshSecretState.HELD
                ? open(held, secret -> calling.apply(() -> present(app, held, secret, failed)))
                : lookAgain();
    }

    /** Another worker may have presented the refresh token, and its answer may be on its way. */
    private Future<JobResult> lookAgain() {
        Instant now = shared.clock().instant();
        Instant since = presentedSince == null ? now : presentedSince;
        presentedSince = since;
        Duration left = Duration.between(now, since.plus(tokens.secondLook()));
        return left.isNegative() || left.isZero()
                ? answer.refused(FailureClass.REFRESH_TOKEN_SPENT, null)
                : again(left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    private Future<JobResult> open(RefreshSecret held, Function<Secret, Future<JobResult>> then) {
        Secret secret;
        try {
            secret = tokens.records().open(held);
        } catch (SealRefusedException e) {
            // An operator has to correct the key set. The refresh token is kept.
            return answer.tryAgain(FailureClass.KEY_UNKNOWN, null, null);
        }
        return then.apply(secret);
    }

    private Future<JobResult> present(
            App app, RefreshSecret held, Secret secret, Function<Failure, Future<JobResult>> failed) {
        return write(RefreshSecretRecords.presented(held, command.getCommandId()))
                .compose(written -> app.provider().refreshWith(secret, this::mayStillPresent))
                .compose(reply -> reply.match(
                        issued -> checkpoint(app, held, secret, issued),
                        failure -> notRefreshed(held, failure, failed)));
    }

    /** Asked when the request is about to leave: a process that stood still meanwhile may have lost the partition. */
    private boolean mayStillPresent() {
        return delivery.ownership().isSure() && shared.clock().instant().isBefore(command.getNotAfter());
    }

    /** The answer exists only here, so it is checkpointed even if the partition is lost by now. */
    private Future<JobResult> checkpoint(App app, RefreshSecret held, Secret presented, LongLived issued) {
        shared.failures().succeeded(app.name());
        Rank asked = Rank.of(command.getToken());
        Rank rank = (asked.compareTo(rank(held)) > 0 ? asked : rank(held)).next();
        Token next = new RefreshAnswer(shared, command, answer)
                .next(app, issued, rank, shared.clock().instant());
        Secret following = issued.refreshToken();
        return write(tokens.records().answered(next, following == null ? presented : following))
                .compose(written -> answer.published(next));
    }

    private Future<JobResult> notRefreshed(
            RefreshSecret held, Failure failure, Function<Failure, Future<JobResult>> failed) {
        if (failure.kind().mayHaveHadEffect()) {
            return answer.refused(FailureClass.REFRESH_TOKEN_SPENT, failure);
        }
        // A refresh token that the provider calls invalid is not presented again either.
        return failure.kind() == FailureKind.REAUTHORIZE
                ? failed.apply(failure)
                : write(RefreshSecretRecords.unspent(held)).compose(written -> failed.apply(failure));
    }

    /** The account ended: its refresh token is removed. */
    Future<Void> remove() {
        Rank rank = Rank.of(command.getToken());
        return shared.publishing()
                .acknowledged(RefreshSecretRecords.removal(command.getAccount()))
                .onSuccess(removed -> tokens.known().removed(partition(), command.getAccount(), rank));
    }

    private Future<Void> write(RefreshSecret secret) {
        return shared.publishing()
                .acknowledged(RefreshSecretRecords.record(secret))
                .onSuccess(acknowledged -> tokens.known().written(partition(), secret));
    }

    private @Nullable RefreshSecret find() {
        return tokens.known().find(partition(), command.getAccount());
    }

    private int partition() {
        return delivery.record().partition();
    }

    private static Rank rank(RefreshSecret secret) {
        return new Rank(secret.getOrderedAt(), secret.getSequence());
    }

    private static Future<JobResult> again(Duration after) {
        return Future.succeededFuture(new JobResult.Again(after));
    }
}
