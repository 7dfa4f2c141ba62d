package io.tokenkeep.console.assign;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.ClientRuleId;
import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.Edited;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The operations of the API on client rules. A rule counts for each consent that follows. A rule that names an account or a Page by its
 * id also moves this account now, if there is one.
 */
public final class RuleOperations {

    private final RecordTable<ClientRule> table;
    private final TableEditor<ClientRule> editor;
    private final Claims claims;
    private final Collection<String> apps;
    private final Predicate<String> isClient;
    private final Assignments assignments;

    /**
     * What rules are checked and followed with.
     *
     * @param apps the apps of this installation
     * @param isClient whether there is a client of this id
     */
    public record Parts(
            RecordTable<ClientRule> table,
            TableEditor<ClientRule> editor,
            Claims claims,
            Collection<String> apps,
            Predicate<String> isClient,
            RecordPublisher publisher,
            InstantSource clock) {}

    public RuleOperations(Parts parts) {
        this.table = parts.table();
        this.editor = parts.editor();
        this.claims = parts.claims();
        this.apps = parts.apps();
        this.isClient = parts.isClient();
        this.assignments = new Assignments(parts.publisher(), parts.clock());
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "listRules", this::list,
                "createRule", this::create,
                "showRule", this::show,
                "changeRule", this::change,
                "deleteRule", this::delete);
    }

    private Future<ApiResponse> list(ApiRequest request) {
        String client = request.query("client").orElse(null);
        return Future.succeededFuture(Pages.of(
                request,
                table,
                rule -> !rule.getDeleted() && (client == null || client.equals(rule.getClient())),
                RuleOperations::json));
    }

    private Future<ApiResponse> create(ApiRequest request) {
        JsonObject body = request.body();
        String app = body.getString("app");
        if (!apps.contains(app)) {
            throw refused("app: " + app + " is none of " + apps + " (links.apps of console-service).");
        }
        ExpectedKind kind = ExpectedKind.valueOf(body.getString("kind"));
        String value = body.getString("value");
        if (kind != ExpectedKind.HANDLE && RecordCheck.problem(app + ':' + value, Instant.EPOCH) != null) {
            throw refused("value: is no id of an account.");
        }
        String client = client(body);
        String ruleId = ClientRuleId.of(app, kind, value);
        return claims.of(request)
                .compose(claim -> editor.create(
                        request,
                        claim.idOf("rule"),
                        ruleId,
                        ClientRule::getCreationId,
                        version -> new ClientRule(
                                ruleId,
                                version,
                                version.getChangeId(),
                                version.getChangedAt(),
                                app,
                                kind,
                                value,
                                client,
                                false),
                        Problem.exists("a rule for this account, with the id " + ruleId)))
                .compose(this::applied)
                .map(made -> ApiResponse.created(
                        json(made.record()), made.record().getVersion().getSequence(), made.position()));
    }

    private Future<ApiResponse> show(ApiRequest request) {
        String id = request.path("ruleId");
        return editor.find(id)
                .map(rule -> Future.succeededFuture(
                        ApiResponse.ok(json(rule), rule.getVersion().getSequence())))
                .orElseGet(() -> Future.failedFuture(editor.notFound(id).exception()));
    }

    private Future<ApiResponse> change(ApiRequest request) {
        String client = client(request.body());
        return editor.change(
                        request, request.path("ruleId"), rule -> true, (rule, version) -> ClientRule.newBuilder(rule)
                                .setVersion(version)
                                .setClient(client)
                                .build())
                .compose(this::applied)
                .map(edited -> ApiResponse.changed(
                        json(edited.record()), edited.record().getVersion().getSequence(), edited.position()));
    }

    private Future<ApiResponse> delete(ApiRequest request) {
        return editor.change(request, request.path("ruleId"), rule -> true, RuleOperations::deleted)
                .map(edited -> ApiResponse.gone(edited.position()));
    }

    /** What stays of a deleted rule until it is forgotten. */
    public static ClientRule deleted(ClientRule rule, RecordVersion version) {
        return ClientRule.newBuilder(rule)
                .setVersion(version)
                .setValue("")
                .setClient(null)
                .setDeleted(true)
                .build();
    }

    /** A handle names no account key, so a rule for it counts from the next consent on. */
    private Future<Edited<ClientRule>> applied(Edited<ClientRule> edited) {
        ClientRule rule = edited.record();
        return rule.getKind() == ExpectedKind.HANDLE
                ? Future.succeededFuture(edited)
                : assignments
                        .assign(
                                rule.getVersion().getChangeId(),
                                new AccountKey(rule.getApp(), rule.getValue()).toString(),
                                Objects.requireNonNull(rule.getClient()))
                        .map(edited);
    }

    private String client(JsonObject body) {
        String client = body.getString("client");
        if (!isClient.test(client)) {
            throw refused("client: there is no client " + client + ".");
        }
        return client;
    }

    private static JsonObject json(ClientRule rule) {
        return new JsonObject()
                .put("id", rule.getRuleId())
                .put("app", rule.getApp())
                .put("kind", rule.getKind().name())
                .put("value", rule.getValue())
                .put("client", rule.getClient())
                .put("version", rule.getVersion().getSequence())
                .put("createdAt", rule.getCreatedAt().toString())
                .put("changedAt", rule.getVersion().getChangedAt().toString())
                .put("changedBy", rule.getVersion().getChangedBy());
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
