package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.EXCHANGE;
import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.Endpoint.PAGES;
import static io.tokenkeep.exchange.provider.Endpoint.REFRESH;
import static io.tokenkeep.exchange.provider.Endpoint.UPGRADE;
import static io.tokenkeep.exchange.provider.FailureKind.BAD_REQUEST;
import static io.tokenkeep.exchange.provider.FailureKind.MISCONFIGURED;
import static io.tokenkeep.exchange.provider.FailureKind.REAUTHORIZE;
import static io.tokenkeep.exchange.provider.FailureKind.REDIRECT_REFUSED;
import static io.tokenkeep.exchange.provider.FailureKind.TRANSIENT;
import static io.tokenkeep.exchange.provider.FailureKind.UNREADABLE;
import static io.tokenkeep.exchange.provider.meta.Answers.flat;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static io.tokenkeep.exchange.provider.meta.Answers.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that came is an answer, whatever envelope it came in. */
class GraphErrorEnvelopesTest {

    private static final String META = "{\"meta\":{\"code\":%d,\"error_type\":\"%s\",\"error_message\":\"%s\"}}";

    @ParameterizedTest
    @CsvSource({
        "400, OAuthException, Matching code was not found or was already used, CODE_SPENT",
        "400, OAuthException, Error validating client secret., SECRET_REFUSED",
        "400, OAuthException, Invalid platform app, MISCONFIGURED",
        "400, OAuthAccessTokenException, The access_token provided is invalid., BAD_REQUEST",
        "400, OAuthPermissionsException, x, PERMISSION_MISSING",
        "429, OAuthRateLimitException, x, RATE_LIMITED",
        "400, OAuthRateLimitException, x, RATE_LIMITED",
    })
    void metaEnvelopeIsRead(int code, String type, String message, FailureKind expected) {
        assertThat(kind(EXCHANGE, of(400, META.formatted(code, type, message)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = Endpoint.class,
            names = {"ME", "REFRESH", "UPGRADE"})
    void metaEnvelopeMayCallATokenInvalidByItsType(Endpoint endpoint) {
        assertThat(kind(endpoint, of(400, META.formatted(400, "OAuthAccessTokenException", "x"))))
                .isEqualTo(REAUTHORIZE);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, EXCHANGE, CODE_SPENT",
        "invalid_grant, REFRESH, REAUTHORIZE",
        "invalid_client, EXCHANGE, SECRET_REFUSED",
        "unauthorized_client, EXCHANGE, MISCONFIGURED",
        "unsupported_grant_type, EXCHANGE, BAD_REQUEST",
        "invalid_request, EXCHANGE, BAD_REQUEST",
        "invalid_scope, EXCHANGE, PERMISSION_MISSING",
        "insufficient_scope, ME, PERMISSION_MISSING",
        "access_denied, EXCHANGE, PERMISSION_MISSING",
        "invalid_token, ME, REAUTHORIZE",
        "invalid_token, EXCHANGE, BAD_REQUEST",
        "server_error, EXCHANGE, TRANSIENT",
        "temporarily_unavailable, EXCHANGE, TRANSIENT",
        "slow_down, EXCHANGE, RATE_LIMITED",
        "something_else, EXCHANGE, BAD_REQUEST",
        "Not Found, ME, BAD_REQUEST",
    })
    void oauthsOwnEnvelopeIsRead(String error, Endpoint endpoint, FailureKind expected) {
        assertThat(kind(endpoint, of(400, "{\"error\":\"" + error + "\",\"error_description\":\"x\"}")))
                .isEqualTo(expected);
        assertThat(kind(endpoint, of(401, "{\"error\":\"" + error + "\"}"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Please make sure your redirect_uri is identical to the one you used, REDIRECT_REFUSED",
        "Error validating client secret., SECRET_REFUSED",
        "This user does not have a role on the app, NOT_SET_UP",
    })
    void descriptionOfAnInvalidGrantMaySayMore(String description, FailureKind expected) {
        assertThat(kind(
                        EXCHANGE,
                        of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + description + "\"}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"190\",\"error_subcode\":\"463\"}}",
                "{\"error\":{\"code\":190,\"error_subcode\":\"463\"}}",
                "{\"error\":[{\"code\":190,\"error_subcode\":463}]}",
                "[{\"error\":{\"code\":190,\"error_subcode\":463}}]",
                "{\"errors\":[{\"code\":190,\"error_subcode\":463}]}",
                "{\"message\":\"Session has expired\",\"type\":\"OAuthException\",\"code\":190,\"error_subcode\":463}",
                "{\"error_code\":190,\"error_subcode\":463,\"error_msg\":\"Session has expired\"}",
                "\ufeff {\"error\":{\"code\":190,\"error_subcode\":463}}",
            })
    void numbersAreFoundWhereverTheyStandAndHoweverTheyAreWritten(String body) {
        String text = body.startsWith("\ufeff") ? body.substring(1) : body;

        assertThat(GraphErrorClassifier.read(ME, of(400, text))).isEqualTo(Failure.of(REAUTHORIZE, 190, 463));
    }

    @ParameterizedTest
    @CsvSource({
        "EXCHANGE, 36009, CODE_SPENT",
        "EXCHANGE, 36007, CODE_SPENT",
        "EXCHANGE, 36008, REDIRECT_REFUSED",
        "ME, 463, REAUTHORIZE",
        "ME, 459, USER_ACTION",
        "ME, 33, BAD_REQUEST",
    })
    void subcodeAloneTellsItsCode(Endpoint endpoint, int subcode, FailureKind expected) {
        assertThat(kind(endpoint, graph(400, "\"error_subcode\":" + subcode))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "This authorization code has been used., EXCHANGE, CODE_SPENT",
        "Invalid verification code format., EXCHANGE, CODE_SPENT",
        "Error validating client secret., EXCHANGE, SECRET_REFUSED",
        "Please make sure your redirect_uri is identical, EXCHANGE, REDIRECT_REFUSED",
        "API access blocked., ME, APP_BLOCKED",
        "(#5) Unauthorized source IP address, ME, HOST_REFUSED",
        "Missing permissions, ME, PERMISSION_MISSING",
        "Too many calls, ME, RATE_LIMITED",
        "You cannot access the app till you log in to www.threads.com and follow the instructions given., ME, USER_ACTION",
        "?, EXCHANGE, BAD_REQUEST",
        "?, ME, BAD_REQUEST",
    })
    void errorWithoutACodeIsReadByItsMessage(String message, Endpoint endpoint, FailureKind expected) {
        assertThat(kind(endpoint, graph(400, "\"message\":\"" + message + "\"")))
                .isEqualTo(expected);
        assertThat(kind(endpoint, of(400, "{\"errors\":[\"" + message + "\"]}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "The user is not a tester of this app, NOT_SET_UP",
        "Insufficient developer role, NOT_SET_UP",
        "The user has not accepted the invite to test the app., NOT_SET_UP",
        "You do not have the role that is needed, NOT_SET_UP",
        "You are being rate limited. Rate limit exceeded, RATE_LIMITED",
        "Too many requests, RATE_LIMITED",
        "Application request limit reached, RATE_LIMITED",
        "This requires the threads_basic permission, PERMISSION_MISSING",
        "API access blocked., APP_BLOCKED",
        "Session key is malformed because of invalid user id., USER_ACTION",
        "Something new, CODE_SPENT",
    })
    void flatErrorThatNamesItsReasonIsNoSpentCode(String message, FailureKind expected) {
        assertThat(kind(EXCHANGE, flat(message))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Too many requests, USER",
        "Rate limit exceeded for this user, USER",
        "Application request limit reached, APP",
        "This app has made too many calls, APP",
    })
    void limitInAMessageIsThePersonsUnlessItNamesTheApp(String message, Bucket bucket) {
        assertThat(GraphErrorClassifier.read(EXCHANGE, flat(message)).bucket()).isEqualTo(bucket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error validating verification code. Please make sure your redirect_uri is identical to the one you used",
                "redirect_uri isn't an absolute URI. Check RFC 3986.",
                "Invalid redirect_uri",
            })
    void refusedRedirectUriIsAboutThisCodeAlone(String message) {
        assertThat(kind(EXCHANGE, flat(message))).isEqualTo(REDIRECT_REFUSED);
        assertThat(kind(EXCHANGE, graph(400, "\"code\":100,\"message\":\"" + message + "\"")))
                .isEqualTo(REDIRECT_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redirect_uri is not whitelisted in the app's Client OAuth Settings",
                "The redirect_uri URL is not allowed by the app",
            })
    void redirectUriThatTheAppDoesNotHaveIsTheOperators(String message) {
        assertThat(kind(EXCHANGE, flat(message))).isEqualTo(MISCONFIGURED);
        assertThat(kind(EXCHANGE, graph(400, "\"code\":191,\"message\":\"" + message + "\"")))
                .isEqualTo(MISCONFIGURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "", "null", "7", "[]", "{}", "\"text\"", "{\"status\":\"no\"}", "x=1&y=2"})
    void refusalOfUnknownFormIsARefusalOfTheCode(String body) {
        assertThat(kind(EXCHANGE, of(400, body))).isEqualTo(BAD_REQUEST);
        assertThat(kind(EXCHANGE, of(403, body))).isEqualTo(BAD_REQUEST);
        assertThat(kind(UPGRADE, of(404, body))).isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @EnumSource(
            value = Endpoint.class,
            names = {"REFRESH", "ME", "INSPECT", "PAGES", "REVOKE"})
    void refusalOfUnknownFormSaysNothingOfAToken(Endpoint endpoint) {
        assertThat(kind(endpoint, of(403, "<html>blocked</html>"))).isEqualTo(UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"200", "204", "301", "302", "307"})
    void answerWithNeitherTokenNorErrorCannotBeRead(int status) {
        assertThat(kind(EXCHANGE, of(status, ""))).isEqualTo(UNREADABLE);
        assertThat(kind(PAGES, of(status, "<html></html>"))).isEqualTo(UNREADABLE);
        assertThat(kind(REFRESH, of(status, "{}"))).isEqualTo(UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504", "408", "425"})
    void whatPassesByItselfIsTransientInEveryForm(int status) {
        assertThat(kind(EXCHANGE, of(status, "<html></html>"))).isEqualTo(TRANSIENT);
        assertThat(kind(EXCHANGE, of(status, "{\"error\":\"invalid_grant\"}"))).isEqualTo(TRANSIENT);
    }

    private static FailureKind kind(Endpoint endpoint, HttpAnswer answer) {
        return GraphErrorClassifier.read(endpoint, answer).kind();
    }
}
