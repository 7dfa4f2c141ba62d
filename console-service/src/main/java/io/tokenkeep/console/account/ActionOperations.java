package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.NotReadBackException;
import io.tokenkeep.kit.table.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The operations of the API that have something done about one account, and show what became of it. */
public final class ActionOperations {

    private final Parts parts;

    /**
     * What actions are asked for with.
     *
     * @param readBack how long an acknowledged command may take until it is read; then the request fails
     */
    public record Parts(
            Vertx vertx,
            AccountSearch accounts,
            AskedActions actions,
            AccountCommands commands,
            AuditLog audit,
            Claims claims,
            Duration readBack) {}

    public ActionOperations(Parts parts) {
        this.parts = parts;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("startAction", this::start, "showAction", this::show);
    }

    private Future<ApiResponse> start(ApiRequest request) {
        AccountAction wanted = AccountAction.valueOf(request.body().getString("action"));
        checkRead();
        return parts.accounts().named(request).compose(status -> parts.claims()
                .of(request)
                .compose(claim -> start(request, status, wanted, claim.idOf("action"))));
    }

    /** A repeated request has the action that it began, also if the account was ended since. */
    private Future<ApiResponse> start(ApiRequest request, AccountStatus status, AccountAction wanted, String id) {
        String account = AccountJson.key(status);
        Optional<AskedAction> before = find(id, account);
        if (before.isPresent()) {
            return Future.succeededFuture(ApiResponse.accepted(before.get().json()));
        }
        if (!AccountAction.isPossibleIn(status.getState())) {
            return Future.failedFuture(ended(status.getState(), wanted).exception());
        }
        // The audit outlives the deletion of a person's data, so it does not name the account; the command does, under
        // the same id.
        return parts.audit()
                .add(request, id, "accounts", wanted.name() + " of an account of " + status.getApp())
                .compose(audited -> write(id, account, wanted))
                .map(position -> ApiResponse.accepted(new AskedAction(id, account, wanted, null).json(), position));
    }

    private Future<Position> write(String id, String account, AccountAction wanted) {
        CompletableFuture<Position> read = parts.actions().expect(id);
        return parts.commands()
                .write(id, account, wanted, false)
                .compose(acknowledged -> Future.fromCompletionStage(
                                read, parts.vertx().getOrCreateContext())
                        .timeout(parts.readBack().toMillis(), TimeUnit.MILLISECONDS))
                .recover(failure -> {
                    parts.actions().unexpect(id);
                    return Future.failedFuture(
                            failure instanceof TimeoutException ? new NotReadBackException() : failure);
                });
    }

    private Future<ApiResponse> show(ApiRequest request) {
        checkRead();
        return parts.accounts().named(request).map(status -> find(request.path("actionId"), AccountJson.key(status))
                .map(action -> ApiResponse.ok(action.json()))
                .orElseThrow(() -> Problem.notFound("action of this id on the account, asked for within 7 days,")
                        .exception()));
    }

    private Optional<AskedAction> find(String id, String account) {
        return parts.actions().find(id).filter(action -> action.account().equals(account));
    }

    private void checkRead() {
        if (!parts.actions().isReady()) {
            throw Problem.notReady("This instance has not read all actions on accounts yet.")
                    .exception();
        }
    }

    private static Problem ended(StatusState state, AccountAction wanted) {
        return new Problem(
                409,
                "ended",
                "The account was ended",
                "The account is " + state + ", so there is nothing for " + wanted
                        + " to act on. A new consent of the person brings it back.");
    }
}
