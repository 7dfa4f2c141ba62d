package io.tokenkeep.simulator;

import io.tokenkeep.simulator.registry.RegisteredApp;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An app that Meta calls, over real HTTP: it notes what arrives and answers as it was told to. */
final class TestApp {
    static final String CLIENT_ID = "5550001112223";
    static final String SECRET = "signing-secret-for-tests";

    final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile Handler<HttpServerRequest> behaviour =
            request -> request.response().end();

    record Visit(String method, String path, String contentType, String body) {
        String signedRequest() {
            return URLDecoder.decode(body.replaceFirst("^signed_request=", ""), StandardCharsets.UTF_8);
        }

        JsonObject payload() {
            String encoded =
                    signedRequest().split("\\.", -1)[1].replace('+', '-').replace('/', '_');
            return new JsonObject(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
        }

        /** Not by the code under test. */
        boolean isSignedWith(String secret) throws GeneralSecurityException {
            String[] parts = signedRequest().split("\\.", -1);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = mac.doFinal(parts[1].getBytes(StandardCharsets.US_ASCII));
            byte[] given =
                    Base64.getUrlDecoder().decode(parts[0].replace('+', '-').replace('/', '_'));
            return HexFormat.of().formatHex(expected).equals(HexFormat.of().formatHex(given));
        }
    }

    TestApp(TestSimulator test) {
        var server = test.vertx.createHttpServer().requestHandler(this::visit).listen(0, "127.0.0.1");
        port = TestSimulator.await(server).actualPort();
        test.simulator.register(registration());
    }

    /** A call about anna, as Meta makes it. */
    static JsonObject order(String kind) {
        return new JsonObject().put("kind", kind).put("clientId", CLIENT_ID).put("username", "anna");
    }

    RegisteredApp registration() {
        return new RegisteredApp(
                CLIENT_ID,
                "Called app",
                List.of(SECRET, "older-signing-secret"),
                List.of(TestSimulator.REDIRECT),
                uri("/deauthorize"),
                uri("/delete"));
    }

    String uri(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    void behave(Handler<HttpServerRequest> value) {
        behaviour = value;
    }

    void answer(int status, String body) {
        behave(request -> request.response().setStatusCode(status).end(body));
    }

    Visit only() {
        if (visits.size() != 1) {
            throw new AssertionError(visits.size() + " visits");
        }
        return visits.get(0);
    }

    private void visit(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            visits.add(new Visit(
                    request.method().name(),
                    request.path(),
                    request.getHeader("Content-Type"),
                    body.toString(StandardCharsets.UTF_8)));
            behaviour.handle(request);
        });
    }
}
