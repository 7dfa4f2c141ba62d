package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.RegisteredApp;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackFailureTest {
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

        var report = test.callBack(TestApp.order("deauthorize"));

        assertThat(report.getMap())
                .containsEntry("accepted", false)
                .containsEntry("failure", "UNREACHABLE")
                .doesNotContainKey("status");
        assertThat(test.simulator.callbacks().counts().failed()).isEqualTo(1);
    }

    @Test
    void appWhoseNameNobodyKnowsIsReported() {
        register("http://nobody.invalid/deauthorize");

        assertThat(test.callBack(TestApp.order("deauthorize")).getString("failure"))
                .isEqualTo("UNREACHABLE");
    }

    @Test
    void appThatHangsUpIsReported() {
        app.behave(request -> request.connection().close());

        assertThat(test.callBack(TestApp.order("deauthorize")).getString("failure"))
                .isEqualTo("UNREACHABLE");
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

        assertThat(test.callBack(TestApp.order("delete")).getMap())
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

        assertThat(test.callBack(TestApp.order("deauthorize")).getMap())
                .containsEntry("status", status)
                .containsEntry("accepted", false);
        assertThat(app.only().path()).isEqualTo("/deauthorize");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 400, 403, 404, 500, 503})
    void everyStatusButOkIsRefusal(int status) {
        app.answer(status, "");

        assertThat(test.callBack(TestApp.order("deauthorize")).getMap())
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

        assertThat(test.callBack(TestApp.order("delete")).getMap())
                .containsEntry("status", 200)
                .containsEntry("failure", "NOT_AS_DOCUMENTED")
                .containsEntry("accepted", false)
                .doesNotContainKeys("url", "confirmationCode");
    }

    private void assertGivenUp(Consumer<HttpServerResponse> behaviour, String failure) {
        try (var impatient = new TestSimulator(SimulatorConfig.defaults().withCallbackLimit(SHORT))) {
            var slow = new TestApp(impatient);
            slow.behave(request -> behaviour.accept(request.response()));

            assertThat(impatient.callBack(TestApp.order("delete")).getString("failure"))
                    .isEqualTo(failure);
        }
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
