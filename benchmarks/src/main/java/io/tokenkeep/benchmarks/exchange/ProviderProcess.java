package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.LocalPort;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * Answers the three calls of a Threads consent at once or after a fixed time. The simulator records every call, so a
 * benchmark with it would measure the simulator. The number in a code is the person's id.
 */
public final class ProviderProcess {

    private static final int LOOPS = 2;
    /** Gives tokens the length of real ones. */
    private static final String PADDING = "x".repeat(160);

    private ProviderProcess() {}

    public static void main(String[] arguments) throws Exception {
        long latency = Long.parseLong(arguments[0]);
        Vertx vertx = Vertx.vertx();
        // Event loops can share a port only if the port is fixed.
        int port = LocalPort.free();
        vertx.deployVerticle(() -> new Loop(latency, port), new DeploymentOptions().setInstances(LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        Child.serve(Integer.toString(port));
        System.exit(0);
    }

    private static final class Loop extends VerticleBase {

        private final long latency;
        private final int port;

        Loop(long latency, int port) {
            this.latency = latency;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer();
            return server.requestHandler(request -> request.body().onSuccess(body -> later(request, body)))
                    .listen(port, "127.0.0.1");
        }

        private void later(HttpServerRequest request, Buffer body) {
            if (latency == 0) {
                answer(request, body);
            } else {
                vertx.setTimer(latency, id -> answer(request, body));
            }
        }

        private static void answer(HttpServerRequest request, Buffer body) {
            String person = number(request.method().name().equals("POST") ? body.toString() : request.query());
            String json =
                    switch (request.path()) {
                        case "/oauth/access_token" ->
                            "{\"access_token\":\"short-" + person + "-" + PADDING + "\",\"user_id\":" + person + "}";
                        case "/access_token" ->
                            "{\"access_token\":\"long-" + person + "-" + PADDING
                                    + "\",\"token_type\":\"bearer\",\"expires_in\":5184000}";
                        default -> "{\"id\":\"" + person + "\",\"username\":\"person_" + person + "\"}";
                    };
            request.response().putHeader("Content-Type", "application/json").end(json);
        }

        /** The person's number: the digits between the first two hyphens. */
        private static String number(String parameters) {
            int at = Math.max(parameters.indexOf("code=code-"), parameters.indexOf("access_token="));
            int from = parameters.indexOf('-', at) + 1;
            return parameters.substring(from, parameters.indexOf('-', from));
        }
    }
}
