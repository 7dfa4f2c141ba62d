package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.FailureKind.APP_BLOCKED;
import static io.tokenkeep.exchange.provider.FailureKind.HOST_REFUSED;
import static io.tokenkeep.exchange.provider.FailureKind.NOT_SET_UP;
import static io.tokenkeep.exchange.provider.FailureKind.PERMISSION_MISSING;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a refusal is about, by messages as they are seen in the field. */
class GraphBlameMessagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API access blocked.",
                "(#200) API access blocked",
                "API access deactivated. To reactivate, go to the app dashboard.",
                "API access disabled",
                "API access is restricted",
                "(#3) Application does not have the capability to make this API call.",
                "(#3) App must be on whitelist",
                "Error validating application. Application has been deleted.",
                "Application has been disabled",
                "This app has been deactivated",
                "The app is temporarily blocked",
                "Your app has been restricted and cannot access user data",
                "App not active: This app is not currently accessible and the app developer is aware of the issue.",
                "(#10) This app has not been approved to use this feature",
                "The app is not approved for this endpoint",
                "(#10) To use 'Page Public Content Access', your use of this endpoint must be reviewed and approved by"
                        + " Facebook. To submit this feature for review please read our documentation",
                "(#200) Access to this data needs App Review",
                "(#200) App does not have advanced access to this feature",
                "This application has been suspended for a policy violation",
            })
    void messageAboutTheAppIsAboutTheApp(String message) {
        assertThat(read(10, message)).isEqualTo(APP_BLOCKED);
        assertThat(read(200, message)).isEqualTo(APP_BLOCKED);
        assertThat(read(299, message)).isEqualTo(APP_BLOCKED);
        assertThat(read(3, message)).isEqualTo(APP_BLOCKED);
        assertThat(read(5, message)).isEqualTo(APP_BLOCKED);
        assertThat(read(101, message)).isEqualTo(APP_BLOCKED);
        assertThat(read(190, message)).isEqualTo(APP_BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#5) Unauthorized source IP address",
                "This IP can't make requests for that application.",
                "Request from server IP is not whitelisted",
                "The IP address is not allowed",
                "Calls from this server address are not allowed",
            })
    void messageAboutTheAddressIsAboutTheHost(String message) {
        assertThat(read(5, message)).isEqualTo(HOST_REFUSED);
        assertThat(read(10, message)).isEqualTo(HOST_REFUSED);
        assertThat(read(200, message)).isEqualTo(HOST_REFUSED);
        assertThat(read(190, message)).isEqualTo(HOST_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#10) This endpoint requires the 'instagram_basic' permission or the 'Page Public Content Access'"
                        + " feature. Refer to https://developers.facebook.com/docs/apps/review/login-permissions",
                "(#200) The user hasn't authorized the application to perform this action",
                "(#200) The user has not granted the app this permission",
                "(#283) Requires pages_read_engagement permission to manage the object",
                "(#200) Requires either publish_to_groups permission, or app being installed in the group",
                "(#200) You do not have sufficient permissions to perform this action",
                "(#210) User not visible",
                "(#200) The user has removed the application",
                "(#200) User has blocked the app",
                "(#200) The permission(s) pages_show_list are not available. They must be granted",
                "(#10) Permission denied",
                // Said of a token without a scope, whatever the app has.
                "(#10) Application does not have permission for this action",
                "(#200) Cannot call API for app 123 on behalf of user 456",
                "(#200) User does not own the resource",
                "Permissions error",
                "",
            })
    void messageAboutThePersonIsAboutThePerson(String message) {
        assertThat(read(10, message)).isEqualTo(PERMISSION_MISSING);
        assertThat(read(200, message)).isEqualTo(PERMISSION_MISSING);
        assertThat(read(3, message)).isEqualTo(PERMISSION_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#10) L'application n'a pas l'autorisation d'effectuer cette action",
                "(#200) API-Zugriff gesperrt",
                "(#200) Acceso a la API bloqueado",
                "(#10) アプリケーションはブロックされています",
                "(#200) Доступ заблокирован",
            })
    void messageInAnotherLanguageIsAboutThePerson(String message) {
        assertThat(read(10, message)).isEqualTo(PERMISSION_MISSING);
        assertThat(read(200, message)).isEqualTo(PERMISSION_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#10) This app is in development mode. Only users with a role on the app can use it",
                "App Not Setup: This app is still in development mode, and you don't have access to it.",
                "(#200) The user must be an accepted tester of the app",
            })
    void personWhoIsNoTesterIsThePersonsAndTheOperators(String message) {
        assertThat(read(10, message)).isEqualTo(NOT_SET_UP);
        assertThat(read(200, message)).isEqualTo(NOT_SET_UP);
    }

    @ParameterizedTest
    @CsvSource({
        "The action attempted has been deemed abusive or is otherwise disallowed, USER",
        "You're temporarily blocked from doing this, USER",
        "Gesperrt, USER",
        "This application has been blocked for abuse, APP",
        "API access blocked, APP",
    })
    void blockForAbuseIsTheAppsOnlyIfTheMessageSaysSo(String message, Bucket bucket) {
        Failure failure = GraphErrorClassifier.read(ME, graph(400, "\"code\":368,\"message\":\"" + message + "\""));

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.bucket()).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({"458, REAUTHORIZE", "463, REAUTHORIZE", "459, USER_ACTION", "492, REAUTHORIZE"})
    void numberThatSaysWhyATokenIsDeadGoesBeforeAnyMessage(int subcode, FailureKind expected) {
        assertThat(GraphErrorClassifier.read(
                                ME,
                                graph(
                                        400,
                                        "\"code\":190,\"error_subcode\":" + subcode
                                                + ",\"message\":\"The user has not authorized application id 123."
                                                + " Application has been disabled\""))
                        .kind())
                .isEqualTo(expected);
    }

    private static FailureKind read(int code, String message) {
        return GraphErrorClassifier.read(
                        ME, graph(403, "\"code\":" + code + ",\"message\":\"" + message.replace("\"", "'") + "\""))
                .kind();
    }
}
