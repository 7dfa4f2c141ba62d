package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.FailureKind.RATE_LIMITED;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static io.tokenkeep.exchange.provider.meta.Answers.of;
import static io.tokenkeep.exchange.provider.meta.Answers.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.HttpAnswer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose budget a limited answer speaks of, and for how long. */
class GraphRateLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "4, APP",
        "341, APP",
        "17, USER",
        "368, USER",
        "613, USER",
        "32, OBJECT",
        "80000, OBJECT",
        "80002, OBJECT",
        "80014, OBJECT",
    })
    void limitSaysWhoseBudgetIsUsedUp(int code, Bucket bucket) {
        assertThat(GraphErrorClassifier.read(ME, graph(400, "\"code\":" + code)).bucket())
                .isEqualTo(bucket);
    }

    @Test
    void onlyLimitsHaveABucket() {
        IntStream.of(1, 2, 10, 100, 102, 190, 200, 459)
                .forEach(code -> assertThat(GraphErrorClassifier.read(ME, graph(400, "\"code\":" + code))
                                .bucket())
                        .isEqualTo(Bucket.NONE));
    }

    @Test
    void businessUseCaseHeaderTellsTheMinutes() {
        HttpAnswer answer = with(
                graph(400, "\"code\":80002"),
                "X-Business-Use-Case-Usage",
                "{\"17841\":[{\"type\":\"instagram\",\"call_count\":100,\"estimated_time_to_regain_access\":7}]}");

        assertThat(GraphErrorClassifier.read(ME, answer))
                .isEqualTo(new Failure(RATE_LIMITED, 80002, null, Bucket.OBJECT, Duration.ofMinutes(7)));
    }

    @Test
    void longestOfSeveralUseCasesCountsAndTheHeadersOtherNameIsRead() {
        HttpAnswer answer = with(
                graph(400, "\"code\":80001"),
                "x-business-use-case",
                "{\"1\":[{\"estimated_time_to_regain_access\":2},{\"estimated_time_to_regain_access\":19}],"
                        + "\"2\":[{\"estimated_time_to_regain_access\":5}]}");

        assertThat(GraphErrorClassifier.read(ME, answer).pause()).isEqualTo(Duration.ofMinutes(19));
    }

    @Test
    void retryAfterGoesBeforeTheMinutes() {
        HttpAnswer answer = with(
                with(
                        graph(400, "\"code\":4"),
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"estimated_time_to_regain_access\":19}]}"),
                "Retry-After",
                "30");

        assertThat(GraphErrorClassifier.read(ME, answer).pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999"})
    void retryAfterThatIsNoCountOfSecondsLeavesThePauseToUs(String value) {
        assertThat(GraphErrorClassifier.read(ME, with(of(429, ""), "Retry-After", value))
                        .pause())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "not json", "{\"1\":{}}", "{\"1\":[{\"estimated_time_to_regain_access\":0}]}"})
    void useCaseHeaderWithoutMinutesLeavesThePauseToUs(String value) {
        HttpAnswer answer = with(graph(400, "\"code\":80002"), "X-Business-Use-Case-Usage", value);

        assertThat(GraphErrorClassifier.read(ME, answer).pause()).isNull();
    }

    @Test
    void pauseIsNeverLongerThanADay() {
        assertThat(GraphErrorClassifier.read(ME, with(of(429, ""), "Retry-After", "999999"))
                        .pause())
                .isEqualTo(Duration.ofDays(1));
        HttpAnswer minutes = with(
                graph(400, "\"code\":80002"),
                "X-Business-Use-Case-Usage",
                "{\"1\":[{\"estimated_time_to_regain_access\":" + Long.MAX_VALUE + "}]}");
        assertThat(GraphErrorClassifier.read(ME, minutes).pause()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void blockForAbusePausesLongEvenWhenTheAnswerDoesNotSay() {
        assertThat(GraphErrorClassifier.read(ME, graph(400, "\"code\":368")).pause())
                .isGreaterThan(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"368, 1, true", "613, 1996, true", "613, 1, false", "4, 1996, false"})
    void suspicionOfAbuseIsDistinguishedFromANumberOfCalls(int code, int subcode, boolean suspicion) {
        HttpAnswer answer = graph(400, "\"code\":" + code + ",\"error_subcode\":" + subcode);

        assertThat(GraphErrorClassifier.read(ME, answer).suspicion()).isEqualTo(suspicion);
    }

    @Test
    void fullestOfTheAppsAllowancesCounts() {
        HttpAnswer answer = with(
                graph(400, "\"code\":4"),
                "X-App-Usage",
                "{\"call_count\":28,\"total_time\":91.7,\"total_cputime\":25}");

        assertThat(GraphRateHeaders.usage(answer.headers())).hasValue(91);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"call_count\":\"many\"}", "{\"calls\":90}", "null"})
    void usageThatMakesNoSenseSaysNothing(String header) {
        HttpAnswer answer = with(graph(400, "\"code\":4"), "X-App-Usage", header);

        assertThat(GraphRateHeaders.usage(answer.headers())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-3, 0", "1e300, 100", "101, 100"})
    void usageStaysAPercentage(String stated, int percent) {
        HttpAnswer answer = with(graph(400, "\"code\":4"), "X-App-Usage", "{\"call_count\":" + stated + "}");

        assertThat(GraphRateHeaders.usage(answer.headers())).hasValue(percent);
    }
}
