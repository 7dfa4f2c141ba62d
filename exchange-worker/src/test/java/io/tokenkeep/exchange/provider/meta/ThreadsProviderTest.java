package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.EXCHANGE;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.REDIRECT;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.SECRET;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the simulator, over real HTTP. After each test all logs are searched for every secret. */
class ThreadsProviderTest {

    private static final Duration SIXTY_DAYS = Duration.ofDays(60);

    private final ProviderBench bench = new ProviderBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"K8_USER_ID_AS_STRING", "K9_NO_TOKEN_TYPE", "K12_LENIENT_UPGRADE", "K10_GRAPH_ERRORS"})
    void k08_k09_k10_k12_codeBecomesALongLivedTokenInEverySpelling(Switch variant) {
        bench.turnOn(variant);
        String id = bench.simulator.people().named("anna").idText();

        ShortLived answer = given(
                bench.call(() -> bench.provider().exchange(CodeGrant.of(bench.code("anna"), REDIRECT), () -> true)));
        LongLived issued = given(bench.call(() -> bench.provider().upgrade(answer.token(), null)));
        Profile profile = given(bench.call(() -> bench.provider().me(issued.token())));

        assertThat(answer.accountId()).isEqualTo(id);
        assertThat(issued.expiresIn()).isEqualTo(SIXTY_DAYS);
        assertThat(issued.assumed()).isFalse();
        assertThat(profile).isEqualTo(new Profile(id, List.of(), "anna", "anna"));
        assertThat(bench.simulator.tokens().alive(issued.token().reveal())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph.threads.net", "graph.threads.com", "127.0.0.1"})
    void k06_eitherHostOfTheGraphServes(String host) {
        URI graph = bench.simulatorAs(host);
        Secret code = bench.code("anna");

        ShortLived answer = given(
                bench.call(() -> bench.provider(graph, SECRET).exchange(CodeGrant.of(code, REDIRECT), () -> true)));
        LongLived issued = given(bench.call(() -> bench.provider(graph, SECRET).upgrade(answer.token(), null)));

        assertThat(given(bench.call(() -> bench.provider(graph, SECRET).me(issued.token())))
                        .displayName())
                .isEqualTo("anna");
    }

    @Test
    void missingLifetimeIsAskedForWhereInspectionAnswers() {
        bench.turnOn(Switch.K14_ID_INSTEAD_OF_EXPIRY);
        bench.turnOn(Switch.DEBUG_OPEN_TO_ALL);
        Secret shortLived = bench.shortLived("anna");

        LongLived issued = given(bench.call(() -> bench.provider().upgrade(shortLived, null)));

        assertThat(issued.expiresIn()).isEqualTo(SIXTY_DAYS);
        assertThat(issued.assumed()).isFalse();
    }

    @Test
    void missingLifetimeIsTheDocumentedOneWhereInspectionIsRefused() {
        bench.turnOn(Switch.K14_ID_INSTEAD_OF_EXPIRY);
        Secret shortLived = bench.shortLived("anna");

        LongLived issued = given(bench.call(() -> bench.provider().upgrade(shortLived, null)));

        assertThat(issued.expiresIn()).isEqualTo(SIXTY_DAYS);
        assertThat(issued.assumed()).isTrue();
    }

    @Test
    void dayOldTokenIsExtended() {
        Secret first = bench.longLived("anna");
        bench.clock.advance(Duration.ofDays(30));

        LongLived second = given(bench.call(() -> bench.provider().refresh(first)));

        assertThat(second.token()).isNotEqualTo(first);
        assertThat(second.expiresIn()).isEqualTo(SIXTY_DAYS);
    }

    @Test
    void expiredTokenIsToBeReauthorized() {
        Secret token = bench.longLived("anna");
        bench.clock.advance(SIXTY_DAYS);

        Failure failure = failure(bench.call(() -> bench.provider().refresh(token)));

        assertThat(failure).isEqualTo(Failure.of(FailureKind.REAUTHORIZE, 190, IssuedToken.EXPIRED));
    }

    @ParameterizedTest
    @EnumSource(names = {"K9_NO_TOKEN_TYPE", "K10_GRAPH_ERRORS"})
    void k10_codePresentedTwiceIsSpentInEitherEnvelope(Switch variant) {
        bench.turnOn(variant);
        Secret code = bench.code("anna");
        given(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));

        Failure failure =
                failure(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));

        assertThat(failure.kind()).isEqualTo(FailureKind.CODE_SPENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"K9_NO_TOKEN_TYPE", "K10_GRAPH_ERRORS"})
    void k10_otherRedirectUriIsThatCodesMistakeInEitherEnvelope(Switch variant) {
        bench.turnOn(variant);

        Failure failure = failure(bench.call(
                () -> bench.provider().exchange(CodeGrant.of(bench.code("anna"), REDIRECT + "/"), () -> true)));

        assertThat(failure.kind()).isEqualTo(FailureKind.REDIRECT_REFUSED);
    }

    @Test
    void ownTokenIsGivenToAnAppWhoseSecretIsRight() {
        assertThat(bench.provider().hasOwnToken()).isTrue();
        given(bench.call(() -> bench.provider().ownToken()));

        Failure failure = failure(bench.call(() ->
                bench.provider(bench.simulator.baseUri(), "not the secret").ownToken()));

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void longLivedTokenGivenToAnUpgradeIsKeptWhenInspectionVouchesForIt() {
        bench.turnOn(Switch.DEBUG_OPEN_TO_ALL);
        Secret token = bench.longLived("anna");
        bench.clock.advance(Duration.ofDays(10));

        LongLived kept = given(bench.call(() -> bench.provider().upgrade(token, null)));

        assertThat(kept).isEqualTo(new LongLived(token, Duration.ofDays(50), false));
    }

    @Test
    void longLivedTokenGivenToAnUpgradeIsRefusedWhenNobodyVouchesForIt() {
        Secret token = bench.longLived("anna");

        Failure failure = failure(bench.call(() -> bench.provider().upgrade(token, null)));

        assertThat(failure).isEqualTo(Failure.of(FailureKind.REAUTHORIZE, 452, null));
    }

    @Test
    void inspectionIsRefusedToAllButTesters() {
        Secret token = bench.longLived("anna");
        assertThat(failure(bench.call(() -> bench.provider().inspect(token))).kind())
                .isEqualTo(FailureKind.PERMISSION_MISSING);

        bench.turnOn(Switch.DEBUG_OPEN_TO_ALL);
        Inspection inspection = given(bench.call(() -> bench.provider().inspect(token)));

        assertThat(inspection.expiresAt()).isEqualTo(bench.clock.instant().plus(SIXTY_DAYS));
        assertThat(inspection.dataAccessExpiresAt()).isNotNull();
        assertThat(inspection.scopes()).containsExactly("threads_basic");
    }

    @Test
    void secretsAreTriedInOrderAndTheOneThatWorksIsRemembered() {
        ThreadsProvider provider = bench.provider(bench.simulator.baseUri(), "new-secret-to-come", SECRET);
        Secret first = bench.code("anna");
        Secret second = bench.code("berta");

        given(bench.call(() -> provider.exchange(CodeGrant.of(first, REDIRECT), () -> true)));
        given(bench.call(() -> provider.exchange(CodeGrant.of(second, REDIRECT), () -> true)));

        assertThat(results(first)).containsExactly(Result.BAD_CLIENT, Result.ISSUED);
        assertThat(results(second)).containsExactly(Result.ISSUED);
        assertThat(bench.calls.secrets).containsExactly(2);
        bench.logs.assertHasNone(Map.of("client secret", List.of("new-secret-to-come")));
    }

    @Test
    void everyCallIsReportedWithItsResultAndItsUsage() {
        bench.simulator.inject(FaultRule.on(io.tokenkeep.simulator.http.Endpoint.CODE, Fault.appUsage(83))
                .once());
        Secret code = bench.code("anna");
        given(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));
        failure(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));

        assertThat(bench.calls.sent).hasValue(2);
        assertThat(bench.calls.answered)
                .containsExactly(
                        new RecordedCalls.Answered(EXCHANGE, null, OptionalInt.of(83)),
                        new RecordedCalls.Answered(EXCHANGE, FailureKind.CODE_SPENT, OptionalInt.empty()));
    }

    @Test
    void codeIsNotSentOnceThatIsNotAllowedAnyMore() {
        Secret code = bench.code("anna");

        Failure failure =
                failure(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> false)));

        assertThat(failure).isEqualTo(Failure.notSent());
        assertThat(results(code)).isEmpty();
        given(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));
    }

    @Test
    void upgradeTriesTheSecretsToo() {
        ThreadsProvider provider = bench.provider(bench.simulator.baseUri(), "new-secret-to-come", SECRET);
        Secret token = bench.shortLived("anna");

        assertThat(given(bench.call(() -> provider.upgrade(token, null))).expiresIn())
                .isEqualTo(SIXTY_DAYS);
    }

    @Test
    void withoutAnySecretThatWorksTheAppIsMisconfiguredAndTheCodeStaysGood() {
        ThreadsProvider provider = bench.provider(bench.simulator.baseUri(), "wrong-secret-one", "wrong-secret-two");
        Secret code = bench.code("anna");

        Failure failure = failure(bench.call(() -> provider.exchange(CodeGrant.of(code, REDIRECT), () -> true)));

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(results(code)).containsExactly(Result.BAD_CLIENT, Result.BAD_CLIENT);
        given(bench.call(() -> bench.provider().exchange(CodeGrant.of(code, REDIRECT), () -> true)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void k15_grantOfAPrivateProfileMayLapseThoughItsTokenIsExtended(boolean lapses) {
        Secret token = bench.longLived("anna");
        bench.simulator.people().change("anna", person -> person.asPrivate(true));
        if (lapses) {
            bench.turnOn(Switch.K15_PRIVATE_GRANT_LAPSES);
        }
        bench.clock.advance(Duration.ofDays(50));
        Secret next = given(bench.call(() -> bench.provider().refresh(token))).token();
        bench.clock.advance(Duration.ofDays(45));

        Reply<Profile> answer = bench.call(() -> bench.provider().me(next));

        if (lapses) {
            assertThat(failure(answer).kind()).isEqualTo(FailureKind.REAUTHORIZE);
        } else {
            assertThat(given(answer).displayName()).isEqualTo("anna");
        }
    }

    private List<Result> results(Secret code) {
        return bench.simulator.codes().find(code.reveal()).orElseThrow().presentations().stream()
                .map(presentation -> presentation.result())
                .toList();
    }
}
