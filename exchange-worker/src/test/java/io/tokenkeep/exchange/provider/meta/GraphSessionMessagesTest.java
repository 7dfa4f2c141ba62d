package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.Endpoint.REFRESH;
import static io.tokenkeep.exchange.provider.meta.Answers.flat;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static io.tokenkeep.exchange.provider.meta.Answers.ok;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Inspection;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 190 without a subcode, or with 0, is read by its message. */
class GraphSessionMessagesTest {

    static Stream<String> actions() {
        return Stream.of(
                "You cannot access the app till you log in to www.threads.com and follow the instructions given.",
                "You cannot access the app till you log in to www.instagram.com and follow the instructions given.",
                "Error validating access token: You cannot access the app till you log in to www.facebook.com and"
                        + " follow the instructions given.",
                "Error validating access token: Session key is malformed because of invalid user id.");
    }

    @ParameterizedTest
    @MethodSource("actions")
    void k47_personHasToActAtTheProvider(String message) {
        for (String subcode : new String[] {"", ",\"error_subcode\":0", ",\"error_subcode\":\"0\""}) {
            HttpAnswer answer = graph(400, "\"code\":190,\"message\":\"" + message + "\"" + subcode);

            assertThat(GraphErrorClassifier.read(ME, answer).kind()).isEqualTo(FailureKind.USER_ACTION);
            assertThat(GraphErrorClassifier.read(REFRESH, answer).kind()).isEqualTo(FailureKind.USER_ACTION);
        }
        assertThat(GraphErrorClassifier.read(REFRESH, flat(message)).kind()).isEqualTo(FailureKind.USER_ACTION);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void k47_inspectionTellsTheSame(String message) {
        for (String subcode : new String[] {"", ",\"subcode\":0"}) {
            Inspection inspection = given(GraphTokenAnswers.inspection(ok("{\"data\":{\"is_valid\":false,\"error\":"
                    + "{\"code\":190,\"message\":\"" + message + "\"" + subcode + "}}}")));

            assertThat(Objects.requireNonNull(inspection.problem()).kind()).isEqualTo(FailureKind.USER_ACTION);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#190) This method must be called with a Page Access Token",
                "This method must be called with an app access_token.",
                "A user access token is required to request this resource.",
                "A page access token is required to request this resource.",
                "Invalid token type: user access token required",
            })
    void k48_messageAboutTheKindOfTokenSaysNothingOfItsLife(String message) {
        for (String subcode : new String[] {"", ",\"error_subcode\":0"}) {
            assertThat(GraphErrorClassifier.read(
                                    ME, graph(400, "\"code\":190,\"message\":\"" + message + "\"" + subcode))
                            .kind())
                    .isEqualTo(FailureKind.BAD_REQUEST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"error_subcode\":0"})
    void k26_messageAboutPermissionsIsAboutPermissions(String subcode) {
        assertThat(GraphErrorClassifier.read(
                                ME,
                                graph(
                                        400,
                                        "\"code\":190,\"message\":\"Any of the pages_read_engagement permission(s) must be"
                                                + " granted before impersonating a user's page.\"" + subcode))
                        .kind())
                .isEqualTo(FailureKind.PERMISSION_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"error_subcode\":0"})
    void anythingElseIsADeadToken(String subcode) {
        assertThat(GraphErrorClassifier.read(
                                ME,
                                graph(
                                        400,
                                        "\"code\":190,\"message\":\"Invalid OAuth access token - Cannot parse access token\""
                                                + subcode))
                        .kind())
                .isEqualTo(FailureKind.REAUTHORIZE);
    }
}
