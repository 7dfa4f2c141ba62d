package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.registry.Presentation;
import io.tokenkeep.simulator.registry.Presentation.Delivery;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
    private static final String ADDRESS = "/oauth/access_token";
    private static final Duration LONG = Duration.ofMinutes(5);

    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    static Stream<Arguments> answersWithoutEffect() {
        return Stream.of(
                Arguments.of(Fault.status(500), 500, "\"code\":1"),
                Arguments.of(Fault.status(502), 502, "\"code\":2"),
                Arguments.of(Fault.status(503), 503, "\"is_transient\":true"),
                Arguments.of(Fault.transient400(), 400, "\"is_transient\":true"),
                Arguments.of(Fault.html(), 502, "<html>"),
                Arguments.of(Fault.emptyBody(), 200, ""),
                Arguments.of(Fault.blankToken(), 200, "\"access_token\":\"\""),
                Arguments.of(Fault.missingToken(), 200, "{}"),
                Arguments.of(Fault.rateLimit(RateLimit.of(4)), 400, "\"code\":4"),
                Arguments.of(
                        Fault.graphError(GraphEnvelope.of(403, 200, "Permissions error")
                                .withSubcode(7)
                                .withTransient(false)),
                        403,
                        "\"error_subcode\":7"));
    }

    @ParameterizedTest
    @MethodSource("answersWithoutEffect")
    void faultAnswersInsteadOfTheEffectAndTheCodeStaysGood(Fault fault, int status, String content) {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, fault).once());
        String code = test.code("anna");

        var answer = test.redeem(code);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(String.valueOf(answer.bodyAsString())).contains(content.isEmpty() ? "null" : content);
        assertThat(onlyPresentation(code).result()).isEqualTo(Result.NONE);
        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("answersWithoutEffect")
    void sameFaultAfterTheEffectSpendsTheCode(Fault fault, int status, String content) {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, fault.afterEffect()).once());
        String code = test.code("anna");

        assertThat(test.redeem(code).statusCode()).isEqualTo(status);

        assertThat(test.redeem(code).bodyAsString()).contains("already used");
    }

    @Test
    void truncatedAnswerComesAfterTheEffect() {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.truncated()).once());
        String code = test.code("anna");

        String body = test.redeem(code).bodyAsString();

        assertThatThrownBy(() -> new JsonObject(body)).hasMessageContaining("Unexpected");
        assertThat(test.redeem(code).bodyAsString()).contains("already used");
    }

    @Test
    void resetBeforeTheEffectLeavesTheCodeGood() {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.resetBefore()).once());
        String code = test.code("anna");

        assertThatThrownBy(() -> test.redeem(code)).hasMessageContaining("closed");

        assertThat(onlyPresentation(code).result()).isEqualTo(Result.NONE);
        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
    }

    @Test
    void resetAfterTheEffectSpendsTheCodeWithoutAnAnswer() {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.resetAfter()).once());
        String code = test.code("anna");

        assertThatThrownBy(() -> test.redeem(code)).hasMessageContaining("closed");

        assertThat(onlyPresentation(code).result()).isEqualTo(Result.ISSUED);
        assertThat(onlyPresentation(code).delivery()).isEqualTo(Delivery.DROPPED);
        assertThat(onlyPresentation(code).answeredAt()).isNull();
        assertThat(test.redeem(code).bodyAsString()).contains("already used");
    }

    @Test
    void latencyTakesEffectWhenItsTimeHasCome() {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.latency(Duration.ofMillis(20))));
        String code = test.code("anna");

        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
        assertThat(onlyPresentation(code).result()).isEqualTo(Result.ISSUED);
    }

    @Test
    void callerWhoLeavesDuringTheLatencyBeforeTheEffectSpendsNothing() {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.latency(Duration.ofMillis(300)))
                .once());
        String code = test.code("anna");

        leaveEarly(code);

        await().until(() -> onlyPresentation(code).delivery() == Delivery.CALLER_GONE);
        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
    }

    @Test
    void callerWhoLeavesDuringTheLatencyAfterTheEffectHasLostTheToken() {
        test.simulator.inject(
                FaultRule.on(Endpoint.CODE, Fault.latencyAfter(LONG)).once());
        String code = test.code("anna");

        leaveEarly(code);

        await().until(() -> onlyPresentation(code).delivery() == Delivery.DROPPED);
        assertThat(onlyPresentation(code).result()).isEqualTo(Result.ISSUED);
        assertThat(test.redeem(code).bodyAsString()).contains("already used");
    }

    @Test
    void hangingCallEndsWhenTheCallerLeaves() {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.hang()).once());
        String code = test.code("anna");

        leaveEarly(code);

        await().until(() -> onlyPresentation(code).delivery() == Delivery.CALLER_GONE);
    }

    @Test
    void hangingCallIsClosedAtTheLimit() {
        try (var impatient = new TestSimulator(SimulatorConfig.defaults().withHangLimit(Duration.ofMillis(50)))) {
            impatient.simulator.inject(FaultRule.on(Endpoint.ME, Fault.hang()));

            assertThatThrownBy(() -> impatient.me("any")).hasMessageContaining("closed");
        }
    }

    @Test
    void rateLimitShowsUsageMinutesAndRetryAfter() {
        test.simulator.inject(FaultRule.on(Endpoint.REFRESH, Fault.rateLimit(new RateLimit(80002, 403, 7, 90))));

        var answer = test.refresh("any");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("90");
        var usage = new JsonObject(answer.getHeader("x-business-use-case-usage"));
        assertThat(usage.stream()
                        .map(entry -> usage.getJsonArray(entry.getKey()).getJsonObject(0))
                        .map(entry -> entry.getInteger("estimated_time_to_regain_access")))
                .containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource({"4, 100", "341, 100", "17, 28", "80002, 28"})
    void allowanceOfTheAppIsFullOnlyWhereItsLimitWasHit(int code, int percent) {
        test.simulator.inject(FaultRule.on(Endpoint.REFRESH, Fault.rateLimit(RateLimit.of(code))));

        var answer = test.refresh("any");

        assertThat(new JsonObject(answer.getHeader("x-app-usage")).getInteger("call_count"))
                .isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"4, true", "17, true", "32,", "613,", "80002,"})
    void limitOfAppAndOfPersonCallsItselfTransient(int code, @Nullable Boolean stated) {
        test.simulator.inject(FaultRule.on(Endpoint.REFRESH, Fault.rateLimit(RateLimit.of(code))));

        assertThat(statedTransience(test.refresh("any"))).isEqualTo(stated);
    }

    @ParameterizedTest
    @CsvSource({"false", "true", ","})
    void transienceOfALimitCanBeSwitched(@Nullable Boolean wanted) {
        var limit = RateLimit.of(4).withTransient(wanted);
        test.simulator.inject(FaultRule.on(Endpoint.REFRESH, Fault.rateLimit(limit)));

        assertThat(statedTransience(test.refresh("any"))).isEqualTo(wanted);
    }

    @Test
    void faultHitsAsManyCallsAsItWasGiven() {
        test.simulator.inject(FaultRule.on(Endpoint.ME, Fault.status(503)).times(2));
        String token = test.longLived("anna");

        assertThat(Stream.generate(() -> test.me(token).statusCode()).limit(4)).containsExactly(503, 503, 200, 200);
        assertThat(test.simulator.faults().pending()).isEmpty();
    }

    @Test
    void faultForOnePersonLeavesOthersAlone() {
        test.simulator.inject(FaultRule.on(Endpoint.ANY, Fault.status(503)).forPerson("anna"));
        String anna = test.code("anna");
        String bert = test.code("bert");

        assertThat(test.redeem(anna).statusCode()).isEqualTo(503);
        assertThat(test.redeem(bert).statusCode()).isEqualTo(200);
    }

    @Test
    void faultForOneAppLeavesOthersAlone() {
        test.simulator.inject(FaultRule.on(Endpoint.ANY, Fault.status(503)).forApp(TestSimulator.OTHER_CLIENT_ID));

        assertThat(test.redeem(test.code("anna")).statusCode()).isEqualTo(200);
    }

    @Test
    void faultAtOneEndpointLeavesOthersAlone() {
        test.simulator.inject(FaultRule.on(Endpoint.UPGRADE, Fault.html()));
        String token = test.shortLived("anna");

        assertThat(test.upgrade(token).statusCode()).isEqualTo(502);
        assertThat(test.me(token).statusCode()).isEqualTo(200);
    }

    @Test
    void refreshWhoseAnswerIsLostHasHappened() {
        String token = test.longLived("anna");
        test.advance(Duration.ofDays(1));
        test.simulator.inject(FaultRule.on(Endpoint.REFRESH, Fault.resetAfter()).once());

        assertThatThrownBy(() -> test.refresh(token)).hasMessageContaining("closed");

        assertThat(test.simulator
                        .tokens()
                        .newest(TestSimulator.CLIENT_ID, test.person("anna").id()))
                .hasValueSatisfying(newest -> assertThat(newest.parent()).isEqualTo(token));
    }

    @Test
    void clearedFaultsHitNobody() {
        test.simulator.inject(FaultRule.on(Endpoint.ANY, Fault.status(503)));

        test.simulator.faults().clear();

        assertThat(test.get("/oauth/authorize", Map.of()).statusCode()).isEqualTo(400);
    }

    private void leaveEarly(String code) {
        var request = test.client.post(ADDRESS).timeout(50);
        var form = MultiMap.caseInsensitiveMultiMap().addAll(TestSimulator.exchange(code));
        assertThatThrownBy(() -> TestSimulator.await(request.sendForm(form))).hasMessageContaining("timeout");
    }

    private static @Nullable Boolean statedTransience(HttpResponse<Buffer> answer) {
        return answer.bodyAsJsonObject().getJsonObject("error").getBoolean("is_transient");
    }

    private Presentation onlyPresentation(String code) {
        return test.simulator.codes().find(code).orElseThrow().presentations().stream()
                .findFirst()
                .orElseThrow();
    }
}
