package io.tokenkeep.console.assign;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvFields;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvTable;
import io.tokenkeep.console.csv.CsvText;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operations of the API that assign accounts to clients by hand. */
public final class AssignmentOperations {

    /** Fewer than may be on their way to Kafka. */
    private static final int PART = 100;

    private final Vertx vertx;
    private final Assignments assignments;
    private final AuditLog audit;
    private final Claims claims;
    private final Predicate<String> isClient;
    private final RowBatch batch;
    private final CsvTable<Assignment> table;

    private record Assignment(String account, @Nullable String client) {}

    /** @param isClient whether there is a client of this id */
    public AssignmentOperations(
            Vertx vertx,
            RecordPublisher publisher,
            AuditLog audit,
            Claims claims,
            Predicate<String> isClient,
            InstantSource clock) {
        this.assignments = new Assignments(publisher, clock);
        this.audit = audit;
        this.claims = claims;
        this.isClient = isClient;
        this.vertx = vertx;
        this.batch = new RowBatch(vertx);
        this.table = new CsvTable<>("account", Set.of("account", "client"), this::ofRow);
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("assignAccounts", this::assign, "importAssignments", this::read);
    }

    /** Nothing is written if one of the assignments cannot be followed. */
    private Future<ApiResponse> assign(ApiRequest request) {
        List<Assignment> wanted = wanted(request.body().getJsonArray("assignments"));
        return claims.of(request)
                .compose(claim -> audit.add(request, claim.idOf("assignments"), "accounts", wanted.size() + " accounts")
                        .compose(audited -> write(claim, wanted, 0)))
                .map(written -> ApiResponse.accepted(new JsonObject().put("accepted", wanted.size())));
    }

    /** A row that cannot be followed fails alone. */
    private Future<ApiResponse> read(ApiRequest request) {
        return vertx.executeBlocking(() -> table.read(request.content()), false).compose(rows -> claims.of(request)
                .compose(claim -> audit.add(request, claim.idOf("assignments"), "accounts", rows.size() + " rows")
                        .compose(audited -> batch.run(rows, (index, one) -> assignments
                                .assign(requestId(claim, index), one.account(), one.client())
                                .map(one))))
                .map(done -> ApiResponse.csv(answer(done), List.of())));
    }

    private static Buffer answer(List<CsvRow<Assignment>> rows) {
        return CsvText.of(List.of(List.of("line", "account", "client", "problem")), names -> names)
                .appendBuffer(CsvText.of(
                        rows,
                        row -> List.of(
                                Long.toString(row.line()),
                                Cells.id(row.value().map(Assignment::account).orElse("")),
                                Cells.id(row.value().map(Assignment::client).orElse("")),
                                Cells.text(row.problem()))));
    }

    private Assignment ofRow(CsvFields row) {
        String account = row.find("account").orElseThrow(() -> refused("account: is missing."));
        return checked("", account, row.find("client").orElse(null));
    }

    /** Begins with the id of the audit entry, so that the entry is found from a command. */
    private static String requestId(Claim claim, int index) {
        return claim.idOf("assignments") + "." + index;
    }

    private Future<Void> write(Claim claim, List<Assignment> wanted, int from) {
        if (from >= wanted.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(from + PART, wanted.size());
        List<Future<Void>> part = new ArrayList<>();
        for (int i = from; i < end; i++) {
            Assignment one = wanted.get(i);
            part.add(assignments.assign(requestId(claim, i), one.account(), one.client()));
        }
        return Future.join(part).compose(written -> write(claim, wanted, end));
    }

    private List<Assignment> wanted(JsonArray body) {
        List<Assignment> wanted = new ArrayList<>();
        Set<String> accounts = new HashSet<>();
        for (int i = 0; i < body.size(); i++) {
            JsonObject json = body.getJsonObject(i);
            String account = json.getString("account");
            String place = "assignments/" + i + "/";
            if (!accounts.add(account)) {
                throw refused(place + "account: name each account once.");
            }
            wanted.add(checked(place, account, json.getString("client")));
        }
        return wanted;
    }

    private Assignment checked(String place, String account, @Nullable String client) {
        if (RecordCheck.problem(account, Instant.EPOCH) != null) {
            throw refused(place + "account: write it as <app>:<account id>.");
        }
        if (client != null && !isClient.test(client)) {
            throw refused(place + "client: there is no client " + client + ".");
        }
        return new Assignment(account, client);
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
