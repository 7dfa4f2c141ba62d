package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.simulator.callback.CallbackAnswer.Failure;
import io.tokenkeep.simulator.callback.CallbackCounts;
import io.tokenkeep.simulator.callback.CallbackKind;
import io.tokenkeep.simulator.callback.CallbackOrder;
import io.tokenkeep.simulator.callback.SentCallback;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppRemovalTest {
    private final TestSimulator test = new TestSimulator(SimulatorConfig.defaults());
    private final TestApp app = new TestApp(test);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void appThatCannotTakeTheCallLosesItsTokensAndIsCounted() {
        String token = connect("anna");
        app.behave(request -> request.connection().close());

        assertThat(remove("anna").getInteger("revoked")).isEqualTo(1);

        assertThat(test.me(token).bodyAsString()).contains("\"error_subcode\":458");
        await().until(() -> counts().equals(new CallbackCounts(0, 1, 0)));
    }

    @Test
    void removalDoesNotWaitForTheApp() {
        connect("anna");
        app.behave(request -> {});

        remove("anna");

        await().until(() -> app.visits.size() == 1);
        assertThat(test.get("/_control/state", Map.of())
                        .bodyAsJsonObject()
                        .getJsonObject("callbacks")
                        .getMap())
                .containsEntry("accepted", 0)
                .containsEntry("failed", 0)
                .containsEntry("pending", 1);
    }

    @Test
    void appWithoutAnAddressIsNotReported() {
        test.longLived("anna");

        test.simulator.removeApp(TestSimulator.CLIENT_ID, "anna");

        assertThat(test.simulator.callbacks().sent()).isEmpty();
    }

    @Test
    void appIsReportedOfThePersonAfterTheTokensDied() throws Exception {
        String token = connect("anna");
        var aliveAtVisit = new CopyOnWriteArrayList<Boolean>();
        app.behave(request -> {
            aliveAtVisit.add(test.simulator.tokens().alive(token));
            request.response().end();
        });

        remove("anna");

        await().until(() -> counts().equals(new CallbackCounts(1, 0, 0)));
        assertThat(aliveAtVisit).containsExactly(false);
        assertThat(app.only().path()).isEqualTo("/deauthorize");
        assertThat(app.only().payload().getString("user_id"))
                .isEqualTo(test.person("anna").idText());
        assertThat(app.only().isSignedWith(TestApp.SECRET)).isTrue();
        JsonObject listed = test.get("/_control/callbacks", Map.of())
                .bodyAsJsonObject()
                .getJsonArray("callbacks")
                .getJsonObject(0);
        assertThat(listed.getMap())
                .containsEntry("kind", "DEAUTHORIZE")
                .containsEntry("accepted", true)
                .containsEntry("signedRequest", app.only().signedRequest());
    }

    @Test
    void callsUnderWayAreBounded() {
        app.behave(request -> {});
        var order = CallbackOrder.of(CallbackKind.DEAUTHORIZE, TestApp.CLIENT_ID, "1");
        IntStream.range(0, 1_000).forEach(i -> test.simulator.callbacks().call(order));

        SentCallback tooMany = TestSimulator.await(test.simulator.callbacks().call(order));

        assertThat(Objects.requireNonNull(tooMany.answer()).failure()).isEqualTo(Failure.NOT_SENT);
        assertThat(counts()).isEqualTo(new CallbackCounts(0, 1, 1_000));
        assertThat(test.simulator.callbacks().sent()).hasSize(1_000);
    }

    @Test
    void secretsAreInNoText() {
        var order =
                CallbackOrder.of(CallbackKind.DELETE, TestApp.CLIENT_ID, "1").withSecret("hush-hush");
        app.answer(200, "{\"url\":\"https://app.example/d?id=hush\",\"confirmation_code\":\"hush\"}");

        SentCallback sent = TestSimulator.await(test.simulator.callbacks().call(order));

        assertThat(order + " " + sent).doesNotContain("hush").doesNotContain(sent.signedRequest());
    }

    private String connect(String username) {
        String code =
                test.simulator.grant(TestApp.CLIENT_ID, TestSimulator.REDIRECT, username, Set.of("threads_basic"));
        var exchange = TestSimulator.exchange(code);
        exchange.put("client_id", TestApp.CLIENT_ID);
        exchange.put("client_secret", TestApp.SECRET);
        return test.post("/oauth/access_token", exchange).bodyAsJsonObject().getString("access_token");
    }

    private JsonObject remove(String username) {
        String body = new JsonObject()
                .put("clientId", TestApp.CLIENT_ID)
                .put("username", username)
                .encode();
        return test.control("/apps/remove", body).bodyAsJsonObject();
    }

    private CallbackCounts counts() {
        return test.simulator.callbacks().counts();
    }
}
