package io.tokenkeep.console.key;

import io.tokenkeep.account.ClientId;
import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.avro.ApiKey;
import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.console.edit.Edited;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the API on API keys. The text of a key that is made here is in the answer that makes it and nowhere else, so a
 * repeated request cannot have it again: it is answered with a conflict that says so. A key may also be made elsewhere; then the
 * request has its id and the hash of its secret, and no answer has its text.
 */
public final class KeyOperations {

    private static final Problem EXISTS = Problem.exists("an API key with this id");

    private final ConfiguredKeys configured;
    private final RecordTable<ApiKey> table;
    private final TableEditor<ApiKey> editor;
    private final Claims claims;
    private final RandomGenerator random;

    /**
     * @param configured the keys whose ids are taken by the settings
     * @param random must be cryptographically strong
     */
    public KeyOperations(
            ConfiguredKeys configured,
            RecordTable<ApiKey> table,
            TableEditor<ApiKey> editor,
            Claims claims,
            RandomGenerator random) {
        this.configured = configured;
        this.table = table;
        this.editor = editor;
        this.claims = claims;
        this.random = random;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "showCaller", request -> Future.succeededFuture(ApiResponse.ok(caller(request.caller()))),
                "listKeys",
                        request -> Future.succeededFuture(Pages.of(request, table, key -> true, KeyOperations::json)),
                "createKey", this::create,
                "showKey", this::show,
                "revokeKey", this::revoke);
    }

    private Future<ApiResponse> create(ApiRequest request) {
        NewKey wanted = NewKey.of(request.body());
        return claims.of(request).compose(claim -> create(request, wanted, claim));
    }

    private Future<ApiResponse> create(ApiRequest request, NewKey wanted, Claim claim) {
        String hash = wanted.secretHash();
        return hash == null ? generate(request, wanted, claim) : createByHash(request, wanted, hash, claim);
    }

    private Future<ApiResponse> generate(ApiRequest request, NewKey wanted, Claim claim) {
        ApiKeyText text = ApiKeyText.generate(claim.idOf("key"), random);
        return create(request, text.id(), text.id(), wanted, text.hash())
                .compose(made -> made.position() == null
                        ? Future.failedFuture(shownBefore(text.id()).exception())
                        : Future.succeededFuture(
                                created(made, json(made.record()).put("key", text.reveal()))));
    }

    private Future<ApiResponse> createByHash(ApiRequest request, NewKey wanted, String hash, Claim claim) {
        String id = Objects.requireNonNull(wanted.id(), "checked with the request");
        if (configured.contains(id)) {
            return Future.failedFuture(EXISTS.exception());
        }
        return create(request, claim.idOf("key"), id, wanted, hash).map(made -> created(made, json(made.record())));
    }

    private Future<Edited<ApiKey>> create(ApiRequest request, String changeId, String id, NewKey wanted, String hash) {
        return editor.create(
                request, changeId, id, ApiKey::getCreationId, version -> wanted.record(id, hash, version), EXISTS);
    }

    private static ApiResponse created(Edited<ApiKey> made, JsonObject json) {
        return ApiResponse.created(json, made.record().getVersion().getSequence(), made.position());
    }

    private static Problem shownBefore(String id) {
        return new Problem(
                409,
                "shown-before",
                "The API key was made by an earlier request, and its text was shown then",
                "If that answer was lost, revoke the key " + id + " and make another one.");
    }

    private Future<ApiResponse> show(ApiRequest request) {
        String id = request.path("keyId");
        return editor.find(id)
                .map(key -> Future.succeededFuture(
                        ApiResponse.ok(json(key), key.getVersion().getSequence())))
                .orElseGet(() -> Future.failedFuture(editor.notFound(id).exception()));
    }

    /** A key that is revoked already keeps the time at which it was. */
    private Future<ApiResponse> revoke(ApiRequest request) {
        return editor.change(request, request.path("keyId"), key -> true, KeyOperations::revoked)
                .map(edited -> ApiResponse.changed(
                        json(edited.record()), edited.record().getVersion().getSequence(), edited.position()));
    }

    private static ApiKey revoked(ApiKey key, RecordVersion version) {
        Instant before = key.getRevokedAt();
        return ApiKey.newBuilder(key)
                .setVersion(version)
                .setRevokedAt(before == null ? version.getChangedAt() : before)
                .build();
    }

    private static JsonObject caller(Caller caller) {
        return new JsonObject()
                .put("id", caller.keyId())
                .put("name", caller.name())
                .put("role", caller.role().name())
                .put("clients", new JsonArray(caller.clients().stream().sorted().toList()));
    }

    private static JsonObject json(ApiKey key) {
        JsonObject json = new JsonObject()
                .put("id", key.getKeyId())
                .put("name", key.getName())
                .put("role", key.getRole().name())
                .put("clients", new JsonArray(List.copyOf(key.getClients())))
                .put("secretHash", key.getSecretHash())
                .put("version", key.getVersion().getSequence())
                .put("createdAt", key.getCreatedAt().toString());
        putIfSet(json, "expiresAt", key.getExpiresAt());
        putIfSet(json, "revokedAt", key.getRevokedAt());
        return json;
    }

    private static void putIfSet(JsonObject json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }

    /** What a caller says of a key that is to be made. */
    private record NewKey(
            @Nullable String id,
            @Nullable String secretHash,
            String name,
            ApiRole role,
            List<String> clients,
            @Nullable Instant expiresAt) {

        static NewKey of(JsonObject body) {
            ApiRole role = ApiRole.valueOf(body.getString("role"));
            List<String> clients = body.getJsonArray("clients", new JsonArray()).stream()
                    .map(String::valueOf)
                    .distinct()
                    .toList();
            if (role == ApiRole.ADMIN && !clients.isEmpty()) {
                throw Problem.invalid("clients: an ADMIN key sees all clients; leave them out, or choose another role.")
                        .exception();
            }
            clients.forEach(NewKey::check);
            String id = body.getString("id");
            String hash = body.getString("secretHash");
            if ((id == null) != (hash == null)) {
                throw Problem.invalid("id, secretHash: name both for a key that was made elsewhere, or neither.")
                        .exception();
            }
            return new NewKey(id, hash, body.getString("name"), role, clients, instant(body.getString("expiresAt")));
        }

        private static void check(String client) {
            String problem = ClientId.problem(client);
            if (problem != null) {
                throw Problem.invalid("clients: " + problem).exception();
            }
        }

        private static @Nullable Instant instant(@Nullable String text) {
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeException e) {
                throw Problem.invalid("expiresAt: write it as 2027-01-31T12:00:00Z.")
                        .exception();
            }
        }

        ApiKey record(String keyId, String hash, RecordVersion version) {
            return ApiKey.newBuilder()
                    .setKeyId(keyId)
                    .setVersion(version)
                    .setCreationId(version.getChangeId())
                    .setCreatedAt(version.getChangedAt())
                    .setName(name)
                    .setSecretHash(hash)
                    .setRole(role)
                    .setClients(clients)
                    .setExpiresAt(expiresAt)
                    .build();
        }
    }
}
