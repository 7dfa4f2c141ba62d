package io.tokenkeep.simulator;

import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A simulator with one app and a standing clock, and a client that speaks to it over real HTTP. */
final class TestSimulator implements AutoCloseable {
    static final String CLIENT_ID = "1234567890";
    static final String SECRET = "app-secret-for-tests";
    static final String OLDER_SECRET = "older-secret-for-tests";
    static final String REDIRECT = "https://tokenkeep.example/callback/threads";
    static final String OTHER_CLIENT_ID = "9876543210";

    final MutableClock clock = MutableClock.at("2026-11-01T00:00:00.250Z");
    final Vertx vertx = Vertx.vertx();
    final Simulator simulator;
    final WebClient client;

    TestSimulator(Switch... switches) {
        this(SimulatorConfig.defaults().withSwitches(Set.of(switches)));
    }

    TestSimulator(SimulatorConfig config) {
        var complete = config.withRandom(new Random(42))
                .withApp(new RegisteredApp(
                        CLIENT_ID,
                        "Main app",
                        List.of(SECRET, OLDER_SECRET),
                        List.of(REDIRECT, "https://tokenkeep.example/with?query=1"),
                        null,
                        null))
                .withApp(RegisteredApp.of(OTHER_CLIENT_ID, "other-secret", REDIRECT));
        simulator = await(Simulator.start(vertx, complete, clock));
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(simulator.port())
                        .setSsl(config.tls() != null)
                        .setTrustAll(true)
                        .setVerifyHost(false));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String code(String username) {
        return simulator.grant(CLIENT_ID, REDIRECT, username, Set.of("threads_basic", "threads_content_publish"));
    }

    String shortLived(String username) {
        return redeem(code(username)).bodyAsJsonObject().getString("access_token");
    }

    String longLived(String username) {
        return upgrade(shortLived(username)).bodyAsJsonObject().getString("access_token");
    }

    Person person(String username) {
        return simulator.people().named(username);
    }

    void makeTester(String username) {
        simulator.people().change(username, person -> person.asTester(true));
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    void turnOn(Switch each) {
        simulator.switches().turnOn(each);
    }

    static Map<String, String> exchange(String code) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", CLIENT_ID);
        parameters.put("client_secret", SECRET);
        parameters.put("code", code);
        parameters.put("grant_type", "authorization_code");
        parameters.put("redirect_uri", REDIRECT);
        return parameters;
    }

    HttpResponse<Buffer> redeem(String code) {
        return post("/oauth/access_token", exchange(code));
    }

    HttpResponse<Buffer> upgrade(String token) {
        return get(
                "/access_token",
                Map.of("grant_type", "th_exchange_token", "client_secret", SECRET, "access_token", token));
    }

    HttpResponse<Buffer> refresh(String token) {
        return get("/refresh_access_token", Map.of("grant_type", "th_refresh_token", "access_token", token));
    }

    HttpResponse<Buffer> me(String token) {
        return get("/v1.0/me", Map.of("fields", "id,username", "access_token", token));
    }

    /** As curl sends it: JSON that is called a form. */
    HttpResponse<Buffer> control(String path, String body) {
        return await(client.post("/_control" + path)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .sendBuffer(Buffer.buffer(body)));
    }

    /** Has an app called, and tells what the control API reports. */
    JsonObject callBack(JsonObject order) {
        var answer = control("/callbacks", order.encode());
        if (answer.statusCode() != 200) {
            throw new AssertionError("refused: " + answer.bodyAsString());
        }
        return answer.bodyAsJsonObject();
    }

    HttpResponse<Buffer> get(String path, Map<String, String> query) {
        return await(tryGet(path, query));
    }

    Future<HttpResponse<Buffer>> tryGet(String path, Map<String, String> query) {
        var request = client.get(path);
        query.forEach(request::addQueryParam);
        return request.send();
    }

    HttpResponse<Buffer> post(String path, Map<String, String> form) {
        return await(tryPost(path, form));
    }

    Future<HttpResponse<Buffer>> tryPost(String path, Map<String, String> form) {
        return client.post(path).sendForm(MultiMap.caseInsensitiveMultiMap().addAll(form));
    }

    @Override
    public void close() {
        client.close();
        await(simulator.close());
        await(vertx.close());
    }
}
