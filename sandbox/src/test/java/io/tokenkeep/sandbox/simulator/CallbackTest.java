package io.tokenkeep.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.simulator.registry.RegisteredApp;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private final TestSimulator test = new TestSimulator(SimulatorConfig.defaults());
    private final TestApp app = new TestApp(test);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void appThatIsNotThereIsReportedAndNoErrorOfTheSimulator() throws IOException {
        register("http://127.0.0.1:" + closedPort() + "/gone");

        var report = call(test, order("deauthorize"));

        assertThat(report.getMap())
                .containsEntry("accepted", false)
                .containsEntry("failure", "UNREACHABLE")
                .doesNotContainKey("status");
        assertThat(counts().getInteger("failed")).isEqualTo(1);
    }

    @Test
    void appWhoseNameNobodyKnowsIsReported() {
        register("http://nobody.invalid/deauthorize");

        assertThat(call(test, order("deauthorize")).getString("failure")).isEqualTo("UNREACHABLE");
    }

    @Test
    void appThatHangsUpIsReported() {
        app.behave(request -> request.connection().close());

        assertThat(call(test, order("deauthorize")).getString("failure")).isEqualTo("UNREACHABLE");
    }

    @Test
    void appThatNeverAnswersIsGivenUpAtTheLimit() {
        assertGivenUp(app -> {}, "TIMED_OUT");
    }

    @Test
    void appThatNeverEndsItsAnswerIsGivenUpAtTheLimit() {
        assertGivenUp(response -> response.setChunked(true).write("a"), "TIMED_OUT");
    }

    @Test
    void answerOverTheBoundIsCutOff() {
        app.behave(request -> request.response().setChunked(true).write("x".repeat(70_000)));

        assertThat(call(test, order("delete")).getMap())
                .containsEntry("status", 200)
                .containsEntry("failure", "TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsReportedAndNotFollowed(int status) {
        app.behave(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", app.uri("/elsewhere"))
                .end());

        assertThat(call(test, order("deauthorize")).getMap())
                .containsEntry("status", status)
                .containsEntry("accepted", false);
        assertThat(app.only().path()).isEqualTo("/deauthorize");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 400, 403, 404, 500, 503})
    void everyStatusButOkIsRefusal(int status) {
        app.answer(status, "");

        assertThat(call(test, order("deauthorize")).getMap())
                .containsEntry("status", status)
                .containsEntry("accepted", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "null",
                "[]",
                "{}",
                "{\"url\":\"https://app.example/d\"}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":17}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"a b\"}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"\"}",
                "{\"url\":\"/d\",\"confirmation_code\":\"abc123\"}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"abc123\",\"status\":\"ok\"}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"abc123\",\"url\":\"https://app.example/e\"}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"abc123\"} {}",
                "{\"url\":\"https://app.example/d\",/* why */\"confirmation_code\":\"abc123\"}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"abc123\",}",
                "{\"url\":\"https://app.example/d\",\"confirmation_code\":\"abc123\"",
                "{url:'https://app.example/d',confirmation_code:'abc123'}"
            })
    void deletionThatIsNotAnsweredByTheDocumentedJsonIsRefused(String body) {
        app.answer(200, body);

        assertThat(call(test, order("delete")).getMap())
                .containsEntry("status", 200)
                .containsEntry("failure", "NOT_AS_DOCUMENTED")
                .containsEntry("accepted", false)
                .doesNotContainKeys("url", "confirmationCode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"praise\",\"clientId\":\"5550001112223\",\"username\":\"anna\"}",
                "{\"kind\":\"delete\",\"username\":\"anna\"}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\"}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\",\"username\":\"anna\",\"personId\":\"1\"}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\",\"username\":\"anna\",\"sceret\":\"x\"}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\",\"username\":\"anna\",\"encoding\":\"morse\"}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\",\"username\":\"anna\",\"issuedAt\":\"soon\"}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\",\"username\":\"anna\",\"replay\":true}",
                "{\"kind\":\"delete\",\"clientId\":\"5550001112223\",\"replay\":true,\"secret\":\"x\"}",
                "{\"kind\":\"delete\",\"clientId\":\"555\",\"username\":\"anna\"}",
                "{\"kind\":\"delete\",\"clientId\":\"1234567890\",\"username\":\"anna\"}"
            })
    void orderThatCannotBeMeantIsRefusedWithAWord(String body) {
        var answer = test.control("/callbacks", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("error")).isNotBlank();
        assertThat(app.visits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "ftp://host/x", "http:///x", "/relative", "http://host:port/x", "http://a b/"})
    void callbackAddressThatCannotBeCalledIsNotRegistered(String uri) {
        var body = new JsonObject()
                .put("clientId", "9")
                .put("secrets", List.of("s"))
                .put("deletionUri", uri);

        assertThat(test.control("/apps", body.encode()).statusCode()).isEqualTo(400);
    }

    @Test
    void plainHttpIsNotCalledWhereHttpsIsRequired() {
        test.turnOn(Switch.REQUIRE_HTTPS);

        assertThat(call(test, order("deauthorize")).getString("failure")).isEqualTo("INSECURE");
        assertThat(app.visits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deauthorize, /deauthorize", "delete, /delete"})
    void callIsAFormWithOneFieldSignedWithTheAppsSecret(String kind, String path) throws Exception {
        test.advance(Duration.ofHours(3));

        call(test, order(kind));

        var visit = app.only();
        assertThat(visit.method()).isEqualTo("POST");
        assertThat(visit.path()).isEqualTo(path);
        assertThat(visit.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(visit.body()).matches("signed_request=[\\w-]{43}\\.[\\w-]+");
        assertThat(visit.isSignedWith(TestApp.SECRET)).isTrue();
        assertThat(visit.payload().encode())
                .isEqualTo("{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":"
                        + Instant.parse("2026-11-01T03:00:00Z").getEpochSecond() + ",\"user_id\":\""
                        + test.person("anna").idText() + "\"}");
    }

    @Test
    void deauthorizationIsAcceptedWhateverTheBody() {
        app.answer(200, "<html>thanks</html>");

        assertThat(call(test, order("deauthorize")).getMap())
                .containsEntry("accepted", true)
                .containsEntry("status", 200)
                .doesNotContainKey("failure");
    }

    @Test
    void deletionsReceiptIsHandedOn() {
        app.answer(200, " {\"confirmation_code\": \"abc123\", \"url\": \"https://app.example/deletion?id=abc123\"}\n");

        assertThat(call(test, order("delete")).getMap())
                .containsEntry("accepted", true)
                .containsEntry("url", "https://app.example/deletion?id=abc123")
                .containsEntry("confirmationCode", "abc123");
        assertThat(counts().getMap())
                .containsEntry("accepted", 1)
                .containsEntry("failed", 0)
                .containsEntry("pending", 0);
    }

    @Test
    void signatureCanBeAnothersAndTheAlgorithmAnother() throws Exception {
        call(test, order("delete").put("secret", "wrong").put("algorithm", "HMAC-SHA1"));

        assertThat(app.only().isSignedWith(TestApp.SECRET)).isFalse();
        assertThat(app.only().isSignedWith("wrong")).isTrue();
        assertThat(app.only().payload().getString("algorithm")).isEqualTo("HMAC-SHA1");
    }

    @ParameterizedTest
    @CsvSource({
        "unpadded, [\\w-]{43}\\.[\\w-]+",
        "padded_signature, [\\w-]{43}=\\.[\\w-]+",
        "padded, [\\w-]{43}=\\.[\\w-]+=*",
        "standard, [\\w+/]{43}=\\.[\\w+/]+=*"
    })
    void everyEncodingArrivesUndamaged(String encoding, String form) throws Exception {
        call(test, order("delete").put("encoding", encoding));

        assertThat(app.only().signedRequest()).matches(form);
        assertThat(app.only().isSignedWith(TestApp.SECRET)).isTrue();
    }

    @Test
    void timeAndPersonCanBeAnybodys() {
        call(
                test,
                new JsonObject()
                        .put("kind", "delete")
                        .put("clientId", TestApp.CLIENT_ID)
                        .put("personId", "218471")
                        .put("issuedAt", "2010-12-08T19:33:20Z"));

        assertThat(app.only().payload().getMap())
                .containsEntry("user_id", "218471")
                .containsEntry("issued_at", 1_291_836_800);
    }

    @Test
    void replayIsTheCallBeforeByteForByte() {
        call(test, order("delete"));
        test.advance(Duration.ofHours(1));
        call(test, order("delete"));
        call(test, order("delete").put("username", "bert"));
        call(test, order("deauthorize"));
        test.advance(Duration.ofHours(1));

        call(test, order("delete").put("replay", true));
        call(test, order("delete").put("username", "bert").put("replay", true));
        call(
                test,
                new JsonObject()
                        .put("kind", "delete")
                        .put("clientId", TestApp.CLIENT_ID)
                        .put("replay", true));

        assertThat(app.visits.get(4)).isEqualTo(app.visits.get(1)).isNotEqualTo(app.visits.get(0));
        assertThat(app.visits.get(5)).isEqualTo(app.visits.get(2)).isNotEqualTo(app.visits.get(1));
        assertThat(app.visits.get(6)).isEqualTo(app.visits.get(5));
    }

    private void assertGivenUp(Consumer<HttpServerResponse> behaviour, String failure) {
        try (var impatient = new TestSimulator(SimulatorConfig.defaults().withCallbackLimit(SHORT))) {
            var slow = new TestApp(impatient);
            slow.behave(request -> behaviour.accept(request.response()));

            assertThat(call(impatient, order("delete")).getString("failure")).isEqualTo(failure);
        }
    }

    private static JsonObject order(String kind) {
        return new JsonObject()
                .put("kind", kind)
                .put("clientId", TestApp.CLIENT_ID)
                .put("username", "anna");
    }

    private static JsonObject call(TestSimulator at, JsonObject order) {
        HttpResponse<Buffer> answer = at.control("/callbacks", order.encode());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private JsonObject counts() {
        return test.get("/_control/state", Map.of()).bodyAsJsonObject().getJsonObject("callbacks");
    }

    private void register(String deauthorizeUri) {
        test.simulator.register(
                new RegisteredApp(TestApp.CLIENT_ID, "Gone", List.of(TestApp.SECRET), List.of(), deauthorizeUri, null));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
