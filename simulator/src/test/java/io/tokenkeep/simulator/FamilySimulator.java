package io.tokenkeep.simulator;

import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A simulator with an app of Facebook and one of Instagram, a standing clock, and a client over real HTTP. */
final class FamilySimulator implements AutoCloseable {
    static final String FACEBOOK = "2000000000000001";
    static final String INSTAGRAM = "3000000000000001";
    static final String SECRET = "family-secret-for-tests";
    static final String REDIRECT = "https://tokenkeep.example/callback";
    static final Set<String> SCOPES = Set.of("pages_show_list", "pages_read_engagement", "instagram_basic");
    static final Set<String> BASIC = Set.of("instagram_business_basic");

    final MutableClock clock = MutableClock.at("2026-11-01T00:00:00.250Z");
    final Vertx vertx = Vertx.vertx();
    final Simulator simulator;
    final WebClient client;

    FamilySimulator(Switch... switches) {
        var config = SimulatorConfig.defaults()
                .withSwitches(Set.of(switches))
                .withRandom(new Random(7))
                .withApp(RegisteredApp.of(FACEBOOK, SECRET, REDIRECT).withProvider(Provider.FACEBOOK))
                .withApp(RegisteredApp.of("2000000000000003", SECRET, REDIRECT).withProvider(Provider.FACEBOOK))
                .withApp(RegisteredApp.of(INSTAGRAM, SECRET, REDIRECT).withProvider(Provider.INSTAGRAM))
                .withApp(RegisteredApp.of(TestSimulator.CLIENT_ID, SECRET, REDIRECT));
        simulator = TestSimulator.await(Simulator.start(vertx, config, clock));
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(simulator.port()));
    }

    void turnOn(Switch each) {
        simulator.switches().turnOn(each);
    }

    String appToken() {
        return FACEBOOK + "|" + SECRET;
    }

    String facebookCode(String username, String... scopes) {
        return simulator.grant(FACEBOOK, REDIRECT, username, scopes.length == 0 ? SCOPES : Set.of(scopes));
    }

    Map<String, String> facebookExchange(String code) {
        var parameters = new HashMap<String, String>();
        parameters.put("client_id", FACEBOOK);
        parameters.put("client_secret", SECRET);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("code", code);
        return parameters;
    }

    String shortLived(String username, String... scopes) {
        return get("/facebook/oauth/access_token", facebookExchange(facebookCode(username, scopes)))
                .bodyAsJsonObject()
                .getString("access_token");
    }

    HttpResponse<Buffer> exchange(String token) {
        return get(
                "/facebook/v25.0/oauth/access_token",
                Map.of(
                        "grant_type",
                        "fb_exchange_token",
                        "client_id",
                        FACEBOOK,
                        "client_secret",
                        SECRET,
                        "fb_exchange_token",
                        token));
    }

    String longLived(String username, String... scopes) {
        return exchange(shortLived(username, scopes)).bodyAsJsonObject().getString("access_token");
    }

    JsonObject accounts(String token) {
        return get("/facebook/v25.0/me/accounts", Map.of("access_token", token)).bodyAsJsonObject();
    }

    /** The token of the first of the person's Pages. */
    String pageToken(String userToken) {
        return accounts(userToken).getJsonArray("data").getJsonObject(0).getString("access_token");
    }

    JsonObject debug(String token) {
        return get("/facebook/debug_token", Map.of("input_token", token, "access_token", appToken()))
                .bodyAsJsonObject()
                .getJsonObject("data");
    }

    String instagramCode(String username) {
        return simulator.grant(INSTAGRAM, REDIRECT, username, BASIC);
    }

    HttpResponse<Buffer> redeemInstagram(String code) {
        return post("/instagram/oauth/access_token", instagramExchange(code));
    }

    Map<String, String> instagramExchange(String code) {
        var parameters = new HashMap<String, String>();
        parameters.put("client_id", INSTAGRAM);
        parameters.put("client_secret", SECRET);
        parameters.put("grant_type", "authorization_code");
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("code", code);
        return parameters;
    }

    String instagramShortLived(String username) {
        return redeemInstagram(instagramCode(username)).bodyAsJsonObject().getString("access_token");
    }

    HttpResponse<Buffer> instagramUpgrade(String token, String secret) {
        return get(
                "/instagram/access_token",
                Map.of("grant_type", "ig_exchange_token", "client_secret", secret, "access_token", token));
    }

    String instagramLongLived(String username) {
        return instagramUpgrade(instagramShortLived(username), SECRET)
                .bodyAsJsonObject()
                .getString("access_token");
    }

    HttpResponse<Buffer> instagramRefresh(String token) {
        return get("/instagram/refresh_access_token", Map.of("grant_type", "ig_refresh_token", "access_token", token));
    }

    HttpResponse<Buffer> get(String path, Map<String, String> query) {
        return send(HttpMethod.GET, path, query);
    }

    HttpResponse<Buffer> send(HttpMethod method, String path, Map<String, String> query) {
        var request = client.request(method, path);
        query.forEach(request::addQueryParam);
        return TestSimulator.await(request.send());
    }

    HttpResponse<Buffer> getOn(String host, String path, Map<String, String> query) {
        var request = client.get(path).virtualHost(host);
        query.forEach(request::addQueryParam);
        return TestSimulator.await(request.send());
    }

    HttpResponse<Buffer> post(String path, Map<String, String> form) {
        return post(path, MultiMap.caseInsensitiveMultiMap().addAll(form));
    }

    HttpResponse<Buffer> post(String path, MultiMap form) {
        return TestSimulator.await(client.post(path).sendForm(form));
    }

    HttpResponse<Buffer> control(String path, String body) {
        return TestSimulator.await(client.post("/_control" + path).sendBuffer(Buffer.buffer(body)));
    }

    static JsonObject error(HttpResponse<Buffer> answer) {
        return answer.bodyAsJsonObject().getJsonObject("error");
    }

    @Override
    public void close() {
        client.close();
        TestSimulator.await(simulator.close());
        TestSimulator.await(vertx.close());
    }
}
