package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.Answers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTokenAnswersTest {

    static Stream<Arguments> noTokens() {
        return Stream.of(
                arguments("nothing", ""),
                arguments("an empty object", "{}"),
                arguments("an empty list", "[]"),
                arguments("null", "null"),
                arguments("blank token", "{\"access_token\":\"  \",\"token_type\":\"bearer\"}"),
                arguments("empty token", "{\"access_token\":\"\",\"expires_in\":5183944}"),
                arguments("null token", "{\"access_token\":null,\"user_id\":1}"),
                arguments("token that is a number", "{\"access_token\":123456}"),
                arguments("token in a list", "{\"access_token\":[\"THAA\"]}"),
                arguments("truncated", "{\"access_token\":\"THAA\",\"expires_in\":51839"),
                arguments("a page", "<html><body>access_token</body></html>"),
                arguments("nested beyond reason", "[".repeat(5_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noTokens")
    void twoHundredWithoutATokenCannotBeRead(String name, String body) {
        assertThat(List.of(
                        GraphTokenAnswers.shortLived(ok(body)),
                        GraphTokenAnswers.longLived(Endpoint.UPGRADE, ok(body)),
                        GraphTokenAnswers.longLived(Endpoint.REFRESH, ok(body))))
                .as(name)
                .allSatisfy(reply -> assertThat(failure(reply).kind()).isEqualTo(FailureKind.UNREADABLE));
    }

    @Test
    void errorWithStatus200IsReadAsAnError() {
        Reply<ShortLived> reply = GraphTokenAnswers.shortLived(ok("{\"error\":{\"code\":2,\"message\":\"x\"}}"));

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void tokenIsTakenWithoutTheWhiteSpaceAroundIt() {
        String body = "{\"access_token\":\" THAA\\n\",\"user_id\":1}";

        assertThat(given(GraphTokenAnswers.shortLived(ok(body))).token()).isEqualTo(Secret.of("THAA"));
        assertThat(given(GraphTokenAnswers.longLived(Endpoint.REFRESH, ok(body)))
                        .token())
                .isEqualTo(Secret.of("THAA"));
        assertThat(given(FacebookAnswers.longLived(Endpoint.UPGRADE, ok("access_token=THAA%20")))
                        .token())
                .isEqualTo(Secret.of("THAA"));
        assertThat(given(InstagramAnswers.shortLived(ok(body))).token()).isEqualTo(Secret.of("THAA"));
        assertThat(given(FacebookAnswers.pages(
                                Endpoint.PAGES,
                                ok("{\"data\":[{\"id\":\"1\",\"access_token\":\"\\tTHAA \"}]}"),
                                Secret.of("EAA")))
                        .pages()
                        .get(0)
                        .token())
                .isEqualTo(Secret.of("THAA"));
    }

    @Test
    void nameIsCutAtAHundredCharactersAndNeverWithinOne() {
        String emoji = "\uD83D\uDE00";
        String longer = "x".repeat(99) + emoji.repeat(50);

        assertThat(given(GraphTokenAnswers.profile(ok("{\"id\":\"1\",\"username\":\"" + longer + "\"}")))
                        .displayName())
                .isEqualTo("x".repeat(99));
        assertThat(given(GraphTokenAnswers.profile(ok("{\"id\":\"1\",\"name\":\"" + emoji.repeat(60) + "\"}")))
                        .displayName())
                .isEqualTo(emoji.repeat(50));
        assertThat(given(InstagramAnswers.profile(ok("{\"user_id\":\"1\",\"username\":\"" + longer + "\"}")))
                        .displayName())
                .isEqualTo("x".repeat(99));
    }

    @Test
    void inspectionNamesPagesInEitherSpellingAndNothingElse() {
        Inspection inspection = given(GraphTokenAnswers.inspection(ok(
                "{\"data\":{\"is_valid\":true,\"granular_scopes\":[{\"scope\":\"pages_show_list\",\"target_ids\":[\"1\",2]},"
                        + "{\"scope\":\"pages_manage_posts\",\"target_ids\":[\"2\",\"3\"]},{\"scope\":\"pages_messaging\"},"
                        + "{\"scope\":\"instagram_basic\",\"target_ids\":[\"17841\"]},{\"scope\":\"business_management\","
                        + "\"target_ids\":[\"9001\"]}]}}")));

        assertThat(inspection.pages()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void tokenInAnAnswerOtherThan200IsNotTaken() {
        Reply<ShortLived> reply = GraphTokenAnswers.shortLived(Answers.of(400, "{\"access_token\":\"THAA\"}"));

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.BAD_REQUEST);
    }

    static Stream<Arguments> ids() {
        return Stream.of(
                arguments("K8 a number beyond 2^53", "27640875392278831", "27640875392278831"),
                arguments("K8 text", "\"27640875392278831\"", "27640875392278831"),
                arguments("a number beyond 2^63", "92233720368547758079", "92233720368547758079"),
                arguments("text of any kind", "\"abc\"", "abc"),
                arguments("a number with an exponent has lost digits", "2.7640875392278831E16", null),
                arguments("a short exponent", "2.7E16", null),
                arguments("a fraction", "27640875392278831.0", null),
                arguments("null", "null", null),
                arguments("blank text", "\" \"", null),
                arguments("text with a line break", "\"1\\n2\"", null),
                arguments("a boolean", "true", null),
                arguments("an object", "{}", null),
                arguments("a number nobody has", "9".repeat(65), null),
                arguments("text nobody has", "\"" + "x".repeat(65) + "\"", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void accountIdIsTextWithAllItsDigitsOrNone(String name, String written, @Nullable String expected) {
        Reply<ShortLived> reply =
                GraphTokenAnswers.shortLived(ok("{\"access_token\":\"THAA\",\"user_id\":" + written + "}"));

        assertThat(given(reply).accountId()).as(name).isEqualTo(expected);
    }

    @Test
    void numberTooLongToBeParsedIsNoAnswerAtAll() {
        Reply<ShortLived> reply =
                GraphTokenAnswers.shortLived(ok("{\"access_token\":\"THAA\",\"user_id\":" + "9".repeat(2_000) + "}"));

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    @ParameterizedTest(name = "K9 {0}")
    @ValueSource(
            strings = {
                "{\"access_token\":\"THAA\",\"token_type\":\"bearer\",\"user_id\":27640875392278831}",
                "{\"access_token\":\"THAA\",\"user_id\":27640875392278831}",
                "{\"access_token\":\"THAA\",\"user_id\":27640875392278831,\"more\":{\"to\":[\"come\"]}}",
            })
    void tokenTypeMayBeAbsentAndMoreMayBePresent(String body) {
        assertThat(given(GraphTokenAnswers.shortLived(ok(body))))
                .isEqualTo(new ShortLived(Secret.of("THAA"), "27640875392278831", null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "5183944, 5183944",
                "'\"5183944\"', 5183944",
                "1, 1",
                "0, none",
                "-5, none",
                "'\"-5\"', none",
                "'\"soon\"', none",
                "5183944.5, none",
                "null, none",
                "true, none",
                "99999999999999, none",
                "99999999999999999999999999, none",
                "1e400, none",
                "40000000, none",
            })
    void lifetimeIsAPositiveCountOfSecondsOrMissing(String written, @Nullable Long seconds) {
        Reply<GraphTokenAnswers.Extended> reply = GraphTokenAnswers.longLived(
                Endpoint.REFRESH, ok("{\"access_token\":\"THAA\",\"expires_in\":" + written + "}"));

        assertThat(given(reply).expiresIn()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        assertThat(given(reply).doubtful()).isEqualTo(seconds == null && !written.equals("null"));
    }

    @Test
    void idInPlaceOfALifetimeIsNoLifetime() {
        Reply<GraphTokenAnswers.Extended> reply = GraphTokenAnswers.longLived(
                Endpoint.UPGRADE, ok("{\"access_token\":\"THAA\",\"id\":27640875392278831}"));

        assertThat(given(reply)).isEqualTo(new GraphTokenAnswers.Extended(Secret.of("THAA"), null, false));
    }

    @Test
    void profileShowsTheUsernameAndElseTheName() {
        assertThat(given(GraphTokenAnswers.profile(ok("{\"id\":\"27\",\"username\":\"anna\",\"name\":\"Anna A\"}"))))
                .isEqualTo(new Profile("27", List.of(), "anna", "anna"));
        assertThat(given(GraphTokenAnswers.profile(ok("{\"id\":27,\"name\":\"Anna A\"}"))))
                .isEqualTo(new Profile("27", "Anna A"));
        assertThat(given(GraphTokenAnswers.profile(ok("{\"id\":\"27\"}")))).isEqualTo(new Profile("27", null));
    }

    @Test
    void profileWithoutAnIdIsAFailure() {
        assertThat(failure(GraphTokenAnswers.profile(ok("{\"username\":\"anna\"}")))
                        .kind())
                .isEqualTo(FailureKind.UNREADABLE);
    }

    @Test
    void inspectionTellsItsClocksAndZeroMeansNever() {
        Reply<Inspection> dated = GraphTokenAnswers.inspection(
                ok("{\"data\":{\"is_valid\":true,\"expires_at\":1790000000,\"data_access_expires_at\":1792000000,"
                        + "\"scopes\":[\"threads_basic\",7]}}"));
        Reply<Inspection> endless = GraphTokenAnswers.inspection(ok("{\"data\":{\"is_valid\":true,\"expires_at\":0}}"));

        assertThat(given(dated))
                .isEqualTo(new Inspection(
                        null,
                        null,
                        false,
                        Instant.ofEpochSecond(1790000000),
                        Instant.ofEpochSecond(1792000000),
                        List.of("threads_basic")));
        assertThat(given(endless)).isEqualTo(new Inspection(null, null, true, null, null, List.of()));
    }

    @Test
    void inspectionOfADeadTokenIsAnAnswer() {
        Reply<Inspection> reply = GraphTokenAnswers.inspection(
                ok("{\"data\":{\"error\":{\"code\":190,\"subcode\":463},\"is_valid\":false,\"scopes\":[]}}"));

        assertThat(given(reply).valid()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"data\":{}}", "{\"data\":{\"is_valid\":\"yes\"}}", "{}"})
    void inspectionThatDoesNotSayWhetherTheTokenIsValidIsAFailure(String body) {
        assertThat(failure(GraphTokenAnswers.inspection(ok(body))).kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    @Test
    void tokensAreNotPrinted() {
        Reply<ShortLived> reply = GraphTokenAnswers.shortLived(ok("{\"access_token\":\"THAA-secret\"}"));

        assertThat(reply.toString()).doesNotContain("THAA-secret");
        assertThat(ok("{\"access_token\":\"THAA-secret\"}").toString()).doesNotContain("THAA-secret");
    }

    private static <T> T given(Reply<T> reply) {
        return reply.match(value -> value, failure -> {
            throw new AssertionError("expected an answer, got " + failure);
        });
    }

    private static Failure failure(Reply<?> reply) {
        return reply.match(
                value -> {
                    throw new AssertionError("expected a failure");
                },
                failure -> failure);
    }
}
