package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.FamilyBench.SECRET;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.OwnToken;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facebook against the simulator, over real HTTP, by the numbers of the contradictions it plays. */
class FacebookContractTest {

    private static final Duration SIXTY_DAYS = Duration.ofDays(60);
    private static final String[] ALL = {"pages_show_list", "pages_read_engagement", "instagram_basic"};

    private final FamilyBench facebook = new FamilyBench(MetaDescriptions.FACEBOOK);
    private final ProviderBench bench = facebook.bench;

    @AfterEach
    void close() {
        facebook.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "K22_NO_EXPIRY",
                "K23_EXPIRES",
                "K24_QUERY_STRING",
                "K38_USER_ID_AS_NUMBER",
                "CODE_ANSWER_LACKS_EXPIRY",
                "EMPTY_MIDDLE_PAGE",
                "NEXT_NAMES_OTHER_HOST",
                "REQUIRE_APP_SECRET",
                "STRICT"
            })
    void codeBecomesALongLivedTokenAndPagesInEverySpelling(Switch variant) {
        facebook.turnOn(variant);
        IntStream.range(100, 350).forEach(id -> bench.simulator
                .pages()
                .put(Page.of("27640875392278" + id, "Page " + id).withRole("anna", List.of("MANAGE"))));
        Secret code = facebook.code("anna", ALL);

        ShortLived answer = facebook.exchanged(code);
        LongLived issued = given(bench.call(() -> facebook.provider().upgrade(answer.token(), null)));
        Profile profile = given(bench.call(() -> facebook.provider().me(issued.token())));
        PageList list =
                bench.call(() -> facebook.provider().pages(issued.token(), profile.accountId(), Duration.ofMinutes(2)));
        List<PageGrant> pages = list.pages();

        assertThat(issued.token()).isNotEqualTo(answer.token());
        assertThat(issued.expiresIn()).isBetween(SIXTY_DAYS.minusMinutes(1), SIXTY_DAYS);
        assertThat(issued.dataAccessExpiresAt())
                .isEqualTo(facebook.atProvider(issued.token())
                        .dataAccessExpiresAt()
                        .truncatedTo(ChronoUnit.SECONDS));
        assertThat(issued.scopes()).contains(ALL);
        assertThat(profile.accountId())
                .isEqualTo(bench.simulator.people().named("anna").idText());
        assertThat(list.failure()).isNull();
        assertThat(pages)
                .extracting(PageGrant::id)
                .hasSize(bench.simulator
                        .pages()
                        .of(bench.simulator.people().named("anna"))
                        .size())
                .contains("27640875392278349")
                .doesNotHaveDuplicates();
        assertThat(pages).allSatisfy(page -> {
            Secret token = Objects.requireNonNull(page.token());
            assertThat(given(bench.call(() -> facebook.provider().me(token))).accountId())
                    .isEqualTo(page.id());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void k22_tokenWithoutAnEndIsKnownByInspectionAlone(boolean stated) {
        facebook.turnOn(Switch.LONG_LIVED_NEVER_EXPIRES);
        if (!stated) {
            facebook.turnOn(Switch.K22_NO_EXPIRY);
        }
        Secret shortLived = facebook.exchanged(facebook.code("anna", ALL)).token();

        LongLived issued = given(bench.call(() -> facebook.provider().upgrade(shortLived, null)));

        assertThat(issued.expiresIn()).isNull();
        assertThat(issued.dataAccessExpiresAt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void k23_lifetimeIsReadUnderEitherNameSoThatNobodyElseIsAsked(boolean ofOld) {
        if (ofOld) {
            facebook.turnOn(Switch.K23_EXPIRES);
        }
        Secret shortLived = facebook.exchanged(facebook.code("anna", ALL)).token();
        bench.calls.answered.clear();

        LongLived issued = given(bench.call(() -> facebook.provider().upgrade(shortLived, null)));

        assertThat(issued.expiresIn()).isBetween(SIXTY_DAYS.minusMinutes(1), SIXTY_DAYS);
        assertThat(bench.calls.answered)
                .extracting(RecordedCalls.Answered::endpoint)
                .containsExactly(Endpoint.INSPECT, Endpoint.UPGRADE);
    }

    @Test
    void k25_exchangingAgainMayChangeNothing() {
        Secret token = facebook.longLived("anna", ALL);
        bench.clock.advance(Duration.ofDays(10));

        LongLived again = given(bench.call(() -> facebook.provider().refresh(token)));

        assertThat(again.token()).isEqualTo(token);
        assertThat(again.expiresIn()).isBetween(Duration.ofDays(50).minusMinutes(1), Duration.ofDays(50));
    }

    @ParameterizedTest
    @EnumSource(names = {"K25_NEW_TOKEN", "K25_ONCE_A_DAY"})
    void k25_exchangingAgainMayExtend(Switch variant) {
        facebook.turnOn(variant);
        Secret token = facebook.longLived("anna", ALL);
        bench.clock.advance(Duration.ofDays(10));

        LongLived again = given(bench.call(() -> facebook.provider().refresh(token)));

        assertThat(again.expiresIn()).isBetween(SIXTY_DAYS.minusMinutes(1), SIXTY_DAYS);
        assertThat(bench.simulator.tokens().alive(again.token().reveal())).isTrue();
    }

    @Test
    void k38_emptyInspectionTellsNothing() {
        facebook.turnOn(Switch.K38_EMPTY_DATA_AS_ARRAY);

        assertThat(failure(bench.call(() -> facebook.provider().inspect(Secret.of("EAA-nobody's"))))
                        .kind())
                .isEqualTo(FailureKind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void k39_revokedGrantKillsThePersonsTokenAndThePages(boolean reversed) {
        if (reversed) {
            facebook.turnOn(Switch.K39_REVERSED);
        }
        Secret token = facebook.longLived("anna", ALL);
        String id = bench.simulator.people().named("anna").idText();
        PageGrant page = bench.call(() -> facebook.provider().pages(token, id, Duration.ofMinutes(2)))
                .pages()
                .get(0);
        Secret pageToken = Objects.requireNonNull(page.token());

        given(bench.call(() -> facebook.provider().revoke(token, id)));

        assertThat(failure(bench.call(() -> facebook.provider().me(token))).subcode())
                .isEqualTo(IssuedToken.REMOVED_APP);
        assertThat(failure(bench.call(() -> facebook.provider().me(pageToken))).kind())
                .isEqualTo(FailureKind.REAUTHORIZE);
        assertThat(failure(bench.call(() -> facebook.provider().revoke(token, id)))
                        .kind())
                .isEqualTo(FailureKind.REAUTHORIZE);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CODE_SUBCODES", "STRICT"})
    void codePresentedTwiceIsSpent(Switch variant) {
        facebook.turnOn(variant);
        Secret code = facebook.code("anna", ALL);
        facebook.exchanged(code);

        assertThat(failure(bench.call(() -> facebook.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)))
                        .kind())
                .isEqualTo(FailureKind.CODE_SPENT);
    }

    @Test
    void k21_wrongSecretIsNoTransientFailure() {
        Secret code = facebook.code("anna", ALL);

        assertThat(failure(bench.call(() -> facebook.provider(false, "wrong-secret-one")
                                .exchange(CodeGrant.of(code, REDIRECT), () -> true)))
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
        facebook.exchanged(code);
    }

    @Test
    void everyCallFindsTheSecretThatWorks() {
        Secret token = facebook.longLived("anna", ALL);
        String id = bench.simulator.people().named("anna").idText();

        given(bench.call(() -> fresh().me(token)));
        given(bench.call(() -> fresh().inspect(token)));
        assertThat(bench.call(() -> fresh().pages(token, id, Duration.ofMinutes(2)))
                        .failure())
                .isNull();
        given(bench.call(() -> fresh().refresh(token)));
        given(bench.call(() -> fresh().revoke(token, id)));
    }

    @Test
    void systemUsersTokenIsKeptAndRevokedInItsOwnWay() {
        ShortLived answer = facebook.exchanged(facebook.systemUsersCode());

        LongLived kept = given(bench.call(() -> facebook.provider().upgrade(answer.token(), null)));
        LongLived again = given(bench.call(() -> facebook.provider().refresh(answer.token())));
        Profile who = given(bench.call(() -> facebook.provider().me(answer.token())));
        given(bench.call(() -> facebook.provider(true, SECRET).revoke(answer.token(), who.accountId())));

        assertThat(List.of(kept.token(), again.token())).containsOnly(answer.token());
        assertThat(kept.expiresIn()).isNull();
        assertThat(bench.simulator.tokens().alive(answer.token().reveal())).isFalse();
    }

    @Test
    void systemUsersTokenThatEndsIsRenewed() {
        facebook.turnOn(Switch.SYSTEM_USER_EXPIRES);
        ShortLived answer = facebook.exchanged(facebook.systemUsersCode());
        LongLived kept = given(bench.call(() -> facebook.provider().upgrade(answer.token(), null)));
        bench.clock.advance(Duration.ofDays(30));

        LongLived next = given(bench.call(() -> facebook.provider().refresh(answer.token())));

        assertThat(kept.token()).isEqualTo(answer.token());
        assertThat(kept.expiresIn()).isBetween(SIXTY_DAYS.minusMinutes(1), SIXTY_DAYS);
        assertThat(next.token()).isNotEqualTo(answer.token());
        assertThat(next.expiresIn()).isBetween(SIXTY_DAYS.minusMinutes(1), SIXTY_DAYS);
    }

    @Test
    void expiredTokenIsToBeReauthorized() {
        Secret token = facebook.longLived("anna", ALL);
        bench.clock.advance(SIXTY_DAYS.plusMinutes(1));

        assertThat(failure(bench.call(() -> facebook.provider().refresh(token))))
                .isEqualTo(Failure.of(FailureKind.REAUTHORIZE, 190, IssuedToken.EXPIRED));
    }

    /** One that has yet to find out which secret works. */
    private Provider fresh() {
        return facebook.provider(false, "secret-to-come-0123456789", SECRET);
    }

    @Test
    void ownTokenIsGivenByTheBook() {
        facebook.turnOn(Switch.STRICT);

        assertThat(given(bench.call(() -> facebook.provider().ownToken()))).isEqualTo(new OwnToken());
    }
}
