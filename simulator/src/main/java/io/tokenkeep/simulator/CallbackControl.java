package io.tokenkeep.simulator;

import io.tokenkeep.simulator.callback.CallbackAnswer;
import io.tokenkeep.simulator.callback.CallbackCounts;
import io.tokenkeep.simulator.callback.CallbackKind;
import io.tokenkeep.simulator.callback.CallbackOrder;
import io.tokenkeep.simulator.callback.Callbacks;
import io.tokenkeep.simulator.callback.DeletionReceipt;
import io.tokenkeep.simulator.callback.SentCallback;
import io.tokenkeep.simulator.registry.People;
import io.tokenkeep.simulator.signing.SignedRequest.Encoding;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The part of the control API that makes Meta's calls to apps. */
final class CallbackControl {
    private static final Set<String> OF_REPLAYS = Set.of("kind", "clientId", "username", "personId", "replay");
    private static final Set<String> OF_ORDERS =
            Set.of("kind", "clientId", "username", "personId", "replay", "secret", "encoding", "algorithm", "issuedAt");

    private final Callbacks callbacks;
    private final People people;

    CallbackControl(Callbacks callbacks, People people) {
        this.callbacks = callbacks;
        this.people = people;
    }

    /** Answers after the app has answered, or after its time limit. */
    Future<JsonObject> call(JsonObject body) {
        boolean replay = body.getBoolean("replay", false);
        var unknown = new TreeSet<>(body.fieldNames());
        unknown.removeAll(replay ? OF_REPLAYS : OF_ORDERS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException((replay ? "a replay takes no fields " : "unknown fields ") + unknown);
        }
        CallbackKind kind = CallbackKind.valueOf(text(body, "kind").toUpperCase(Locale.ROOT));
        String clientId = text(body, "clientId");
        String personId = personId(body);
        if (replay) {
            return callbacks.replay(kind, clientId, personId).map(CallbackControl::json);
        }
        if (personId == null) {
            throw new IllegalArgumentException("the field username or personId is missing");
        }
        return callbacks
                .call(order(body, CallbackOrder.of(kind, clientId, personId)))
                .map(CallbackControl::json);
    }

    JsonObject sent() {
        return new JsonObject().put("callbacks", WorldJson.list(callbacks.sent(), CallbackControl::json));
    }

    JsonObject counts() {
        CallbackCounts counts = callbacks.counts();
        return new JsonObject()
                .put("accepted", counts.accepted())
                .put("failed", counts.failed())
                .put("pending", counts.pending());
    }

    private static CallbackOrder order(JsonObject body, CallbackOrder usual) {
        String issuedAt = body.getString("issuedAt");
        return usual.withSecret(body.getString("secret"))
                .withEncoding(Encoding.valueOf(
                        body.getString("encoding", usual.encoding().name()).toUpperCase(Locale.ROOT)))
                .withAlgorithm(body.getString("algorithm", usual.algorithm()))
                .withIssuedAt(issuedAt == null ? null : Instant.parse(issuedAt));
    }

    private @Nullable String personId(JsonObject body) {
        String username = body.getString("username");
        String personId = body.getString("personId");
        if (username != null && personId != null) {
            throw new IllegalArgumentException("username and personId exclude each other");
        }
        return username == null ? personId : people.named(username).idText();
    }

    private static String text(JsonObject body, String field) {
        String value = body.getString(field);
        if (value == null) {
            throw new IllegalArgumentException("the field " + field + " is missing");
        }
        return value;
    }

    private static JsonObject json(SentCallback sent) {
        var json = new JsonObject()
                .put("number", sent.number())
                .put("kind", sent.kind().name())
                .put("clientId", sent.clientId())
                .put("personId", sent.personId())
                .put("signedRequest", sent.signedRequest())
                .put("sentAt", sent.sentAt().toString());
        CallbackAnswer answer = sent.answer();
        return answer == null ? json.put("pending", true) : answer(json, answer);
    }

    private static JsonObject answer(JsonObject json, CallbackAnswer answer) {
        json.put("accepted", answer.isAccepted());
        if (answer.status() != null) {
            json.put("status", answer.status());
        }
        if (answer.failure() != null) {
            json.put("failure", answer.failure().name());
        }
        DeletionReceipt receipt = answer.receipt();
        if (receipt != null) {
            json.put("url", receipt.url()).put("confirmationCode", receipt.confirmationCode());
        }
        return json;
    }
}
