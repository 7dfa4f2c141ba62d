package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Instagram against the simulator, over real HTTP, by the numbers of the contradictions it plays. */
class InstagramContractTest {

    private static final Duration SIXTY_DAYS = Duration.ofDays(60);
    private static final String BASIC = "instagram_business_basic";

    private final FamilyBench instagram = new FamilyBench(MetaDescriptions.INSTAGRAM);
    private final ProviderBench bench = instagram.bench;

    @AfterEach
    void close() {
        instagram.close();
    }

    static Stream<Set<Switch>> shapes() {
        List<Switch> each =
                List.of(Switch.K31_WRAPPED, Switch.K31_ID_AS_TEXT, Switch.K31_PERMISSIONS_AS_TEXT, Switch.K36_WRAPPED);
        return IntStream.range(0, 16).mapToObj(bits -> IntStream.range(0, 4)
                .filter(bit -> (bits >> bit & 1) == 1)
                .mapToObj(each::get)
                .collect(Collectors.toUnmodifiableSet()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void k31_k32_k36_codeBecomesALongLivedTokenInEveryShape(Set<Switch> shape) {
        shape.forEach(instagram::turnOn);
        Person anna = bench.simulator.people().named("anna");

        ShortLived answer = instagram.exchanged(instagram.code("anna", BASIC));
        LongLived issued = given(bench.call(() -> instagram.provider().upgrade(answer.token(), null)));
        Profile profile = given(bench.call(() -> instagram.provider().me(issued.token())));

        assertThat(answer.accountId()).isNull();
        assertThat(answer.aliases()).containsExactly(anna.idText());
        assertThat(answer.scopes()).containsExactly(BASIC);
        assertThat(profile).isEqualTo(new Profile(anna.professionalIdText(), List.of(anna.idText()), "anna", "anna"));
        assertThat(issued.expiresIn()).isEqualTo(SIXTY_DAYS);
        assertThat(issued.assumed()).isFalse();
    }

    @Test
    void k32_answerMayTellTheAccountsOwnId() {
        instagram.turnOn(Switch.K32_ACCOUNT_ID);
        Person anna = bench.simulator.people().named("anna");

        ShortLived answer = instagram.exchanged(instagram.code("anna", BASIC));

        assertThat(answer.aliases()).containsExactly(anna.professionalIdText());
        assertThat(given(bench.call(() -> instagram.provider().me(answer.token())))
                        .accountId())
                .isEqualTo(anna.professionalIdText());
    }

    @ParameterizedTest
    @EnumSource(names = {"K31_WRAPPED", "K33_CODE_HAS_BEEN_USED", "K33_VERIFICATION_CODE"})
    void k33_codePresentedTwiceIsSpentInEveryText(Switch text) {
        instagram.turnOn(text);
        Secret code = instagram.code("anna", BASIC);
        instagram.exchanged(code);

        assertThat(failure(bench.call(() -> instagram.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)))
                        .kind())
                .isEqualTo(FailureKind.CODE_SPENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"K31_WRAPPED", "K34_CODE_1", "ERRORS_OF_INSTAGRAM_TYPE"})
    void k34_wrongSecretIsTheOperatorsInEverySpelling(Switch spelling) {
        instagram.turnOn(spelling);
        ShortLived answer = instagram.exchanged(instagram.code("anna", BASIC));

        assertThat(failure(bench.call(() ->
                                instagram.provider(false, "wrong-secret-one").upgrade(answer.token(), null)))
                        .kind())
                .isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void k34_complaintAboutTheMethodMayBeAboutThePersonAlone() {
        instagram.turnOn(Switch.MISLEADING_METHOD_ERROR);
        instagram.turnOn(Switch.DEVELOPMENT_MODE);
        bench.simulator.people().change("berta", person -> person.asTester(true));
        ShortLived anna = instagram.exchanged(instagram.code("anna", BASIC));
        ShortLived berta = instagram.exchanged(instagram.code("berta", BASIC));

        assertThat(failure(bench.call(() -> instagram.provider().upgrade(anna.token(), null)))
                        .kind())
                .isEqualTo(FailureKind.NOT_SET_UP);
        given(bench.call(() -> instagram.provider().upgrade(berta.token(), null)));
    }

    @Test
    void dayOldTokenIsExtended() {
        Secret token = instagram.longLived("anna", BASIC);
        bench.clock.advance(Duration.ofDays(30));

        LongLived next = given(bench.call(() -> instagram.provider().refresh(token)));

        assertThat(next.expiresIn()).isEqualTo(SIXTY_DAYS);
        assertThat(given(bench.call(() -> instagram.provider().me(next.token())))
                        .displayName())
                .isEqualTo("anna");
    }

    @Test
    void k35_privateAccountThatIsNotRefreshedIsAMatterOfPermission() {
        Secret token = instagram.longLived("anna", BASIC);
        instagram.turnOn(Switch.K35_PRIVATE_NOT_REFRESHED);
        bench.simulator.people().change("anna", person -> person.asPrivate(true));
        bench.clock.advance(Duration.ofDays(30));

        assertThat(failure(bench.call(() -> instagram.provider().refresh(token)))
                        .kind())
                .isEqualTo(FailureKind.PERMISSION_MISSING);
    }

    @Test
    void expiredTokenIsToBeReauthorized() {
        Secret token = instagram.longLived("anna", BASIC);
        bench.clock.advance(SIXTY_DAYS.plusMinutes(1));

        assertThat(failure(bench.call(() -> instagram.provider().refresh(token)))
                        .kind())
                .isEqualTo(FailureKind.REAUTHORIZE);
    }
}
