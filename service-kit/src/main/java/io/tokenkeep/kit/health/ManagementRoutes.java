package io.tokenkeep.kit.health;

import io.tokenkeep.kit.http.RequestRefusal;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP in, HTTP out, for the management listener. Runs on its event loop. */
final class ManagementRoutes {
    private static final Logger log = LoggerFactory.getLogger(ManagementRoutes.class);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Vertx vertx;
    private final Health health;
    private final Metrics metrics;
    private final Checks checks;

    ManagementRoutes(Vertx vertx, Health health, Metrics metrics, Checks checks) {
        this.vertx = vertx;
        this.health = health;
        this.metrics = metrics;
        this.checks = checks;
    }

    void answer(HttpServerRequest request) {
        // Only path and method are read and logged: a query may contain a secret.
        reply(request)
                .otherwise(failure -> {
                    log.atError()
                            .setCause(failure)
                            .addKeyValue("path", request.path())
                            .log("management request failed");
                    return new Reply(500, TEXT, "failed\n");
                })
                .onSuccess(reply -> send(request, reply));
    }

    private Future<Reply> reply(HttpServerRequest request) {
        if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            return Future.succeededFuture(new Reply(405, TEXT, "GET only\n"));
        }
        return switch (String.valueOf(request.path())) {
            case "/health" -> checks.check(health.components()).map(ManagementRoutes::judged);
            case "/health/live" -> Future.succeededFuture(judged(Map.of()));
            case "/health/ready" -> checks.check(health.readiness()).map(ManagementRoutes::judged);
            case "/metrics" ->
                vertx.executeBlocking(metrics::scrape, false).map(text -> new Reply(200, Metrics.CONTENT_TYPE, text));
            default ->
                Future.succeededFuture(
                        new Reply(404, TEXT, "here are /health, /health/live, /health/ready and /metrics\n"));
        };
    }

    /** Answers a request that cannot be read. */
    static Future<Void> refuse(HttpServerRequest request, RequestRefusal refusal) {
        return send(request, new Reply(refusal.status(), TEXT, "refused\n"));
    }

    private static Future<Void> send(HttpServerRequest request, Reply reply) {
        return request.response()
                .setStatusCode(reply.status())
                .putHeader("content-type", reply.contentType())
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(reply.body());
    }

    private static Reply judged(Map<String, CheckResult> results) {
        boolean ok = results.values().stream().allMatch(CheckResult::isOk);
        JsonObject components = new JsonObject();
        results.forEach((name, result) -> components.put(name, status(result)));
        JsonObject body = new JsonObject().put("status", ok ? "ok" : "failed").put("components", components);
        return new Reply(ok ? 200 : 503, JSON, body.encode());
    }

    private static JsonObject status(CheckResult result) {
        return result.failure() == null
                ? new JsonObject().put("status", "ok")
                : new JsonObject().put("status", "failed").put("reason", result.failure());
    }

    private record Reply(int status, String contentType, String body) {}
}
