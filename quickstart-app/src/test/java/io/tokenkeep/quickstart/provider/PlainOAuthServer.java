package io.tokenkeep.quickstart.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The made-up provider's server. Opening its consent page is a consent, unless a parameter of the page makes it a refusal. */
final class PlainOAuthServer implements AutoCloseable {

    static final String CLIENT_ID = "client-7";
    static final String CLIENT_SECRET = "secret-of-client-7";
    static final String SCOPES = "read write";
    static final String ACCOUNT = "person-4711";
    static final String NAME = "Ada";

    private final HttpServer server;
    private final Duration lifetime;
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();

    PlainOAuthServer(Vertx vertx, Duration lifetime) {
        this.lifetime = lifetime;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    /** Whether it issued this token. */
    boolean knows(String token) {
        return tokens.contains(token);
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/authorize" -> authorize(request);
            case "/oauth/token" -> {
                request.setExpectMultipart(true);
                request.endHandler(read -> token(request));
            }
            case "/api/me" -> me(request);
            default -> send(request, 404, new JsonObject());
        }
    }

    private void authorize(HttpServerRequest request) {
        MultiMap asked = request.params();
        boolean proper = CLIENT_ID.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && SCOPES.equals(asked.get("scope"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.contains("code_challenge");
        if (!proper) {
            send(request, 400, new JsonObject().put("error", "invalid_request"));
            return;
        }
        String code = "code-" + issued.incrementAndGet();
        challenges.put(code, asked.get("code_challenge"));
        String result = "no".equals(asked.get("decision"))
                ? "error=access_denied&error_description=the+person+said+no"
                : "code=" + code;
        Future<Void> unused = request.response()
                .setStatusCode(302)
                .putHeader(
                        "Location",
                        asked.get("redirect_uri") + "?" + result + "&state="
                                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8))
                .end();
    }

    private void token(HttpServerRequest request) {
        MultiMap form = request.formAttributes();
        if (!CLIENT_SECRET.equals(form.get("client_secret"))) {
            send(request, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        boolean granted = "authorization_code".equals(form.get("grant_type"))
                ? challenge(form.get("code_verifier")).equals(challenges.remove(form.get("code")))
                : tokens.contains(form.get("access_token"));
        if (!granted) {
            send(request, 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        String token = "token-" + issued.incrementAndGet();
        tokens.add(token);
        send(
                request,
                200,
                new JsonObject()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", lifetime.toSeconds())
                        .put("scope", SCOPES));
    }

    private void me(HttpServerRequest request) {
        boolean alive = tokens.contains(request.getParam("access_token"));
        send(
                request,
                alive ? 200 : 401,
                alive ? new JsonObject().put("sub", ACCOUNT).put("name", NAME) : new JsonObject());
    }

    private static void send(HttpServerRequest request, int status, JsonObject body) {
        Future<Void> unused = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
