package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.Answers.flat;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static io.tokenkeep.exchange.provider.meta.Answers.ok;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstagramAnswersTest {

    private static final String ID = "27640875392278831";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":[]}",
                "{\"data\":[{}]}",
                "{\"data\":{}}",
                "{\"data\":[{\"access_token\":null}]}",
                "{\"data\":[{\"access_token\":\" \",\"user_id\":1}]}",
                "{\"access_token\":\"\",\"user_id\":1}",
                "<html></html>",
            })
    void k31_answerWithoutATokenIsAFailure(String body) {
        assertThat(failure(InstagramAnswers.shortLived(ok(body))).kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    /** Wrapped or flat, id as text or number, permissions in each of their spellings. */
    static Stream<String> answers() {
        return Stream.of("%s", "{\"data\":[%s]}")
                .flatMap(shape -> Stream.of(ID, "\"" + ID + "\"").flatMap(id -> Stream.of(
                                "\"basic,publish\"",
                                "\"basic, publish\"",
                                "\"basic publish\"",
                                "\"basic%2Cpublish\"",
                                "\"basic%20publish\"",
                                "[\"basic\",\"publish\"]")
                        .map(permissions -> shape.replace(
                                "%s",
                                "{\"access_token\":\"IGAA\",\"user_id\":" + id + ",\"permissions\":" + permissions
                                        + "}"))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void k31_everyCombinationIsTheSameAnswer(String body) {
        assertThat(given(InstagramAnswers.shortLived(ok(body))))
                .isEqualTo(new ShortLived(Secret.of("IGAA"), null, List.of(ID), null, List.of("basic", "publish")));
    }

    @Test
    void k31_permissionsMayBeMissing() {
        ShortLived answer = given(InstagramAnswers.shortLived(ok("{\"access_token\":\"IGAA\"}")));

        assertThat(answer.scopes()).isEmpty();
        assertThat(answer.aliases()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\",\"user_id\":\"" + ID + "\",\"username\":\"anna\",\"name\":\"Anna A\"}",
                "{\"id\":7,\"user_id\":" + ID + ",\"username\":\"anna\"}",
                "{\"data\":[{\"id\":\"7\",\"user_id\":\"" + ID + "\",\"username\":\"anna\"}]}",
            })
    void k32_k36_accountIsTheUserIdAndTheOtherIdAnAlias(String body) {
        assertThat(given(InstagramAnswers.profile(ok(body)))).isEqualTo(new Profile(ID, List.of("7"), "anna", "anna"));
    }

    @Test
    void k32_sameIdTwiceIsNoAlias() {
        assertThat(given(InstagramAnswers.profile(ok("{\"id\":\"7\",\"user_id\":7}")))
                        .aliases())
                .isEmpty();
    }

    @Test
    void k32_profileWithoutTheAccountsIdIsAFailure() {
        assertThat(failure(InstagramAnswers.profile(ok("{\"id\":\"7\",\"username\":\"anna\"}")))
                        .kind())
                .isEqualTo(FailureKind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Matching code was not found or was already used",
                "This authorization code has been used",
                "Error validating verification code. Please make sure your redirect_uri is identical to the one you used",
                "Ein Text in einer anderen Sprache",
            })
    void k33_spentCodeHasManyTexts(String message) {
        assertThat(failure(InstagramAnswers.shortLived(flat(message))).kind()).isEqualTo(FailureKind.CODE_SPENT);
    }

    @Test
    void k34_wrongSecretIsKnownByItsMessageUnderAnyCode() {
        Stream.of(1, 100).forEach(code -> assertThat(failure(InstagramAnswers.shortLived(
                                graph(400, "\"code\":" + code + ",\"message\":\"Error validating client secret.\"")))
                        .kind())
                .isEqualTo(FailureKind.SECRET_REFUSED));
    }

    @Test
    void wrongAppIsMisconfigured() {
        assertThat(failure(InstagramAnswers.shortLived(flat("Invalid platform app")))
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void wrongRedirectUriIsOfThisCodeAlone() {
        assertThat(failure(InstagramAnswers.shortLived(flat("Invalid redirect_uri")))
                        .kind())
                .isEqualTo(FailureKind.REDIRECT_REFUSED);
    }

    @Test
    void k33_spentCodeIsFoundInTheGraphEnvelopeToo() {
        assertThat(failure(InstagramAnswers.shortLived(graph(
                                400,
                                "\"code\":100,\"message\":\"Error validating verification code. Please make sure your"
                                        + " redirect_uri is identical to the one you used\"")))
                        .kind())
                .isEqualTo(FailureKind.CODE_SPENT);
    }

    @Test
    void complaintAboutTheMethodIsOneAboutTheAppOrThePerson() {
        HttpAnswer misleading = graph(
                400, "\"message\":\"Unsupported request - method type: get\",\"type\":\"IGApiException\",\"code\":100");

        assertThat(failure(InstagramAnswers.shortLived(misleading)).kind()).isEqualTo(FailureKind.NOT_SET_UP);
        assertThat(failure(GraphTokenAnswers.longLived(Endpoint.UPGRADE, misleading))
                        .kind())
                .isEqualTo(FailureKind.NOT_SET_UP);
    }
}
