package io.tokenkeep.exchange.provider;

import static io.tokenkeep.exchange.provider.Answers.flat;
import static io.tokenkeep.exchange.provider.Answers.graph;
import static io.tokenkeep.exchange.provider.Answers.of;
import static io.tokenkeep.exchange.provider.Answers.with;
import static io.tokenkeep.exchange.provider.Endpoint.EXCHANGE;
import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.Endpoint.REFRESH;
import static io.tokenkeep.exchange.provider.Endpoint.UPGRADE;
import static io.tokenkeep.exchange.provider.FailureKind.BAD_REQUEST;
import static io.tokenkeep.exchange.provider.FailureKind.CODE_SPENT;
import static io.tokenkeep.exchange.provider.FailureKind.MISCONFIGURED;
import static io.tokenkeep.exchange.provider.FailureKind.PERMISSION_MISSING;
import static io.tokenkeep.exchange.provider.FailureKind.RATE_LIMITED;
import static io.tokenkeep.exchange.provider.FailureKind.REAUTHORIZE;
import static io.tokenkeep.exchange.provider.FailureKind.SECRET_REFUSED;
import static io.tokenkeep.exchange.provider.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReadingTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "API unknown,                        1,    , TRANSIENT",
        "API service,                        2,    , TRANSIENT",
        "capability,                         3,    , PERMISSION_MISSING",
        "app limit,                          4,    , RATE_LIMITED",
        "permission denied,                 10,    , PERMISSION_MISSING",
        "user limit,                        17,    , RATE_LIMITED",
        "legacy ads limit,                  17, 2446079, RATE_LIMITED",
        "Page calls over limit,             32,    , RATE_LIMITED",
        "object not visible,               100,  33, BAD_REQUEST",
        "invalid parameter,                100,    , BAD_REQUEST",
        "code expired,                     100, 36007, CODE_SPENT",
        "code used,                        100, 36009, CODE_SPENT",
        "redirect mismatch,                100, 36008, MISCONFIGURED",
        "unknown application,              101,    , MISCONFIGURED",
        "API session,                      102,    , REAUTHORIZE",
        "incorrect signature,              104,    , MISCONFIGURED",
        "invalid user id,                  110,    , BAD_REQUEST",
        "token invalid,                    190,    , REAUTHORIZE",
        "session key invalid,              190, 452, REAUTHORIZE",
        "session key invalid as code,      452,    , REAUTHORIZE",
        "malformed,                        190, 456, REAUTHORIZE",
        "wrong origin,                     190, 457, REAUTHORIZE",
        "app removed,                      190, 458, REAUTHORIZE",
        "app removed as code,              458,    , REAUTHORIZE",
        "checkpointed,                     190, 459, USER_ACTION",
        "checkpointed as code,             459,    , USER_ACTION",
        "password changed,                 190, 460, REAUTHORIZE",
        "app reinstalled,                  190, 461, REAUTHORIZE",
        "stale,                            190, 462, REAUTHORIZE",
        "expired,                          190, 463, REAUTHORIZE",
        "expired as code,                  463,    , REAUTHORIZE",
        "unconfirmed user,                 190, 464, USER_ACTION",
        "unconfirmed user as code,         464,    , USER_ACTION",
        "invalid user,                     190, 465, REAUTHORIZE",
        "invalidated by API,               190, 466, REAUTHORIZE",
        "logged out,                       190, 467, REAUTHORIZE",
        "long unused,                      190, 468, REAUTHORIZE",
        "no role on the Page,              190, 492, REAUTHORIZE",
        "inactive for 90 days,             190, 493, REAUTHORIZE",
        "redirect not allowed,             191,    , MISCONFIGURED",
        "permission generic,               200,    , PERMISSION_MISSING",
        "user not visible,                 210,    , PERMISSION_MISSING",
        "ads_read,                         278,    , PERMISSION_MISSING",
        "last of the permissions,          299,    , PERMISSION_MISSING",
        "no longer a permission,           300,    , BAD_REQUEST",
        "application limit,                341,    , RATE_LIMITED",
        "blocked for abuse,                368,    , RATE_LIMITED",
        "duplicate post,                   506,    , BAD_REQUEST",
        "custom limit,                     613,    , RATE_LIMITED",
        "inconsistent volume,              613, 1996, RATE_LIMITED",
        "aliases do not exist,             803,    , BAD_REQUEST",
        "query parse,                     2500,    , BAD_REQUEST",
        "invalid query,                   3001,    , BAD_REQUEST",
        "ads insights limit,             80000, 2446079, RATE_LIMITED",
        "Page limit,                     80001,    , RATE_LIMITED",
        "Instagram limit,                80002,    , RATE_LIMITED",
        "custom audience limit,          80003,    , RATE_LIMITED",
        "ads management limit,           80004,    , RATE_LIMITED",
        "leads limit,                    80005,    , RATE_LIMITED",
        "messenger limit,                80006,    , RATE_LIMITED",
        "WhatsApp limit,                 80008,    , RATE_LIMITED",
        "catalog limit,                  80009,    , RATE_LIMITED",
        "catalog batch limit,            80014,    , RATE_LIMITED",
        "invitation not accepted,      1349245,    , MISCONFIGURED",
        "no such app id,               4476002,    , MISCONFIGURED",
        "no application data,          1349026,    , MISCONFIGURED",
        "insecure login,               1349187,    , MISCONFIGURED",
        "error posting a link,         1609005,    , BAD_REQUEST",
    })
    void codeAndSubcodeDecide(String name, int code, Integer subcode, FailureKind expected) {
        String sub = subcode == null ? "" : ",\"error_subcode\":" + subcode;

        Failure failure = ErrorReading.read(
                ME, graph(400, "\"message\":\"" + name + "\",\"type\":\"OAuthException\",\"code\":" + code + sub));

        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.subcode()).isEqualTo(subcode);
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                arguments("expired", ME, graph(400, "\"code\":190,\"error_subcode\":463"), REAUTHORIZE),
                arguments("revoked comes as 401", ME, graph(401, "\"code\":190,\"error_subcode\":458"), REAUTHORIZE),
                arguments(
                        "190 about a Page's permission",
                        ME,
                        graph(
                                400,
                                "\"code\":190,\"message\":\"Any of the pages_read_engagement, pages_manage_metadata"
                                        + " permission(s) must be granted before impersonating a Page\""),
                        PERMISSION_MISSING),
                arguments("transient 400", ME, graph(400, "\"code\":2,\"is_transient\":true"), TRANSIENT),
                arguments(
                        "any code that is transient", ME, graph(400, "\"code\":190,\"is_transient\":true"), TRANSIENT),
                arguments(
                        "permanent code 1",
                        ME,
                        graph(400, "\"code\":1,\"error_subcode\":2853001,\"is_transient\":false"),
                        BAD_REQUEST),
                arguments(
                        "code 1 that is not called transient",
                        ME,
                        graph(400, "\"code\":1,\"is_transient\":false"),
                        TRANSIENT),
                arguments(
                        "K21 wrong secret as code 1",
                        EXCHANGE,
                        graph(400, "\"code\":1,\"message\":\"Error validating client secret.\""),
                        SECRET_REFUSED),
                arguments(
                        "K34 wrong secret as code 100",
                        UPGRADE,
                        graph(400, "\"code\":100,\"message\":\"Error validating client secret\""),
                        SECRET_REFUSED),
                arguments("wrong secret, flat", EXCHANGE, flat("Error validating client secret."), SECRET_REFUSED),
                arguments(
                        "unknown app",
                        EXCHANGE,
                        graph(400, "\"code\":101,\"message\":\"Error validating application. Cannot get info.\""),
                        MISCONFIGURED),
                arguments("unknown app, flat", EXCHANGE, flat("Invalid platform app"), MISCONFIGURED),
                arguments(
                        "Instagram's misleading message on a code",
                        EXCHANGE,
                        graph(
                                400,
                                "\"message\":\"Unsupported request - method type: get\",\"type\":\"IGApiException\","
                                        + "\"code\":100"),
                        MISCONFIGURED),
                arguments(
                        "Instagram's misleading message on an upgrade",
                        UPGRADE,
                        graph(400, "\"message\":\"Unsupported request - method type: get\",\"code\":100"),
                        MISCONFIGURED),
                arguments(
                        "the same message about one account never stops the app",
                        REFRESH,
                        graph(400, "\"message\":\"Unsupported request - method type: get\",\"code\":100"),
                        BAD_REQUEST),
                arguments(
                        "K10 spent, flat",
                        EXCHANGE,
                        flat("Matching code was not found or was already used"),
                        CODE_SPENT),
                arguments(
                        "K33 spent, another text", EXCHANGE, flat("This authorization code has been used"), CODE_SPENT),
                arguments(
                        "spent, in another language",
                        EXCHANGE,
                        flat("Dieser Code wurde bereits verwendet"),
                        CODE_SPENT),
                arguments("flat without a text", EXCHANGE, of(400, "{\"error_type\":\"OAuthException\"}"), CODE_SPENT),
                arguments(
                        "K10 spent, Graph envelope",
                        EXCHANGE,
                        graph(400, "\"code\":100,\"error_subcode\":36009,\"message\":\"x\""),
                        CODE_SPENT),
                arguments(
                        "spent without a subcode",
                        EXCHANGE,
                        graph(400, "\"code\":100,\"message\":\"This authorization code has been used.\""),
                        CODE_SPENT),
                arguments(
                        "malformed code",
                        EXCHANGE,
                        graph(400, "\"code\":100,\"message\":\"Invalid verification code format.\""),
                        CODE_SPENT),
                arguments(
                        "redirect mismatch, flat",
                        EXCHANGE,
                        flat("Error validating verification code. Please make sure your redirect_uri is identical to"),
                        MISCONFIGURED),
                arguments("flat on anything but a code", UPGRADE, flat("Something is wrong"), BAD_REQUEST),
                arguments(
                        "authorize page's envelope",
                        EXCHANGE,
                        of(400, "{\"error_message\":\"not a tester\",\"error_code\":1349245}"),
                        MISCONFIGURED),
                arguments(
                        "missing permission as 100",
                        ME,
                        graph(400, "\"code\":100,\"message\":\"(#100) Missing permissions\""),
                        PERMISSION_MISSING),
                arguments(
                        "the type does not matter",
                        ME,
                        graph(400, "\"code\":190,\"type\":\"THApiException\""),
                        REAUTHORIZE),
                arguments(
                        "expired, in another language",
                        ME,
                        graph(400, "\"code\":190,\"message\":\"Votre session a expiré : autorisation requise\""),
                        REAUTHORIZE),
                arguments("an error without a code", ME, graph(400, "\"message\":\"?\""), TRANSIENT),
                arguments("an error whose code is text", ME, graph(400, "\"code\":\"190\""), TRANSIENT),
                arguments("500 with a code", ME, graph(500, "\"code\":190"), TRANSIENT),
                arguments(
                        "503 with a flat envelope",
                        EXCHANGE,
                        of(503, "{\"error_type\":\"OAuthException\"}"),
                        TRANSIENT),
                arguments("a gateway's page", EXCHANGE, of(502, "<html><body>Bad Gateway</body></html>"), TRANSIENT),
                arguments("a page with status 400", EXCHANGE, of(400, "<html></html>"), TRANSIENT),
                arguments("nothing at all", EXCHANGE, of(400, ""), TRANSIENT),
                arguments("an empty 200", EXCHANGE, of(200, "{}"), TRANSIENT),
                arguments("a redirect", EXCHANGE, of(302, ""), TRANSIENT),
                arguments("RFC 6749's own form", EXCHANGE, of(400, "{\"error\":\"invalid_grant\"}"), TRANSIENT),
                arguments("429 without a body", ME, of(429, ""), RATE_LIMITED),
                arguments("429 with another code", ME, graph(429, "\"code\":2"), RATE_LIMITED),
                arguments(
                        "429 in the flat envelope does not spend a code",
                        EXCHANGE,
                        of(429, "{\"error_type\":\"OAuthException\",\"code\":429,\"error_message\":\"Too many\"}"),
                        RATE_LIMITED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void answerIsReadAsDocumented(String name, Endpoint endpoint, HttpAnswer answer, FailureKind expected) {
        assertThat(ErrorReading.read(endpoint, answer).kind()).as(name).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4, APP",
        "341, APP",
        "368, APP",
        "17, USER",
        "613, USER",
        "32, OBJECT",
        "80000, OBJECT",
        "80002, OBJECT",
        "80014, OBJECT",
    })
    void limitSaysWhoseBudgetIsUsedUp(int code, Bucket bucket) {
        assertThat(ErrorReading.read(ME, graph(400, "\"code\":" + code)).bucket())
                .isEqualTo(bucket);
    }

    @Test
    void onlyLimitsHaveABucket() {
        IntStream.of(1, 2, 10, 100, 102, 190, 200, 459).forEach(code -> assertThat(
                        ErrorReading.read(ME, graph(400, "\"code\":" + code)).bucket())
                .isEqualTo(Bucket.NONE));
    }

    @Test
    void businessUseCaseHeaderTellsTheMinutes() {
        HttpAnswer answer = with(
                graph(400, "\"code\":80002"),
                "X-Business-Use-Case-Usage",
                "{\"17841\":[{\"type\":\"instagram\",\"call_count\":100,\"estimated_time_to_regain_access\":7}]}");

        assertThat(ErrorReading.read(ME, answer))
                .isEqualTo(new Failure(RATE_LIMITED, 80002, null, Bucket.OBJECT, Duration.ofMinutes(7)));
    }

    @Test
    void longestOfSeveralUseCasesCountsAndTheHeadersOtherNameIsRead() {
        HttpAnswer answer = with(
                graph(400, "\"code\":80001"),
                "x-business-use-case",
                "{\"1\":[{\"estimated_time_to_regain_access\":2},{\"estimated_time_to_regain_access\":19}],"
                        + "\"2\":[{\"estimated_time_to_regain_access\":5}]}");

        assertThat(ErrorReading.read(ME, answer).pause()).isEqualTo(Duration.ofMinutes(19));
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

        assertThat(ErrorReading.read(ME, answer).pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999"})
    void retryAfterThatIsNoCountOfSecondsLeavesThePauseToUs(String value) {
        assertThat(ErrorReading.read(ME, with(of(429, ""), "Retry-After", value))
                        .pause())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "not json", "{\"1\":{}}", "{\"1\":[{\"estimated_time_to_regain_access\":0}]}"})
    void useCaseHeaderWithoutMinutesLeavesThePauseToUs(String value) {
        HttpAnswer answer = with(graph(400, "\"code\":80002"), "X-Business-Use-Case-Usage", value);

        assertThat(ErrorReading.read(ME, answer).pause()).isNull();
    }

    @Test
    void pauseIsNeverLongerThanADay() {
        assertThat(ErrorReading.read(ME, with(of(429, ""), "Retry-After", "999999"))
                        .pause())
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void blockForAbusePausesLongEvenWhenTheAnswerDoesNotSay() {
        assertThat(ErrorReading.read(ME, graph(400, "\"code\":368")).pause()).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void flatCodeIsAnHttpStatusAndIsNotKept() {
        assertThat(ErrorReading.read(EXCHANGE, flat("was already used")).code()).isNull();
    }

    @Test
    void failureHoldsNothingOfTheText() {
        Failure failure = ErrorReading.read(ME, graph(400, "\"code\":190,\"message\":\"THAA-quoted-token\""));

        assertThat(failure.toString()).doesNotContain("THAA-quoted-token");
    }
}
