package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.exchange.provider.PageWithoutToken.Reason;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that the person's list lacks: a list that others contradict is not complete. */
class FacebookPageSearchTest {

    private static final Secret TOKEN = Secret.of("EAA-of-the-person");
    private static final String PERSON = "27640875392278831";
    private static final String PATH = "/" + PERSON + "/accounts";
    private static final String UNKNOWN =
            "{\"error\":{\"code\":100,\"error_subcode\":33,\"message\":\"Object does not exist\"}}";

    private final FacebookBench facebook = new FacebookBench();

    @AfterEach
    void close() {
        facebook.close();
    }

    @Test
    void k41_pageThatOnlyInspectionNamesIsReadByItsId() {
        granted("pages_show_list", "1", "2");
        facebook.on(PATH, list(page("1"))).on("/2", page("2"));

        PageList list = pages();

        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1", "2");
        assertThat(list.failure()).isNull();
        assertThat(facebook.requests("/2").get(0).query())
                .containsEntry("fields", "id,name,access_token,tasks,instagram_business_account{id,username}")
                .containsEntry("access_token", TOKEN.reveal())
                .containsEntry("appsecret_proof", AppSecretProof.of(Secret.of(SECRET), TOKEN.reveal()));
        assertThat(facebook.requests("/1")).isEmpty();
    }

    @Test
    void k44_emptyListThatInspectionContradictsIsNotComplete() {
        granted("pages_show_list", "1");
        facebook.on(PATH, list()).on("/1", UNKNOWN);

        PageList list = pages();

        assertThat(list.pages()).isEmpty();
        assertThat(list.missing()).containsExactly(new PageWithoutToken("1", null, Reason.NOT_REACHABLE));
        assertThat(list.failure())
                .isEqualTo(Failure.of(FailureKind.BAD_REQUEST, 100, 33).asMissing());
    }

    @Test
    void k44_emptyListIsCompleteWhereNoPageIsNamed() {
        granted("pages_show_list");
        facebook.on(PATH, list());

        assertThat(pages()).isEqualTo(PageList.NONE);
    }

    @Test
    void listThatCannotBeCheckedAgainstInspectionIsNotComplete() {
        facebook.on("/debug_token", "{}").on(PATH, list(page("1")));

        PageList list = pages();

        assertThat(list.pages()).hasSize(1);
        assertThat(list.failure()).isEqualTo(Failure.unreadable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":10,\"message\":\"(#10) no permission\"}",
                "{\"code\":200,\"message\":\"(#200) no permission\"}",
                "{\"code\":190,\"message\":\"Any of the pages_x permission(s) must be granted before\"}"
            })
    void refusedListIsNeverCompleteThoughTheNamedPagesAreFound(String error) {
        granted("pages_show_list", "1");
        facebook.on(PATH, "{\"error\":" + error + "}").on("/1", page("1"));

        PageList list = pages();

        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1");
        assertThat(list.failure()).extracting(Failure::kind).isEqualTo(FailureKind.PERMISSION_MISSING);
    }

    @Test
    void providerThatDoesNotAnswerIsNotAskedPageByPage() {
        granted("pages_show_list", "1", "2");
        facebook.on(PATH, "").on("/1", page("1"));

        assertThat(pages()).isEqualTo(PageList.failed(Failure.unreadable()));
        assertThat(facebook.requests("/1")).isEmpty();
    }

    @Test
    void limitThatIsReachedWhileReadingPagesEndsTheReading() {
        granted("pages_show_list", ids(100));
        facebook.on(PATH, list());
        IntStream.range(0, 100)
                .forEach(id -> facebook.on("/" + (1000 + id), "{\"error\":{\"code\":4,\"message\":\"limit\"}}"));

        PageList list = pages();

        assertThat(list.missing()).hasSize(100);
        assertThat(list.failure()).extracting(Failure::kind).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(facebook.requests()).hasSizeLessThan(10);
    }

    @Test
    void pageThatMayNotBeActedForHasNoTokenAndIsNoFailure() {
        granted("pages_show_list", "1");
        facebook.on(PATH, list())
                .on(
                        "/1",
                        "{\"error\":{\"code\":190,\"message\":\"Any of the pages_x permission(s) must be granted\"}}");

        PageList list = pages();

        assertThat(list.missing()).extracting(PageWithoutToken::reason).containsExactly(Reason.NO_TOKEN);
        assertThat(list.failure()).isNull();
    }

    @Test
    void k45_pageByItsIdIsAskedForLessToo() {
        granted("pages_show_list", "1");
        facebook.on(PATH, list())
                .on(
                        "/1",
                        seen -> seen.query().getOrDefault("fields", "").contains("instagram")
                                ? "{\"error\":{\"code\":100,\"message\":\"(#100) Tried accessing nonexisting field\"}}"
                                : page("1"));

        PageList list = pages();

        assertThat(list.pages()).hasSize(1);
        assertThat(list.failure()).isNull();
    }

    @Test
    void boundedNumberOfPagesIsReadByIdAndTheNextSearchGoesOnWithOthers() {
        granted("pages_show_list", ids(1000));
        facebook.on(PATH, list());
        IntStream.range(0, 1000).forEach(id -> facebook.on("/" + (1000 + id), page("" + (1000 + id))));
        Set<String> everFound = new HashSet<>();

        PageList first = pages();
        first.pages().forEach(page -> everFound.add(page.id()));
        facebook.bench.clock.advance(Duration.ofDays(1));
        pages().pages().forEach(page -> everFound.add(page.id()));

        assertThat(first.pages()).hasSize(FacebookPagesById.MOST);
        assertThat(first.missing()).hasSize(1000 - FacebookPagesById.MOST);
        assertThat(first.failure()).isEqualTo(Failure.lost());
        assertThat(everFound).hasSizeGreaterThan(FacebookPagesById.MOST);
    }

    @Test
    void k41_pagesOfAPortfolioAreFoundAndUntickedOnesAreReportedAsSuch() {
        granted("business_management", "77");
        facebook.on(PATH, list(page("1")))
                .on("/me/businesses", list("{\"id\":\"77\"}"))
                .on("/77/owned_pages", list(page("2"), "{\"id\":\"3\",\"name\":\"Unticked\"}", page("1")))
                .on("/77/client_pages", list(page("4")));

        PageList list = pages();

        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1", "2", "4");
        assertThat(list.missing()).containsExactly(new PageWithoutToken("3", "Unticked", Reason.NOT_TICKED));
        assertThat(list.failure()).isNull();
        assertThat(facebook.requests("/3")).isEmpty();
    }

    @Test
    void k41_personsOwnTokenIsNotKeptForAPageOfAPortfolio() {
        granted("business_management");
        facebook.on(PATH, list())
                .on("/me/businesses", list("{\"id\":\"77\"}"))
                .on("/77/owned_pages", list("{\"id\":\"3\",\"access_token\":\"" + TOKEN.reveal() + "\"}"))
                .on("/77/client_pages", list());

        PageList list = pages();

        assertThat(list.pages()).isEmpty();
        assertThat(list.missing()).extracting(PageWithoutToken::reason).containsExactly(Reason.NOT_TICKED);
    }

    @Test
    void portfolioThatMayNotBeLookedIntoTakesNothingFromTheList() {
        granted("business_management");
        facebook.on(PATH, list(page("1")))
                .on("/me/businesses", "{\"error\":{\"code\":100,\"message\":\"(#100) Missing Permissions\"}}");

        assertThat(pages().failure()).isNull();
    }

    @Test
    void portfolioThatIsNotAnsweredLeavesTheListIncomplete() {
        granted("business_management");
        facebook.on(PATH, list(page("1"))).on("/me/businesses", list("{\"id\":\"77\"}"));

        PageList list = pages();

        assertThat(list.pages()).hasSize(1);
        assertThat(list.failure()).isEqualTo(Failure.unreadable());
    }

    @Test
    void portfoliosAreNotAskedForWithoutTheirPermission() {
        granted("pages_show_list");
        facebook.on(PATH, list(page("1")));

        assertThat(pages().failure()).isNull();
        assertThat(facebook.requests("/me/businesses")).isEmpty();
    }

    private PageList pages() {
        return facebook.bench.call(() -> facebook.provider(SECRET).pages(TOKEN, PERSON, Duration.ofMinutes(2)));
    }

    private void granted(String scope, String... targets) {
        facebook.on(
                "/debug_token",
                "{\"data\":{\"type\":\"USER\",\"is_valid\":true,\"expires_at\":0,\"scopes\":[\"pages_show_list\",\"%s\"],"
                                .formatted(scope)
                        + "\"granular_scopes\":[{\"scope\":\"instagram_basic\",\"target_ids\":[\"17841\"]},{\"scope\":\"%s\",\"target_ids\":[%s]}]}}"
                                .formatted(scope, String.join(",", targets)));
    }

    private static String[] ids(int count) {
        return IntStream.range(1000, 1000 + count).mapToObj(String::valueOf).toArray(String[]::new);
    }

    private static String page(String id) {
        return "{\"id\":\"%s\",\"name\":\"Page %s\",\"access_token\":\"EAP-%s\"}".formatted(id, id, id);
    }

    private static String list(String... pages) {
        return Stream.of(pages).collect(Collectors.joining(",", "{\"data\":[", "]}"));
    }
}
