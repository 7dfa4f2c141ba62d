package io.tokenkeep.callback.meta;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.callback.deletion.DeletionPath;
import io.tokenkeep.callback.follow.FoldedStore;
import io.tokenkeep.callback.publish.NotPublishedException;
import io.tokenkeep.callback.publish.RecordPublisher;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Meta's calls. One is accepted once Kafka has all that follows from it; until then its sender is told to call
 * again, and what comes again is written under the same names. To be called on an event loop.
 */
public final class MetaCalls {

    private static final Logger log = LoggerFactory.getLogger(MetaCalls.class);

    private final Apps apps;
    private final Terms terms;
    private final RecordPublisher publisher;
    private final FoldedStore<DataDeletion> deletions;
    private final InstantSource clock;
    private final CallMetrics metrics;

    /**
     * What calls are measured by.
     *
     * @param url where people reach this service
     * @param longestAge of a call, and how far ahead of our clock it may be; empty for any
     */
    public record Terms(URI url, Optional<Duration> longestAge) {}

    public MetaCalls(
            Apps apps,
            Terms terms,
            RecordPublisher publisher,
            FoldedStore<DataDeletion> deletions,
            InstantSource clock,
            CallMetrics metrics) {
        this.apps = apps;
        this.terms = terms;
        this.publisher = publisher;
        this.deletions = deletions;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Answers a call whose field {@code signed_request} is {@code signed}. */
    public Future<CallAnswer> receive(CallKind kind, String app, @Nullable String signed) {
        SignedRequest request;
        try {
            request = believed(app, signed);
        } catch (CallRefusedException e) {
            return Future.succeededFuture(refuse(kind, app, e.refusal()));
        }
        AccountKey account = new AccountKey(app, request.userId());
        return (kind == CallKind.DELETE ? delete(account, request) : deauthorize(account, request))
                .onSuccess(done -> accepted(kind, app, request))
                .recover(failure -> notTaken(kind, app, failure));
    }

    /** What was sent cannot even be read. */
    public CallAnswer unreadable(CallKind kind, String app, boolean tooLarge) {
        Refusal refusal = tooLarge ? Refusal.TOO_LARGE : Refusal.MALFORMED;
        return refuse(kind, app, apps.find(app).isEmpty() ? Refusal.UNKNOWN_APP : refusal);
    }

    private SignedRequest believed(String name, @Nullable String signed) throws CallRefusedException {
        AppConfig app = apps.find(name).orElseThrow(() -> new CallRefusedException(Refusal.UNKNOWN_APP));
        if (app.clientSecrets().isEmpty()) {
            throw new CallRefusedException(Refusal.NO_SECRETS);
        }
        if (signed == null) {
            throw new CallRefusedException(Refusal.MALFORMED);
        }
        SignedRequest request = SignedRequest.read(app.clientSecrets(), signed);
        Duration age = Duration.between(request.issuedAt(), clock.instant()).abs();
        if (terms.longestAge().filter(longest -> age.compareTo(longest) > 0).isPresent()) {
            throw new CallRefusedException(Refusal.STALE);
        }
        return request;
    }

    private Future<CallAnswer> deauthorize(AccountKey account, SignedRequest request) {
        return command(CallKind.DEAUTHORIZE, account, request, null).map(acknowledged -> CallAnswer.taken());
    }

    /** The receipt comes first: a command nobody can look up would be worse than a receipt whose command comes again. */
    private Future<CallAnswer> delete(AccountKey account, SignedRequest request) {
        String code = CallNames.confirmationCode(account, request);
        CallAnswer answer = CallAnswer.deletion(terms.url().resolve(DeletionPath.of(code)), code);
        DeletionState known = deletions.find(code).map(DataDeletion::getState).orElse(DeletionState.UNKNOWN);
        if (known == DeletionState.DONE) {
            // Written again, a receipt would be the younger record, and the one compaction keeps.
            return Future.succeededFuture(answer);
        }
        // While the topic is still being read it may hold the end of this deletion, and a receipt would hide that.
        Future<Void> receipt = known == DeletionState.UNKNOWN && deletions.caughtUp()
                ? publisher.publish(Topics.DATA_DELETIONS.record(code, receipt(account, request, code)))
                : Future.succeededFuture();
        return receipt.compose(acknowledged -> command(CallKind.DELETE, account, request, code))
                .map(acknowledged -> answer);
    }

    private static DataDeletion receipt(AccountKey account, SignedRequest request, String code) {
        return DataDeletion.newBuilder()
                .setConfirmationCode(code)
                .setApp(account.app())
                .setState(DeletionState.RECEIVED)
                .setRequestedAt(request.issuedAt())
                .build();
    }

    private Future<Void> command(CallKind kind, AccountKey account, SignedRequest request, @Nullable String code) {
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId(CallNames.requestId(kind, account, request))
                .setAccount(account.toString())
                .setKind(kind.command())
                .setRequestedAt(clock.instant())
                .setSignedAt(request.issuedAt())
                .setConfirmationCode(code)
                .build();
        return publisher.publish(Topics.ACCOUNT_COMMANDS.record(account.toString(), command));
    }

    private void accepted(CallKind kind, String app, SignedRequest request) {
        metrics.accepted(app, kind, request.position());
        log.atInfo()
                .addKeyValue("app", app)
                .addKeyValue("kind", kind)
                .addKeyValue("secret", request.position())
                .log("a call from Meta is taken");
    }

    private CallAnswer refuse(CallKind kind, String app, Refusal refusal) {
        metrics.refused(app, kind, refusal);
        return CallAnswer.refused(refusal);
    }

    private Future<CallAnswer> notTaken(CallKind kind, String app, Throwable failure) {
        if (!(failure instanceof NotPublishedException not)) {
            return Future.failedFuture(failure);
        }
        String reason = not.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        metrics.notTaken(app, kind, "kafka-" + reason);
        log.atWarn()
                .addKeyValue("app", app)
                .addKeyValue("kind", kind)
                .addKeyValue("reason", reason)
                .log("a call from Meta could not be written and was told to come again");
        return Future.succeededFuture(CallAnswer.tryAgain());
    }
}
