package io.tokenkeep.console.assign;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.vertx.core.Future;
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

/** The operation of the API that assigns accounts to clients by hand. */
public final class AssignmentOperations {

    /** Fewer than may be on their way to Kafka. */
    private static final int PART = 100;

    private final Assignments assignments;
    private final AuditLog audit;
    private final Claims claims;
    private final Predicate<String> isClient;

    private record Assignment(String account, @Nullable String client) {}

    /** @param isClient whether there is a client of this id */
    public AssignmentOperations(
            RecordPublisher publisher, AuditLog audit, Claims claims, Predicate<String> isClient, InstantSource clock) {
        this.assignments = new Assignments(publisher, clock);
        this.audit = audit;
        this.claims = claims;
        this.isClient = isClient;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("assignAccounts", this::assign);
    }

    /** Nothing is written if one of the assignments cannot be followed. */
    private Future<ApiResponse> assign(ApiRequest request) {
        List<Assignment> wanted = wanted(request.body().getJsonArray("assignments"));
        return claims.of(request)
                .compose(claim -> audit.add(request, claim.idOf("assignments"), "accounts", wanted.size() + " accounts")
                        .compose(audited -> write(claim, wanted, 0)))
                .map(written -> ApiResponse.accepted(new JsonObject().put("accepted", wanted.size())));
    }

    private Future<Void> write(Claim claim, List<Assignment> wanted, int from) {
        if (from >= wanted.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(from + PART, wanted.size());
        List<Future<Void>> part = new ArrayList<>();
        for (int i = from; i < end; i++) {
            // Begins with the id of the audit entry, so that the entry is found from a command.
            String requestId = claim.idOf("assignments") + "." + i;
            Assignment one = wanted.get(i);
            part.add(assignments.assign(requestId, one.account(), one.client()));
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
            if (RecordCheck.problem(account, Instant.EPOCH) != null) {
                throw refused(place + "account: write it as <app>:<account id>.");
            }
            if (!accounts.add(account)) {
                throw refused(place + "account: name each account once.");
            }
            String client = json.getString("client");
            if (client != null && !isClient.test(client)) {
                throw refused(place + "client: there is no client " + client + ".");
            }
            wanted.add(new Assignment(account, client));
        }
        return wanted;
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
