package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.MAIN_ID;
import static io.tokenkeep.exchange.TestSettings.MAIN_SECRET;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static io.tokenkeep.exchange.TestSettings.OTHER_ID;
import static io.tokenkeep.exchange.TestSettings.redirectUri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.RegisteredApp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must wait, waits with a reason and delays nothing else. */
class WaitingCodesIT extends BenchFixture {

    @AfterEach
    void registerAgain() {
        bench.simulator().register(RegisteredApp.of(MAIN_ID, MAIN_SECRET, redirectUri(MAIN)));
    }

    @Test
    void unknownAppWaitsAndThenExpires() throws Exception {
        bench.start(bench.settings().with("code.lifetime", "3s"));

        Grant grant = grants.grant("not-configured", MAIN_ID);
        grants.publish(grant);

        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.MISCONFIGURED);
        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.CODE_EXPIRED);
        assertThat(grants.presentations(grant)).isEmpty();
    }

    @Test
    void wrongSecretWaitsLoudlyAndMends() throws Exception {
        TestWorker worker =
                bench.start(bench.settings().with("apps." + MAIN + ".client.secrets", "a-wrong-one,another-wrong-one"));

        Grant grant = grants.consent(MAIN);
        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.MISCONFIGURED);
        assertThat(worker.check("apps").failure())
                .contains(MAIN)
                .contains("secrets")
                .doesNotContain("wrong-one");
        Grant other = grants.consent(OTHER);
        grants.await(other, AuthorizationState.CONNECTED);

        bench.simulator().register(RegisteredApp.of(MAIN_ID, "another-wrong-one", redirectUri(MAIN)));

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).contains(Result.BAD_CLIENT).endsWith(Result.ISSUED);
        await().until(() -> worker.check("apps").isOk());
    }

    /** A second of this test is a minute of a code's hour. */
    @Test
    void codeThatIsRefusedForItsAppIsPresentedAHandfulOfTimes() throws Exception {
        bench.start(bench.settings()
                .with("apps." + MAIN + ".client.secrets", "a-wrong-one")
                .with("code.lifetime", "6s")
                .with("retry.longest", "100ms"));

        Grant grant = grants.consent(MAIN);

        grants.await(grant, AuthorizationState.FAILED);
        assertThat(grants.presentations(grant)).hasSizeBetween(1, 12).containsOnly(Result.BAD_CLIENT);
    }

    @Test
    void appWhoseProviderIsDownDoesNotDelayAnother() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.status(503)).forApp(OTHER_ID));
        bench.start(bench.settings().with("codes.concurrency", "1"));
        List<Grant> waiting = List.of(grants.consent(OTHER), grants.consent(OTHER), grants.consent(OTHER));
        waiting.forEach(grant -> grants.await(grant, AuthorizationState.WAITING));

        Grant passing = grants.consent(MAIN);
        grants.await(passing, AuthorizationState.CONNECTED);

        assertThat(waiting).noneMatch(grant -> grants.outcomes(grant).size() > 1);
        bench.simulator().faults().clear();
        waiting.forEach(grant -> grants.await(grant, AuthorizationState.CONNECTED));
    }

    @Test
    void appOverItsLimitCoolsDownAsLongAsAskedAndOthersDoNot() throws Exception {
        bench.simulator()
                .inject(FaultRule.on(Endpoint.CODE, Fault.rateLimit(new RateLimit(4, 400, null, 2)))
                        .forApp(OTHER_ID)
                        .once());
        bench.start(bench.settings());

        Grant limited = grants.consent(OTHER);
        assertThat(grants.await(limited, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.RATE_LIMITED);
        Grant behind = grants.consent(OTHER);
        Grant passing = grants.consent(MAIN);

        grants.await(passing, AuthorizationState.CONNECTED);
        grants.await(limited, AuthorizationState.CONNECTED);
        grants.await(behind, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(limited)).containsExactly(Result.NONE, Result.ISSUED);
        assertThat(secondPresentation(limited))
                .isAfter(firstPresentation(limited).plusSeconds(2).minusMillis(50));
    }

    @Test
    void codeSealedUnderAnUnknownKeyWaitsForTheKey() throws Exception {
        String rotated = KeySet.generate("codes-2", new SecureRandom());
        Grant grant = grants.grant(MAIN);
        grants.publish(grant, rotated);
        TestWorker before = bench.start(bench.settings());
        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.KEY_UNKNOWN);

        before.close();
        bench.start(bench.settings().with("codes.keys", rotated));

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
    }

    /** As two machines have it that made their key sets each by itself. */
    @Test
    void codeSealedUnderAnotherKeyOfTheSameNameWaitsForTheRightOne() throws Exception {
        String others = KeySet.generate("codes-1", new SecureRandom());
        Grant grant = grants.grant(MAIN);
        grants.publish(grant, others);
        TestWorker before = bench.start(bench.settings());
        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.KEY_UNKNOWN);
        assertThat(before.check("keys").failure()).contains("codes.keys").contains("codes-1");

        before.close();
        TestWorker mended = bench.start(bench.settings().with("codes.keys", others));

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
        assertThat(mended.check("keys").isOk()).isTrue();
    }

    /** Whoever may write the topic may write nonsense: it delays nothing and ends with its code's hour. */
    @Test
    void codeWhoseSealWasChangedWaitsNoLongerThanItLives() throws Exception {
        bench.start(bench.settings().with("code.lifetime", "3s"));
        Grant broken = grants.grant(MAIN);
        grants.publish(broken, KeySet.generate("codes-1", new SecureRandom()));

        grants.await(grants.consent(OTHER), AuthorizationState.CONNECTED);

        assertThat(grants.await(broken, AuthorizationState.FAILED).getReason())
                .isIn(AuthorizationReason.KEY_UNKNOWN, AuthorizationReason.CODE_EXPIRED);
        assertThat(grants.presentations(broken)).isEmpty();
    }

    private Instant firstPresentation(Grant grant) {
        return grants.atProvider(grant).presentations().get(0).receivedAt();
    }

    private Instant secondPresentation(Grant grant) {
        return grants.atProvider(grant).presentations().get(1).receivedAt();
    }
}
