package io.tokenkeep.exchange.command;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.cooldown.Caller;
import io.tokenkeep.exchange.cooldown.Cooldown;
import io.tokenkeep.exchange.cooldown.FailureEffect;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.records.FailureClasses;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.SealRefusedException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes one command and answers it once. It never retries: refresh-worker decides when to try again. Past its
 * notAfter a command reaches no provider. Used on its lane's event loop only.
 */
final class CommandJob implements Job {

    /** For persons with thousands of Pages; shorter than a command's lifetime. */
    private static final Duration LIST_LIMIT = Duration.ofMinutes(2);

    private static final Duration SHORTLY = Duration.ofMillis(50);

    private static final Logger log = LoggerFactory.getLogger(CommandJob.class);

    private final CommandContext shared;
    private final RefreshCommand command;
    private final Token token;
    private final CommandAnswer answer;
    private final Caller caller;
    private final @Nullable RefreshTokenAttempt refreshToken;
    private @Nullable Instant tryAgainAt;

    /** @param delivery the record of the command */
    CommandJob(CommandContext shared, RefreshCommand command, Delivery delivery) {
        this.shared = shared;
        this.command = command;
        this.token = command.getToken();
        this.answer = new CommandAnswer(shared, command);
        String parent = token.getParentAccount();
        this.caller = Caller.account(parent == null ? command.getAccount() : parent);
        RefreshTokens refreshTokens = shared.refreshTokens();
        this.refreshToken = refreshTokens == null
                ? null
                : new RefreshTokenAttempt(shared, refreshTokens, command, delivery, answer);
    }

    @Override
    public String key() {
        return command.getAccount();
    }

    @Override
    public String app() {
        return shared.apps().containsKey(token.getApp()) ? token.getApp() : "";
    }

    /** PUBLISH makes no call, and neither does the answer to a command that came too late. */
    @Override
    public long callNanos() {
        boolean calls =
                switch (command.getKind()) {
                    case REFRESH, VERIFY, DERIVE, REVOKE -> tryAgainAt == null;
                    case PUBLISH, UNKNOWN -> false;
                };
        return calls ? Job.callNanosUntil(command.getNotAfter(), shared.clock().instant()) : 0;
    }

    /** A command behind too many others is answered at once, because refresh-worker knows what is urgent. */
    @Override
    public void decline(Duration backlog) {
        Duration longest = shared.backoff().longest();
        tryAgainAt = shared.clock().instant().plus(backlog.compareTo(longest) < 0 ? longest : backlog);
    }

    /** A record that is too large for Kafka fails this account alone. */
    @Override
    public Future<JobResult> attempt(Permit permit) {
        return answered()
                .recover(failure -> Publishing.isTooLarge(failure) ? tooLarge() : Future.failedFuture(failure));
    }

    private Future<JobResult> tooLarge() {
        log.atError()
                .addKeyValue("account", command.getAccount())
                .log("the result of a command is too large for a record");
        return answer.refused(FailureClass.BAD_REQUEST, null);
    }

    private Future<JobResult> answered() {
        if (refreshToken != null && !refreshToken.isCaughtUp()) {
            // A poll may return records of a partition that it has just been assigned.
            return Future.succeededFuture(new JobResult.Again(SHORTLY));
        }
        if (command.getKind() == CommandKind.DERIVE && !shared.pageTokens().knowsClients()) {
            return Future.succeededFuture(new JobResult.Again(SHORTLY));
        }
        Token unpublished = refreshToken == null ? null : refreshToken.unpublished();
        if (unpublished != null) {
            return answer.published(unpublished);
        }
        if (!shared.clock().instant().isBefore(command.getNotAfter())) {
            return answer.plain(RefreshResult.STALE);
        }
        if (tryAgainAt != null) {
            return answer.tryAgain(FailureClass.RATE_LIMITED, null, tryAgainAt);
        }
        return switch (command.getKind()) {
            case REFRESH ->
                refreshToken != null && refreshToken.applies() ? presented(refreshToken) : call(this::refresh);
            case VERIFY -> call(this::verify);
            case PUBLISH -> new PublishAnswer(shared, command, answer, refreshToken).answer(this::opened);
            case DERIVE -> ofPerson(this::derive);
            case REVOKE -> ofPerson(this::revoke);
            case UNKNOWN -> answer.refused(FailureClass.BAD_REQUEST, null);
        };
    }

    /**
     * A Page has no Pages and granted nothing. If the provider does not offer the call, none is made, and no cooldown
     * ends.
     */
    private Future<JobResult> ofPerson(BiFunction<App, Secret, Future<JobResult>> call) {
        App app = shared.apps().get(token.getApp());
        boolean offered = app == null || app.provider().hasPages();
        return token.getKind() == TokenKind.PAGE || !offered
                ? answer.refused(FailureClass.BAD_REQUEST, null)
                : call(call);
    }

    private Future<JobResult> call(BiFunction<App, Secret, Future<JobResult>> call) {
        App app = shared.apps().get(token.getApp());
        if (app == null) {
            return answer.tryAgain(FailureClass.MISCONFIGURED, null, null);
        }
        // The token is opened first: one that does not open must not use up the one call that probes an app.
        return opened(
                secret -> shared.cooldowns().calling(app, caller, () -> call.apply(app, secret), this::coolingDown));
    }

    private Future<JobResult> coolingDown(Cooldown cooldown) {
        return answer.tryAgain(FailureClasses.of(cooldown.kind()), null, cooldown.until());
    }

    private Future<JobResult> opened(Function<Secret, Future<JobResult>> then) {
        String sealed = token.getSealedToken();
        if (sealed == null) {
            return answer.refused(FailureClass.BAD_REQUEST, null);
        }
        Secret secret;
        try {
            secret = Secret.of(shared.opener().open(command.getAccount(), sealed));
        } catch (SealRefusedException e) {
            // A key is unknown or retired, or the text was changed. The operator has to correct it; the account has no
            // fault.
            log.atWarn().addKeyValue("reason", e.getMessage()).log("a token cannot be opened");
            return answer.tryAgain(FailureClass.KEY_UNKNOWN, null, null);
        }
        return then.apply(secret);
    }

    private Future<JobResult> presented(RefreshTokenAttempt attempt) {
        App app = Objects.requireNonNull(shared.apps().get(token.getApp()));
        return attempt.run(
                app,
                present -> shared.cooldowns().calling(app, caller, present, this::coolingDown),
                failure -> failed(app, failure));
    }

    private Future<JobResult> refresh(App app, Secret current) {
        return app.provider()
                .refresh(current)
                .compose(reply -> reply.match(issued -> refreshed(app, current, issued), f -> failed(app, f)));
    }

    private Future<JobResult> refreshed(App app, Secret current, LongLived issued) {
        shared.failures().succeeded(app.name());
        return new RefreshAnswer(shared, command, answer).answer(app, current, issued);
    }

    private Future<JobResult> verify(App app, Secret current) {
        return app.provider()
                .me(current)
                .compose(reply ->
                        reply.match(profile -> verified(app, current, profile), failure -> failed(app, failure)));
    }

    /** Inspection, if the provider answers it, only adds ends and scopes. */
    private Future<JobResult> verified(App app, Secret current, Profile profile) {
        shared.failures().succeeded(app.name());
        if (!isOurs(profile)) {
            log.atError()
                    .addKeyValue("account", command.getAccount())
                    .log("the token of an account belongs to another account");
            return answer.refused(FailureClass.BAD_REQUEST, null);
        }
        RefreshOutcome.Builder outcome =
                answer.begin(RefreshResult.VERIFIED, FailureClass.NONE).setDisplayName(profile.displayName());
        return app.provider()
                .inspect(current)
                .compose(reply -> answer.outcome(reply.match(
                        inspection -> outcome.setExpiresAt(inspection.expiresAt())
                                .setDataAccessExpiresAt(inspection.dataAccessExpiresAt())
                                .setScopes(inspection.scopes())
                                .setMissingScopes(answer.missing(app, inspection.scopes())),
                        failure -> outcome)));
    }

    /** An account may have several ids, and the provider may return any of them. */
    private boolean isOurs(Profile profile) {
        String id = token.getAccountId();
        return profile.accountId().equals(id)
                || profile.aliases().contains(id)
                || token.getAliases().contains(profile.accountId());
    }

    private Future<JobResult> derive(App app, Secret current) {
        return app.provider().pages(current, token.getAccountId(), LIST_LIMIT).compose(list -> {
            Failure failure = list.failure();
            return failure != null && list.isRefused() ? failed(app, failure) : derived(app, list);
        });
    }

    /** Offers each Page its token before the list is published under the person's key. */
    private Future<JobResult> derived(App app, PageList list) {
        Failure failure = list.failure();
        if (failure == null) {
            shared.failures().succeeded(app.name());
        } else {
            // Some Pages came. The failure may still concern the app and so all its other calls.
            FailureEffect unused = shared.failures().failed(app.name(), caller, failure);
        }
        return new DeriveAnswer(shared, token, answer).answer(list);
    }

    /** A dead token has no grant left to revoke. */
    private Future<JobResult> revoke(App app, Secret current) {
        return app.provider()
                .revoke(current, token.getAccountId())
                .compose(reply -> reply.match(
                        revoked -> revoked(app),
                        failure -> failure.kind() == FailureKind.REAUTHORIZE ? revoked(app) : failed(app, failure)));
    }

    private Future<JobResult> revoked(App app) {
        shared.failures().succeeded(app.name());
        return answer.plain(RefreshResult.REVOKED);
    }

    private Future<JobResult> failed(App app, Failure failure) {
        FailureClass why = FailureClasses.of(failure.kind());
        return shared.failures()
                .failed(app.name(), caller, failure)
                .match(
                        () -> answer.tryAgain(why, failure, null),
                        limited -> answer.tryAgain(
                                why,
                                failure,
                                limited.pause()
                                        .map(shared.clock().instant()::plus)
                                        .orElse(null)),
                        refused -> answer.tryAgain(
                                why,
                                failure,
                                refused.cooldown().map(Cooldown::until).orElse(null)),
                        () -> answer.refused(why, failure));
    }
}
