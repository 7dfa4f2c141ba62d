package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.EXCHANGE;
import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.Endpoint.REFRESH;
import static io.tokenkeep.exchange.provider.Endpoint.UPGRADE;
import static io.tokenkeep.exchange.provider.FailureKind.BAD_REQUEST;
import static io.tokenkeep.exchange.provider.FailureKind.CODE_SPENT;
import static io.tokenkeep.exchange.provider.FailureKind.MISCONFIGURED;
import static io.tokenkeep.exchange.provider.FailureKind.NOT_SET_UP;
import static io.tokenkeep.exchange.provider.FailureKind.PERMISSION_MISSING;
import static io.tokenkeep.exchange.provider.FailureKind.RATE_LIMITED;
import static io.tokenkeep.exchange.provider.FailureKind.REAUTHORIZE;
import static io.tokenkeep.exchange.provider.FailureKind.REDIRECT_REFUSED;
import static io.tokenkeep.exchange.provider.FailureKind.SECRET_REFUSED;
import static io.tokenkeep.exchange.provider.FailureKind.TRANSIENT;
import static io.tokenkeep.exchange.provider.meta.Answers.flat;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static io.tokenkeep.exchange.provider.meta.Answers.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraphErrorClassifierTest {

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
                        NOT_SET_UP),
                arguments(
                        "Instagram's misleading message on an upgrade",
                        UPGRADE,
                        graph(400, "\"message\":\"Unsupported request - method type: get\",\"code\":100"),
                        NOT_SET_UP),
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
                        REDIRECT_REFUSED),
                arguments("flat on anything but a code", UPGRADE, flat("Something is wrong"), BAD_REQUEST),
                arguments(
                        "authorize page's envelope",
                        EXCHANGE,
                        of(400, "{\"error_message\":\"The user is unknown\",\"error_code\":1349245}"),
                        NOT_SET_UP),
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
                arguments("500 with a code", ME, graph(500, "\"code\":190"), TRANSIENT),
                arguments(
                        "503 with a flat envelope",
                        EXCHANGE,
                        of(503, "{\"error_type\":\"OAuthException\"}"),
                        TRANSIENT),
                arguments("a gateway's page", EXCHANGE, of(502, "<html><body>Bad Gateway</body></html>"), TRANSIENT),
                arguments("an answer that timed out on the way", EXCHANGE, of(408, ""), TRANSIENT),
                arguments(
                        "an app's limit that calls itself transient",
                        ME,
                        graph(400, "\"code\":4,\"is_transient\":true"),
                        RATE_LIMITED),
                arguments(
                        "a person's limit that calls itself transient",
                        REFRESH,
                        graph(403, "\"code\":17,\"is_transient\":true"),
                        RATE_LIMITED),
                arguments("a limit with status 500", ME, graph(500, "\"code\":4"), RATE_LIMITED),
                arguments(
                        "429 that calls itself transient",
                        ME,
                        graph(429, "\"code\":2,\"is_transient\":true"),
                        RATE_LIMITED),
                arguments(
                        "a proof is wanted",
                        REFRESH,
                        graph(
                                400,
                                "\"code\":100,\"message\":\"API calls from the server require an appsecret_proof"
                                        + " argument\""),
                        MISCONFIGURED),
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
        assertThat(GraphErrorClassifier.read(endpoint, answer).kind()).as(name).isEqualTo(expected);
    }

    @Test
    void flatCodeIsAnHttpStatusAndIsNotKept() {
        assertThat(GraphErrorClassifier.read(EXCHANGE, flat("was already used")).code())
                .isNull();
    }

    @Test
    void failureHasNothingOfTheText() {
        Failure failure = GraphErrorClassifier.read(ME, graph(400, "\"code\":190,\"message\":\"THAA-quoted-token\""));

        assertThat(failure.toString()).doesNotContain("THAA-quoted-token");
    }
}
