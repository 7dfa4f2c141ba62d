package io.tokenkeep.quickstart;

import static io.tokenkeep.kit.provider.meta.MetaDescriptions.FACEBOOK;
import static io.tokenkeep.kit.provider.meta.MetaDescriptions.INSTAGRAM;
import static io.tokenkeep.kit.provider.meta.MetaDescriptions.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Switch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where Meta's pages, or the field, contradict each other: every variant is played to the whole of Tokenkeep, from the connect
 * link to a token that a reader opens and uses. Named by the numbers that the simulator's switches have.
 */
class ContradictionsIT {

    private static WholeWay way;

    @BeforeAll
    static void startAll() throws Exception {
        way = new WholeWay(Playground.start(null, null));
    }

    @AfterAll
    static void stopAll() {
        way.playground().close();
    }

    @AfterEach
    void asDocumented() {
        way.simulator().switches().allOff();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/oauth/authorize", "/oauth/authorize/", "/threads/oauth/authorize", "/v1.0/oauth/authorize"})
    void k01_consentPageIsFoundAtEveryAddress(String path) throws Exception {
        String username = "k01" + path.replaceAll("[^a-z0-9]", "_");
        Wanderer person = way.person();
        URI page = person.consentPage(THREADS);
        URI other = page.resolve(path + "?" + page.getRawQuery());

        assertThat(person.arrive(person.decide(other, username, "grant"))).isNotEqualTo("not-found");

        assertThat(way.tokenOf(THREADS, username).getState()).isEqualTo(TokenState.LIVE);
    }

    @Test
    void k02_scopesAreAskedForWithCommasWhichBothReadersUnderstand() throws Exception {
        URI page = way.person().consentPage(FACEBOOK);
        assertThat(page.getRawQuery()).matches(".*scope=[a-z_]+((,|%2C)[a-z_]+)+(&.*)?");

        for (boolean spacesToo : List.of(false, true)) {
            if (spacesToo) {
                way.simulator().switches().turnOn(Switch.K2_SPACES_SEPARATE_SCOPES);
            }
            String username = "k02_" + spacesToo;
            way.person().connect(FACEBOOK, username);
            assertThat(way.tokenOf(FACEBOOK, username).getMissingScopes()).isEmpty();
        }
    }

    @Test
    void k03_responseTypeIsSentAndNotNeeded() throws Exception {
        Wanderer person = way.person();
        URI page = person.consentPage(THREADS);
        assertThat(page.getRawQuery()).contains("response_type=code");

        person.arrive(person.decide(URI.create(page.toString().replace("response_type=code", "x=y")), "k03", "grant"));

        assertThat(way.tokenOf(THREADS, "k03").getState()).isEqualTo(TokenState.LIVE);
    }

    @Test
    void k04_scopeOfTomorrowIsAsGoodAsAnother() throws Exception {
        String today = "scope=threads_basic";
        String tomorrow = today + ",threads_of_tomorrow";

        Token token =
                way.grants(THREADS, "k04", page -> URI.create(page.toString().replace(today, tomorrow)));

        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
    }

    @Test
    void k05_cancelIsACancelHoweverItIsSpelled() throws Exception {
        assertThat(way.cancels(THREADS)).isEqualTo("cancelled");
        way.simulator().switches().turnOn(Switch.K5_MISSPELLED_CANCEL);
        assertThat(way.cancels(THREADS)).isEqualTo("cancelled");
        way.simulator().switches().turnOn(Switch.CANCEL_IS_PERMISSIONS_ERROR);
        assertThat(way.cancels(INSTAGRAM)).isEqualTo("cancelled");
    }

    @Test
    void k08_idIsTheSameAsNumberAndAsText() throws Exception {
        way.connects(THREADS, "k08_number");
        way.connects(THREADS, "k08_text", Switch.K8_USER_ID_AS_STRING);
    }

    @Test
    void k09_answerNeedsNoTokenType() throws Exception {
        way.connects(THREADS, "k09", Switch.K9_NO_TOKEN_TYPE);
        way.connects(THREADS, "k09_expiry", Switch.CODE_ANSWER_HAS_EXPIRY);
    }

    @Test
    void k14_longLivedAnswerMayTellAnIdInsteadOfItsLifetime() throws Exception {
        Token token = way.connects(THREADS, "k14", Switch.K14_ID_INSTEAD_OF_EXPIRY);

        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofDays(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%23_", "%23_%3D_", "%23_=_"})
    void k17_whatIsLeftOfAFragmentIsNoPartOfTheCode(String suffix) throws Exception {
        String username = "k17" + suffix.replaceAll("[^A-Z0-9a-z]", "_").toLowerCase(Locale.ROOT);
        Wanderer person = way.person();
        URI back = person.decide(person.consentPage(FACEBOOK), username, "grant");

        person.arrive(URI.create(back.toString().replaceFirst("(code=[^&]+)", "$1" + suffix)));

        assertThat(way.tokenOf(FACEBOOK, username).getState()).isEqualTo(TokenState.LIVE);
    }

    @Test
    void k18_facebooksCancelIsACancelByItsOldParametersToo() throws Exception {
        assertThat(way.cancels(FACEBOOK)).isEqualTo("cancelled");
        way.simulator().switches().turnOn(Switch.K18_OLD_CANCEL);
        assertThat(way.cancels(FACEBOOK)).isEqualTo("cancelled");
    }

    @Test
    void k19_failureThatDoesNotCallItselfAnErrorIsOne() throws Exception {
        way.simulator().switches().turnOn(Switch.K19_FAILURE_WITHOUT_ERROR);
        Wanderer person = way.person();

        assertThat(person.arrive(person.decide(person.consentPage(FACEBOOK), "k19", "grant")))
                .isEqualTo("declined");
    }

    @Test
    void k22_lifetimeThatIsNotReportedIsAskedFor() throws Exception {
        Token token = way.connects(FACEBOOK, "k22", Switch.K22_NO_EXPIRY);
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt()))
                .isBetween(Duration.ofDays(59), Duration.ofDays(60));

        Token endless = way.connects(FACEBOOK, "k22_endless", Switch.K22_NO_EXPIRY, Switch.LONG_LIVED_NEVER_EXPIRES);
        assertThat(endless.getExpiresAt()).isNull();
    }

    @Test
    void k23_lifetimeMayHaveItsOldName() throws Exception {
        Token token = way.connects(FACEBOOK, "k23", Switch.K23_EXPIRES);

        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isGreaterThan(Duration.ofDays(59));
    }

    @Test
    void k24_answerMayBeAQueryString() throws Exception {
        way.connects(FACEBOOK, "k24", Switch.K24_QUERY_STRING);
        way.connects(FACEBOOK, "k24_expires", Switch.K24_QUERY_STRING, Switch.K23_EXPIRES);
    }

    @Test
    void k26_pageThatMayNotBeActedForIsWithheldUntilThePersonAllowsIt() throws Exception {
        Wanderer person = way.person();
        person.arrive(
                person.decide(person.consentPage(FACEBOOK), "k26", "grant&sim_scopes=public_profile,pages_show_list"));
        Token token = way.tokenOf(FACEBOOK, "k26");
        String page = "facebook-main:"
                + way.simulator().pages().idsOf(way.person("k26")).iterator().next();

        assertThat(token.getMissingScopes()).contains("pages_read_engagement").doesNotContain("pages_show_list");
        assertThat(token.getLinkedAccounts()).isEmpty();
        assertThat(way.playground().reader().held(page)).isEmpty();

        way.person().connect(FACEBOOK, "k26");
        assertThat(way.working(page).getKind()).isEqualTo(TokenKind.PAGE);
        assertThat(way.tokenOf(FACEBOOK, "k26").getMissingScopes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/instagram/oauth/authorize", "/instagram/oauth/authorize/"})
    void k27_consentPageIsFoundAtEveryAddress(String path) throws Exception {
        String username = "k27" + path.replaceAll("[^a-z0-9]", "_");

        Token token = way.grants(INSTAGRAM, username, page -> page.resolve(path + "?" + page.getRawQuery()));

        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"enable_fb_login=0", "enable_fb_login=false", "force_reauth=true", "force_authentication=1"})
    void k28_waysToForceALoginChangeNothingOfTheAnswer(String parameter) throws Exception {
        String username = "k28_" + parameter.replaceAll("[^a-z0-9]", "_");

        Token token = way.grants(INSTAGRAM, username, page -> URI.create(page + "&" + parameter));

        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
    }

    @Test
    void k29_scopesAreAskedForByTheirNamesOfToday() throws Exception {
        URI page = way.person().consentPage(INSTAGRAM);
        assertThat(page.getRawQuery())
                .contains("instagram_business_basic")
                .contains("instagram_business_content_publish")
                .doesNotContain("publishing");

        Token token = way.connects(INSTAGRAM, "k29");
        assertThat(token.getScopes())
                .containsExactlyInAnyOrder("instagram_business_basic", "instagram_business_content_publish");
        assertThat(token.getMissingScopes()).isEmpty();
    }

    @Test
    void k31_answerToACodeIsReadInEveryShape() throws Exception {
        List<Switch> parts = List.of(Switch.K31_WRAPPED, Switch.K31_ID_AS_TEXT, Switch.K31_PERMISSIONS_AS_TEXT);
        for (int bits = 0; bits < 1 << parts.size(); bits++) {
            int shape = bits;
            Switch[] variants = parts.stream()
                    .filter(part -> (shape >> parts.indexOf(part) & 1) == 1)
                    .toArray(Switch[]::new);
            way.connects(INSTAGRAM, "k31_" + bits, variants);
        }
    }

    @Test
    void k32_accountIsKeyedByItsOwnIdAndKnownByTheAppScopedOne() throws Exception {
        Token token = way.connects(INSTAGRAM, "k32");
        assertThat(token.getAliases()).containsExactly(way.person("k32").idText());

        way.connects(INSTAGRAM, "k32_own", Switch.K32_ACCOUNT_ID);
    }

    @Test
    void k36_profileMayBeWrapped() throws Exception {
        way.connects(INSTAGRAM, "k36", Switch.K36_WRAPPED);
    }

    @Test
    void k38_inspectionMayTellIdsAsNumbers() throws Exception {
        way.connects(FACEBOOK, "k38", Switch.K38_USER_ID_AS_NUMBER, Switch.DEBUG_LACKS_ISSUED_AT);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "K41_PORTFOLIO_PAGES_NOT_LISTED",
                "K44_EMPTY_LIST",
                "K44_SHORT_LIST",
                "K45_NO_INSTAGRAM_FIELD",
                "K45_NO_TASKS_FIELD",
                "K45_INSTAGRAM_IS_CODE_10",
                "K45_INSTAGRAM_IS_CODE_200",
                "K45_LESS_DATA"
            })
    void k41_k44_k45_pagesComeThoughTheirListDoesNotShowThem(Switch variant) throws Exception {
        String username = variant.name().toLowerCase(Locale.ROOT);
        way.simulator().pages().of(way.person(username)).forEach(page -> way.simulator()
                .pages()
                .change(page.id(), each -> each.heldBy(new Page.Portfolio("9" + page.id(), false))));

        Token token = way.connects(FACEBOOK, username, variant);

        assertThat(token.getListFailure()).isNull();
        assertThat(way.workingPages(username))
                .hasSize(2)
                .extracting(Token::getKind)
                .containsOnly(TokenKind.PAGE);
    }

    @Test
    void pagesComeWhateverTheirListLooksLike() throws Exception {
        Token token = way.connects(FACEBOOK, "paging", Switch.EMPTY_MIDDLE_PAGE, Switch.NEXT_NAMES_OTHER_HOST);

        assertThat(token.getLinkedAccounts())
                .extracting(page -> page.getAccountId())
                .hasSameElementsAs(way.simulator().pages().idsOf(way.person("paging")));
        assertThat(way.workingPages("paging")).extracting(Token::getKind).containsOnly(TokenKind.PAGE);
    }
}
