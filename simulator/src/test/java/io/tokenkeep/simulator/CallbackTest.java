package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.callback.CallbackCounts;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {
    private final TestSimulator test = new TestSimulator(SimulatorConfig.defaults());
    private final TestApp app = new TestApp(test);

    @AfterEach
    void close() {
        test.close();
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

        assertThat(test.callBack(TestApp.order("deauthorize")).getString("failure"))
                .isEqualTo("INSECURE");
        assertThat(app.visits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deauthorize, /deauthorize", "delete, /delete"})
    void callIsAFormWithOneFieldSignedWithTheAppsSecret(String kind, String path) throws Exception {
        test.advance(Duration.ofHours(3));

        test.callBack(TestApp.order(kind));

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

        assertThat(test.callBack(TestApp.order("deauthorize")).getMap())
                .containsEntry("accepted", true)
                .containsEntry("status", 200)
                .doesNotContainKey("failure");
    }

    @Test
    void deletionsReceiptIsHandedOn() {
        app.answer(200, " {\"confirmation_code\": \"abc123\", \"url\": \"https://app.example/deletion?id=abc123\"}\n");

        assertThat(test.callBack(TestApp.order("delete")).getMap())
                .containsEntry("accepted", true)
                .containsEntry("url", "https://app.example/deletion?id=abc123")
                .containsEntry("confirmationCode", "abc123");
        assertThat(test.simulator.callbacks().counts()).isEqualTo(new CallbackCounts(1, 0, 0));
    }

    @Test
    void signatureCanBeAnothersAndTheAlgorithmAnother() throws Exception {
        test.callBack(TestApp.order("delete").put("secret", "wrong").put("algorithm", "HMAC-SHA1"));

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
        test.callBack(TestApp.order("delete").put("encoding", encoding));

        assertThat(app.only().signedRequest()).matches(form);
        assertThat(app.only().isSignedWith(TestApp.SECRET)).isTrue();
    }

    @Test
    void timeAndPersonCanBeAnybodys() {
        test.callBack(new JsonObject()
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
        test.callBack(TestApp.order("delete"));
        test.advance(Duration.ofHours(1));
        test.callBack(TestApp.order("delete"));
        test.callBack(TestApp.order("delete").put("username", "bert"));
        test.callBack(TestApp.order("deauthorize"));
        test.advance(Duration.ofHours(1));

        test.callBack(TestApp.order("delete").put("replay", true));
        test.callBack(TestApp.order("delete").put("username", "bert").put("replay", true));
        test.callBack(new JsonObject()
                .put("kind", "delete")
                .put("clientId", TestApp.CLIENT_ID)
                .put("replay", true));

        assertThat(app.visits.get(4)).isEqualTo(app.visits.get(1)).isNotEqualTo(app.visits.get(0));
        assertThat(app.visits.get(5)).isEqualTo(app.visits.get(2)).isNotEqualTo(app.visits.get(1));
        assertThat(app.visits.get(6)).isEqualTo(app.visits.get(5));
    }
}
