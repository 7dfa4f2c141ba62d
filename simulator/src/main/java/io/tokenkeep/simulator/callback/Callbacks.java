package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.callback.CallbackAnswer.Failure;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.tokenkeep.simulator.signing.SignedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes Meta's signed calls to apps. A call changes nothing in the world, so a test may announce an event that has not
 * happened. An app's refusal, or an unreachable app, is an answer and no error. Thread-safe.
 */
public final class Callbacks {
    private static final int MOST_UNDER_WAY = 1_000;

    private final World world;
    private final AppClient client;
    private final CallbackLog log = new CallbackLog(MOST_UNDER_WAY);

    public Callbacks(Vertx vertx, World world, Duration limit) {
        this.world = world;
        this.client = new AppClient(vertx, limit, MOST_UNDER_WAY);
    }

    /** Throws IllegalArgumentException if the app has no address for this kind of call. The future never fails. */
    public Future<SentCallback> call(CallbackOrder order) {
        RegisteredApp app = app(order.clientId());
        String uri = uri(order.kind(), app);
        String secret = order.secret();
        Instant issuedAt = order.issuedAt();
        Instant now = world.time().instant();
        var payload = new JsonObject()
                .put("algorithm", order.algorithm())
                .put("issued_at", (issuedAt == null ? now : issuedAt).getEpochSecond())
                .put("user_id", order.personId());
        String signed = SignedRequest.of(
                payload.encode(), secret == null ? app.secrets().get(0) : secret, order.encoding());
        return send(uri, order.kind(), order.clientId(), order.personId(), signed);
    }

    /**
     * Sends the last remembered call of that kind to that app, and about that person if one is given, again with the
     * same bytes. Throws IllegalArgumentException if there was none.
     */
    public Future<SentCallback> replay(CallbackKind kind, String clientId, @Nullable String personId) {
        String uri = uri(kind, app(clientId));
        SentCallback before = log.last(kind, clientId, personId)
                .orElseThrow(() -> new IllegalArgumentException("there was no such call before"));
        return send(uri, kind, clientId, before.personId(), before.signedRequest());
    }

    /** The last thousand calls, oldest first. */
    public List<SentCallback> sent() {
        return log.all();
    }

    public CallbackCounts counts() {
        return log.counts();
    }

    public Future<Void> close() {
        return client.close();
    }

    private Future<SentCallback> send(
            String uri, CallbackKind kind, String clientId, String personId, String signedRequest) {
        SentCallback sent =
                log.begin(kind, clientId, personId, signedRequest, world.time().instant());
        Optional<Failure> hindrance = hindrance(uri);
        Future<CallbackAnswer> answer = hindrance.isPresent()
                ? Future.succeededFuture(CallbackAnswer.failed(hindrance.get()))
                : client.post(kind, uri, "signed_request=" + URLEncoder.encode(signedRequest, StandardCharsets.UTF_8));
        return answer.map(value -> log.end(sent, value));
    }

    private Optional<Failure> hindrance(String uri) {
        if (world.switches().isOn(Switch.REQUIRE_HTTPS) && !uri.startsWith("https://")) {
            return Optional.of(Failure.INSECURE);
        }
        return log.counts().pending() <= MOST_UNDER_WAY ? Optional.empty() : Optional.of(Failure.NOT_SENT);
    }

    private RegisteredApp app(String clientId) {
        return world.apps()
                .find(clientId)
                .orElseThrow(() -> new IllegalArgumentException("no app " + clientId + " is registered"));
    }

    private static String uri(CallbackKind kind, RegisteredApp app) {
        return kind.uri(app)
                .orElseThrow(() -> new IllegalArgumentException(
                        "app " + app.clientId() + " has registered no address for " + kind));
    }
}
