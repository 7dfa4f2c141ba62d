package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.Answers.ok;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.Revoked;
import io.tokenkeep.exchange.provider.meta.GraphTokenAnswers.Extended;
import io.tokenkeep.exchange.provider.meta.PageCalls.Part;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacebookAnswersTest {

    private static final Secret PERSON = Secret.of("EAA-person");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"access_token\":\" \"}",
                "{\"access_token\":null,\"expires_in\":5183999}",
                "access_token=&expires=5183999",
                "access_token=%20&expires=5183999",
                "access_token=%zz&expires=5183999",
                "expires=5183999",
                "<html><a href=\"/?x=1&y=2\">access_token</a></html>",
                "{\"access_token\":\"EAA\",\"expires_in\":51839",
            })
    void answerWithoutATokenCannotBeRead(String body) {
        assertThat(failure(FacebookAnswers.longLived(Endpoint.UPGRADE, ok(body)))
                        .kind())
                .isEqualTo(FailureKind.UNREADABLE);
        assertThat(failure(FacebookAnswers.shortLived(ok(body))).kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    @Test
    void k24_queryInAFailureIsNoToken() {
        assertThat(failure(FacebookAnswers.shortLived(Answers.of(500, "access_token=EAA&expires=5183999")))
                        .kind())
                .isEqualTo(FailureKind.TRANSIENT);
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                arguments("as documented", "{\"access_token\":\"EAA\",\"token_type\":\"bearer\",\"expires_in\":7}", 7),
                arguments("K22 no lifetime", "{\"access_token\":\"EAA\",\"token_type\":\"bearer\"}", null),
                arguments("K22 zero is no lifetime either", "{\"access_token\":\"EAA\",\"expires_in\":0}", null),
                arguments("K23 the name of old", "{\"access_token\":\"EAA\",\"expires\":7}", 7),
                arguments("K24 a query", "access_token=EAA&expires=7", 7),
                arguments("K24 a query with a line end", "access_token=EAA&expires=7\n", 7),
                arguments("K24 a query of today's names", "access_token=EAA&expires_in=7&token_type=bearer", 7),
                arguments("K24 a query without a lifetime", "access_token=EAA", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void k23_k24_tokenIsFoundInEverySpelling(String name, String body, @Nullable Integer seconds) {
        Extended issued = given(FacebookAnswers.longLived(Endpoint.UPGRADE, ok(body)));

        assertThat(issued)
                .as(name)
                .isEqualTo(new Extended(
                        Secret.of("EAA"), seconds == null ? null : Duration.ofSeconds(seconds), body.contains(":0")));
        assertThat(given(FacebookAnswers.shortLived(ok(body))).accountId()).isNull();
    }

    static Stream<Arguments> inspections() {
        String data = "{\"app_id\":%s,\"type\":\"USER\",\"is_valid\":true,\"expires_at\":1790000000,"
                + "\"data_access_expires_at\":1792000000,\"user_id\":%s,\"scopes\":[\"pages_show_list\"]}";
        return Stream.of(
                arguments("ids as text", "{\"data\":" + data.formatted("\"1\"", "\"27640875392278831\"") + "}"),
                arguments("ids as numbers", "{\"data\":" + data.formatted("1", "27640875392278831") + "}"),
                arguments("data as a list", "{\"data\":[" + data.formatted("1", "2") + "]}"));
    }

    @ParameterizedTest(name = "K38 {0}")
    @MethodSource("inspections")
    void k38_inspectionIsReadInEverySpelling(String name, String body) {
        assertThat(given(FacebookAnswers.inspection(ok(body))))
                .as(name)
                .isEqualTo(new Inspection(
                        null,
                        "1",
                        "USER",
                        false,
                        Instant.ofEpochSecond(1790000000),
                        Instant.ofEpochSecond(1792000000),
                        List.of("pages_show_list"),
                        Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"data\":{}}", "{\"data\":null}", "[]"})
    void k38_emptyInspectionIsNoAnswer(String body) {
        assertThat(failure(FacebookAnswers.inspection(ok(body))).kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    @Test
    void missingEndIsNotEndless() {
        Inspection zero = given(FacebookAnswers.inspection(ok("{\"data\":{\"is_valid\":true,\"expires_at\":0}}")));
        Inspection unstated = given(FacebookAnswers.inspection(ok("{\"data\":{\"is_valid\":true}}")));

        assertThat(zero.endless()).isTrue();
        assertThat(unstated.endless()).isFalse();
    }

    @Test
    void deadTokenIsInspectedWithTheReason() {
        Inspection dead = given(FacebookAnswers.inspection(
                ok("{\"data\":{\"error\":{\"code\":190,\"message\":\"x\",\"subcode\":459},\"is_valid\":false}}")));

        assertThat(dead.problem()).isEqualTo(Failure.of(FailureKind.USER_ACTION, 190, 459));
    }

    @Test
    void tokenThatIsCalledInvalidForAnUnknownReasonIsToBeReauthorized() {
        Inspection dead = given(FacebookAnswers.inspection(
                ok("{\"data\":{\"error\":{\"code\":100,\"message\":\"x\"},\"is_valid\":false}}")));

        assertThat(dead.problem()).isEqualTo(Failure.of(FailureKind.REAUTHORIZE, 100, null));
    }

    @Test
    void refusalOfTheAppsOwnTokenIsOneOfItsSecret() {
        HttpAnswer refusal = Answers.graph(400, "\"code\":190,\"message\":\"Invalid OAuth access token signature.\"");

        assertThat(failure(FacebookAnswers.inspection(refusal)).kind()).isEqualTo(FailureKind.SECRET_REFUSED);
    }

    @Test
    void tokenOfAnotherAppDoesNotStopThisOne() {
        HttpAnswer refusal = Answers.graph(
                400, "\"code\":100,\"message\":\"(#100) The App_id in the input_token did not match the Viewing App\"");

        assertThat(failure(FacebookAnswers.inspection(refusal)).kind()).isEqualTo(FailureKind.BAD_REQUEST);
    }

    @Test
    void pageIsReadWithAllItsFields() {
        Part part = given(FacebookAnswers.pages(
                Endpoint.PAGES,
                ok("{\"data\":[{\"access_token\":\"EAP\",\"name\":\"B\\u00e4ckerei\","
                        + "\"id\":\"27640875392278831\",\"tasks\":[\"MANAGE\",\"NEW_ONE\"],"
                        + "\"instagram_business_account\":{\"id\":17841405793187218,\"username\":\"baeckerei\"}}],"
                        + "\"paging\":{\"cursors\":{\"before\":\"a\",\"after\":\"b\"}}}"),
                PERSON));

        assertThat(part)
                .isEqualTo(new Part(
                        List.of(new PageGrant(
                                "27640875392278831",
                                "Bäckerei",
                                Secret.of("EAP"),
                                List.of("MANAGE", "NEW_ONE"),
                                new PageGrant.Linked("instagram", "17841405793187218", "baeckerei"))),
                        true,
                        "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"cursors\":{\"after\":\"b\"},\"next\":\"https://x/1/accounts?after=c\"}', false, b",
        "'{\"next\":\"https://x/1/accounts?access_token=EAA&after=c%3D\"}', false, c=",
        "'{\"next\":\"https://x/1/accounts?offset=25\"}', false,",
        "'{\"next\":\"after\"}', false,",
        "'{\"cursors\":{\"after\":\"b\"}}', true, b",
        "'{}', true,"
    })
    void whatFollowsIsNamedByTheCursorOrInTheLink(String paging, boolean last, @Nullable String after) {
        assertThat(given(FacebookAnswers.pages(Endpoint.PAGES, ok("{\"data\":[],\"paging\":" + paging + "}"), PERSON)))
                .isEqualTo(new Part(List.of(), last, after));
    }

    @Test
    void pageWithoutATokenIsWithheldAndNotBroken() {
        Part part = given(FacebookAnswers.pages(
                Endpoint.PAGES, ok("{\"data\":[{\"id\":\"1\"},{\"id\":2,\"access_token\":\" \"}]}"), PERSON));

        assertThat(part.pages()).extracting(PageGrant::token).containsExactly(null, null);
        assertThat(part.pages()).extracting(PageGrant::id).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":{}}",
                "{\"data\":[{\"name\":\"no id\"}]}",
                "{\"data\":[null]}",
                "{\"data\":[{\"id\":\"1\"},\"x\"]}",
                "{\"data\":[{\"id\":\"1\"}"
            })
    void listThatCannotBeReadWholeIsAFailure(String body) {
        assertThat(failure(FacebookAnswers.pages(Endpoint.PAGES, ok(body), PERSON))
                        .kind())
                .isEqualTo(FailureKind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "{\"success\":true}", "{\"success\":true,\"more\":1}"})
    void k39_revocationIsConfirmedInEitherSpelling(String body) {
        assertThat(given(FacebookAnswers.revoked(ok(body)))).isEqualTo(new Revoked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "{\"success\":false}", "{}", "", "1x", "<html>true</html>"})
    void k39_anythingElseIsNoConfirmation(String body) {
        assertThat(failure(FacebookAnswers.revoked(ok(body))).kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    @Test
    void proofIsThatOfTheDocumentedComputation() {
        assertThat(AppSecretProof.of(Secret.of("app-secret-for-tests"), "THAA-example-token"))
                .isEqualTo("fd9891af59b02c9b478552a378527510f3d66364bc5797d2aa7000d6283ea0bf");
        assertThat(AppSecretProof.of(Secret.of("sec"), "SHORT"))
                .isEqualTo("56e51a701b1b6709730ea64890772cd94ffefe3603d5d0775a19cdba71f6fd74");
    }
}
