package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.MAIN_ID;
import static io.tokenkeep.exchange.TestSettings.MAIN_SECRET;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static io.tokenkeep.exchange.TestSettings.redirectUri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code that was got under another redirect URI is its own fault, and no way to keep an app from calling. */
class ForeignCodesIT extends BenchFixture {

    @AfterEach
    void registerAgain() {
        bench.simulator().register(RegisteredApp.of(MAIN_ID, MAIN_SECRET, redirectUri(MAIN)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void foreignCodesOfOneLinkFailAloneAndEveryHonestConsentConnects(boolean graphErrors) throws Exception {
        if (graphErrors) {
            bench.simulator().switches().turnOn(Switch.K10_GRAPH_ERRORS);
        }
        // A cooldown would outlast the test's limit.
        bench.start(bench.settings().with("retry.longest", "1h"));
        List<Grant> foreign = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            foreign.add(grants.foreignCode("one-link", MAIN));
        }
        List<Grant> honest = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            honest.add(grants.consentBy("honest-" + i, MAIN));
        }

        honest.forEach(grant -> grants.await(grant, AuthorizationState.CONNECTED));

        for (Grant grant : foreign) {
            assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                    .isEqualTo(AuthorizationReason.BAD_REQUEST);
            assertThat(grants.presentations(grant)).containsExactly(Result.REDIRECT_MISMATCH);
        }
    }

    @Test
    void foreignCodesOfManyLinksDoNotKeepHonestConsentsBetweenThemFromConnecting() throws Exception {
        bench.start(bench.settings());
        List<Grant> foreign = new ArrayList<>();
        List<Grant> honest = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            foreign.add(grants.foreignCode("foreign-" + i, OTHER));
            honest.add(grants.consentBy("between-" + i, OTHER));
        }

        honest.forEach(grant -> grants.await(grant, AuthorizationState.CONNECTED));

        honest.forEach(grant -> assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED));
        foreign.forEach(grant -> assertThat(grants.presentations(grant))
                .hasSizeLessThan(4)
                .allMatch(result -> result == Result.REDIRECT_MISMATCH));
    }

    @Test
    void appWhoseRedirectUriIsWrongForEverybodyKeepsTheirCodesUntilItIsMended() throws Exception {
        TestWorker worker = bench.start(bench.settings().with("retry.longest", "1s"));
        grants.await(grants.foreignCode("first", MAIN), AuthorizationState.FAILED);
        grants.await(grants.foreignCode("second", MAIN), AuthorizationState.FAILED);

        Grant third = grants.foreignCode("third", MAIN);

        assertThat(grants.await(third, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.MISCONFIGURED);
        assertThat(worker.check("apps").failure()).contains("redirect URI").contains(MAIN);
        Grant honest = grants.consentBy("honest", MAIN);
        grants.await(honest, AuthorizationState.CONNECTED);
        await().until(() -> !String.valueOf(worker.check("apps").failure()).contains(MAIN));
        // With the app's redirect URI shown to be right, the code itself is what is wrong.
        grants.await(third, AuthorizationState.FAILED);
    }
}
