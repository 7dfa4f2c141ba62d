package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.BulkStep;
import io.tokenkeep.avro.StateCount;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.AccountFilter;
import io.tokenkeep.console.account.AccountFilters;
import io.tokenkeep.console.account.AccountIndex;
import io.tokenkeep.console.account.AccountSearch;
import io.tokenkeep.console.account.AccountSelection;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.api.TimedPlace;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The operations of the API on bulk actions. */
public final class BulkOperations {

    private final Parts parts;
    private final AccountSearch searches;
    private final AccountParts accountParts;
    /** How many accounts are listed here and not announced on Kafka yet. */
    private final AtomicInteger reserved = new AtomicInteger();

    /**
     * What it reads and writes.
     *
     * @param resultsRead whether all answers were read that were there at the start
     */
    public record Parts(
            Vertx vertx,
            BulkActions bulks,
            BooleanSupplier resultsRead,
            AccountIndex index,
            BulkWriter writer,
            Claims claims) {}

    public BulkOperations(Parts parts) {
        this.parts = parts;
        this.searches = new AccountSearch(parts.vertx(), parts.index());
        this.accountParts = new AccountParts(parts.vertx(), parts.bulks(), parts.writer());
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "createBulkAction",
                this::create,
                "listBulkActions",
                request -> Future.succeededFuture(list(request)),
                "showBulkAction",
                request -> Future.succeededFuture(ApiResponse.ok(BulkJson.of(seen(request)))),
                "startBulkAction",
                this::start,
                "cancelBulkAction",
                this::cancel,
                "exportBulkAction",
                this::export);
    }

    /** The answer comes once the accounts are listed and counted; their keys go to Kafka behind it. */
    private Future<ApiResponse> create(ApiRequest request) {
        checkRead();
        BulkKind kind = BulkKind.valueOf(request.body().getString("action"));
        checkRole(request, kind);
        JsonObject json = request.body().getJsonObject("filter");
        AccountFilter filter = AccountFilters.of(json);
        return parts.claims().of(request).compose(claim -> {
            String id = BulkIndex.PREFIX + claim.idOf("bulk");
            Optional<BulkView> made = parts.bulks().find(id);
            return made.isPresent()
                    ? Future.succeededFuture(created(made.get()))
                    : searches.run(request, () -> select(request, filter))
                            .compose(
                                    selection -> write(request, record(request, id, kind, json, selection), selection));
        });
    }

    /** One at a time, because each may list as many accounts as there is room for. */
    private synchronized AccountSelection select(ApiRequest request, AccountFilter filter) {
        int room = parts.bulks().room() - reserved.get();
        if (room < 0) {
            throw Problem.full("There are " + BulkActions.MOST
                            + " bulk actions of the last 30 days, or bulk actions have more"
                            + " accounts than bulk.accounts.limit.")
                    .exception();
        }
        AccountSelection selection = parts.index().select(filter, request.caller(), room);
        if (selection.total() > room) {
            throw Problem.full("The filter finds " + selection.total() + " accounts, and bulk actions may have "
                            + room + " more. Cancel some that nobody started, choose a narrower filter, or"
                            + " have bulk.accounts.limit raised.")
                    .exception();
        }
        reserved.addAndGet(selection.keys().size());
        return selection;
    }

    private BulkRecord record(
            ApiRequest request, String id, BulkKind kind, JsonObject filter, AccountSelection selection) {
        BulkScope scope = BulkScope.of(request.caller());
        return parts.writer()
                .step(id, BulkStep.CREATED)
                .setKeyId(request.caller().keyId())
                .setAction(kind.command())
                .setFilter(filter.encode())
                .setTotal(Math.toIntExact(selection.total()))
                .setCounts(selection.counts().entrySet().stream()
                        .filter(count -> count.getKey() != StatusState.DELETED)
                        .map(count -> new StateCount(count.getKey(), Math.toIntExact(count.getValue())))
                        .toList())
                .setClients(List.copyOf(scope.clients()))
                .setUnassigned(scope.unassigned())
                .build();
    }

    /**
     * Another instance may have been asked the same at once; then its record is the first, and its list counts. A record that was not read
     * back in time may take effect later, so its accounts are written also after a failure.
     */
    private Future<ApiResponse> write(ApiRequest request, BulkRecord record, AccountSelection selection) {
        return parts.writer()
                .write(request, record, record.getAction() + " for " + record.getTotal() + " accounts, not started")
                .onComplete(read -> {
                    reserved.addAndGet(-selection.keys().size());
                    accountParts.write(record, selection.keys());
                })
                .map(read -> created(parts.bulks().find(record.getBulkId()).orElseThrow(() -> Problem.full(
                                "Bulk actions have too many accounts.")
                        .exception())));
    }

    private static ApiResponse created(BulkView bulk) {
        return ApiResponse.made(BulkJson.of(bulk), bulk.created().position());
    }

    private ApiResponse list(ApiRequest request) {
        checkRead();
        TimedPlace after = request.query("after")
                .map(text -> TimedPlace.parse(text)
                        .orElseThrow(() -> Problem.invalid("after: send the next of the page before, or leave it out.")
                                .exception()))
                .orElse(null);
        return Pages.of(
                request,
                most -> parts.bulks().page(after, scope -> scope.isSeenBy(request.caller()), most),
                bulk -> bulk.place().toString(),
                BulkJson::of);
    }

    private Future<ApiResponse> start(ApiRequest request) {
        BulkView bulk = seen(request);
        BulkKind.of(bulk.created().record().getAction()).ifPresent(kind -> checkRole(request, kind));
        if (bulk.started() != null && bulk.cancelled() == null) {
            return Future.succeededFuture(done(bulk, bulk.started()));
        }
        if (bulk.state() != BulkState.PREPARED) {
            throw wrongState(bulk);
        }
        return step(request, bulk, BulkStep.STARTED).map(now -> {
            if (now.started() == null) {
                throw wrongState(now);
            }
            return done(now, now.started());
        });
    }

    private Future<ApiResponse> cancel(ApiRequest request) {
        BulkView bulk = seen(request);
        if (bulk.cancelled() != null) {
            return Future.succeededFuture(done(bulk, bulk.cancelled()));
        }
        if (bulk.state() == BulkState.ENDED || bulk.state() == BulkState.EXPIRED) {
            throw wrongState(bulk);
        }
        return step(request, bulk, BulkStep.CANCELLED).map(now -> done(now, now.cancelled()));
    }

    private Future<BulkView> step(ApiRequest request, BulkView bulk, BulkStep step) {
        BulkRecord record = parts.writer()
                .step(bulk.id(), step)
                .setKeyId(request.caller().keyId())
                .build();
        return parts.writer().write(request, record, step.name()).map(read -> seen(request));
    }

    private static ApiResponse done(BulkView bulk, BulkView.@Nullable Step step) {
        Position position = (step == null ? bulk.created() : step).position();
        return ApiResponse.done(BulkJson.of(bulk), position);
    }

    private Future<ApiResponse> export(ApiRequest request) {
        BulkView bulk = seen(request);
        return searches.run(
                request,
                () -> ApiResponse.csv(
                        new BulkCsv(parts.bulks(), parts.index(), request.caller(), bulk.id()).list(parts.vertx())));
    }

    private BulkView seen(ApiRequest request) {
        checkRead();
        return parts.bulks()
                .find(request.path("bulkId"))
                .filter(bulk -> bulk.isSeenBy(request.caller()))
                .orElseThrow(() -> Problem.notFound("bulk action").exception());
    }

    private void checkRead() {
        if (!parts.bulks().caughtUp() || !parts.resultsRead().getAsBoolean()) {
            throw Problem.notReady("This instance has not read all bulk actions and their results yet.")
                    .exception();
        }
    }

    private static void checkRole(ApiRequest request, BulkKind kind) {
        if (!request.caller().may(kind.role())) {
            throw Problem.forbidden("The bulk action " + kind + " needs the role " + kind.role() + ".")
                    .exception();
        }
    }

    private static Problem.Refused wrongState(BulkView bulk) {
        String detail =
                switch (bulk.state()) {
                    case PREPARING -> "Its list is being written. Try again in a moment.";
                    case EXPIRED -> "It was not started within an hour. Make another one, whose list is new.";
                    default -> "Nothing was changed.";
                };
        return new Problem(
                        409,
                        "wrong-state",
                        "The bulk action is in another state",
                        "The bulk action is " + bulk.state() + ". " + detail)
                .exception();
    }
}
