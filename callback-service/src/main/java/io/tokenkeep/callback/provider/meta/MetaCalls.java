package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.callback.deletion.DeletionPath;
import io.tokenkeep.callback.provider.CallKind;
import io.tokenkeep.callback.provider.CallResponse;
import io.tokenkeep.callback.provider.Freshness;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.callback.publish.IdempotentWrites;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts Meta's calls. A call is accepted once Kafka has all its records. Until then the answer asks Meta to call again, and a
 * repeated call is written under the same ids. An accepted call is not written again, because anybody who once saw a signed text
 * can send it any number of times. Called on an event loop.
 */
final class MetaCalls implements ProviderCalls {

    private static final Logger log = LoggerFactory.getLogger(MetaCalls.class);

    /** Accepted calls that are remembered, in a few megabytes; a forgotten call that is repeated is written again. */
    private static final int REMEMBERED = 10_000;

    /** The states of a deletion in which the same text changes nothing any more. */
    private static final Set<DeletionState> OVER = EnumSet.of(DeletionState.DONE, DeletionState.SUPERSEDED);

    private final Apps apps;
    private final URI url;
    private final Freshness freshness;
    private final RecordPublisher publisher;
    private final FoldedStore<DataDeletion> deletions;
    private final InstantSource clock;
    private final CallMetrics metrics;
    private final IdempotentWrites writes = new IdempotentWrites(REMEMBERED);

    MetaCalls(Parts parts) {
        this.apps = parts.apps();
        this.url = parts.url();
        this.freshness = parts.freshness();
        this.publisher = parts.publisher();
        this.deletions = parts.deletions();
        this.clock = parts.clock();
        this.metrics = new CallMetrics(parts.registry());
    }

    @Override
    public Future<CallResponse> receive(CallKind kind, String app, Map<String, String> form) {
        SignedRequest request;
        try {
            request = verified(app, form.get("signed_request"));
        } catch (CallRefusedException e) {
            return Future.succeededFuture(refuse(kind, app, e.refusal()));
        }
        AccountKey account = new AccountKey(app, request.userId());
        boolean repeated = isWritten(kind, account, request);
        return (repeated ? Future.<Void>succeededFuture() : written(kind, account, request))
                .map(done -> accepted(kind, account, request, repeated))
                .recover(failure -> notTaken(kind, app, failure));
    }

    @Override
    public CallResponse unreadable(CallKind kind, String app, boolean tooLarge) {
        CallRefusal refusal = tooLarge ? CallRefusal.TOO_LARGE : CallRefusal.MALFORMED;
        return refuse(kind, app, apps.find(app).isEmpty() ? CallRefusal.UNKNOWN_APP : refusal);
    }

    @Override
    public CallResponse postOnly() {
        return CallResponse.refused(405, "Meta's calls come to this address, by POST.");
    }

    @Override
    public Component health() {
        return Component.of("meta-calls", this::secrets);
    }

    /** Without any secret here it is meant; without one for some apps it is a gap. */
    private CheckResult secrets() {
        List<String> without = apps.all().stream()
                .filter(app -> app.client().secrets().isEmpty())
                .map(AppConfig::name)
                .toList();
        return without.isEmpty() || without.size() == apps.all().size()
                ? CheckResult.ok()
                : CheckResult.failed("Meta's deauthorize and deletion calls are refused without client.secrets in"
                        + " callback-service: " + String.join(", ", without));
    }

    private SignedRequest verified(String name, @Nullable String signed) throws CallRefusedException {
        AppConfig app = apps.find(name).orElseThrow(() -> new CallRefusedException(CallRefusal.UNKNOWN_APP));
        if (app.client().secrets().isEmpty()) {
            throw new CallRefusedException(CallRefusal.NO_SECRETS);
        }
        if (signed == null) {
            throw new CallRefusedException(CallRefusal.MALFORMED);
        }
        SignedRequest request = SignedRequest.read(app.client().secrets(), signed);
        if (!freshness.covers(request.issuedAt(), clock.instant())) {
            throw new CallRefusedException(CallRefusal.STALE);
        }
        return request;
    }

    /**
     * No field of a text names the address that it was made for. After the text of a deletion is written, the same text needs no
     * removal. The text of a removal may also be that of a deletion in the same second, and a deletion must not be lost.
     */
    private boolean isWritten(CallKind kind, AccountKey account, SignedRequest request) {
        return writes.isWritten(CallNames.requestId(kind, account, request))
                || writes.isWritten(CallNames.requestId(CallKind.DELETE, account, request))
                || OVER.contains(known(CallNames.confirmationCode(account, request)));
    }

    private Future<Void> written(CallKind kind, AccountKey account, SignedRequest request) {
        return writes.write(
                CallNames.requestId(kind, account, request),
                () -> kind == CallKind.DELETE
                        ? delete(account, request, CallNames.confirmationCode(account, request))
                        : command(kind, account, request, null));
    }

    /**
     * Writes the receipt first: a command that nobody can look up would be worse than a receipt whose command comes again. Writes
     * no receipt while the topic is still being read: the topic may hold the end of this deletion, and compaction would keep the
     * receipt instead.
     */
    private Future<Void> delete(AccountKey account, SignedRequest request, String code) {
        Future<Void> receipt = known(code) == DeletionState.UNKNOWN && deletions.caughtUp()
                ? publisher.publish(Topics.DATA_DELETIONS.record(code, receipt(account, request, code)))
                : Future.succeededFuture();
        return receipt.compose(acknowledged -> command(CallKind.DELETE, account, request, code));
    }

    private DeletionState known(String code) {
        return deletions.find(code).map(DataDeletion::getState).orElse(DeletionState.UNKNOWN);
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

    /** A repeated call is not logged, because anybody may repeat it any number of times. */
    private CallResponse accepted(CallKind kind, AccountKey account, SignedRequest request, boolean repeated) {
        if (repeated) {
            metrics.repeated(account.app(), kind);
        } else {
            metrics.accepted(account.app(), kind, request.position());
            log.atInfo()
                    .addKeyValue("app", account.app())
                    .addKeyValue("kind", kind)
                    .addKeyValue("secret", request.position())
                    .log("a call from Meta is accepted");
        }
        if (kind == CallKind.DEAUTHORIZE) {
            return CallResponse.taken();
        }
        String code = CallNames.confirmationCode(account, request);
        return CallResponse.deletion(url.resolve(DeletionPath.of(code)), code);
    }

    private CallResponse refuse(CallKind kind, String app, CallRefusal refusal) {
        metrics.refused(app, kind, refusal);
        return CallResponse.refused(refusal.status(), refusal.text());
    }

    private Future<CallResponse> notTaken(CallKind kind, String app, Throwable failure) {
        if (!(failure instanceof NotPublishedException not)) {
            return Future.failedFuture(failure);
        }
        String reason = not.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        metrics.notTaken(app, kind, "kafka-" + reason);
        log.atWarn()
                .addKeyValue("app", app)
                .addKeyValue("kind", kind)
                .addKeyValue("reason", reason)
                .log("a call from Meta could not be written; the answer asks Meta to call again");
        return Future.succeededFuture(CallResponse.tryAgain());
    }
}
