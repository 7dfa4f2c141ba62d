package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Switch;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults at the addresses that Threads does not have. */
class FamilyFaultTest {
    private final FamilySimulator test = new FamilySimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNTS, /facebook/me/accounts",
        "ME, /facebook/me",
        "PERMISSIONS, /facebook/me/permissions",
        "DEBUG, /facebook/debug_token",
        "PAGE, /facebook/77"
    })
    void faultHitsTheEndpointItNames(Endpoint endpoint, String path) {
        test.simulator.pages().put(Page.of("77", "Shop"));
        test.simulator.inject(FaultRule.on(endpoint, Fault.status(503)).once());

        assertThat(test.get(path, Map.of("access_token", "x")).statusCode()).isEqualTo(503);
        assertThat(test.get(path, Map.of("access_token", "x")).statusCode()).isEqualTo(400);
    }

    @Test
    void firstExchangeIsAnUpgradeAndTheNextARefresh() {
        String token = test.longLived("anna");
        test.simulator.inject(FaultRule.on(Endpoint.REFRESH, Fault.status(500)));

        assertThat(test.exchange(token).statusCode()).isEqualTo(500);
        assertThat(test.exchange(test.shortLived("anna")).statusCode()).isEqualTo(200);
    }

    @Test
    void lostAnswerHasSpentTheCode() {
        String code = test.facebookCode("anna");
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.truncated()).once());

        test.get("/facebook/oauth/access_token", test.facebookExchange(code));

        assertThat(FamilySimulator.error(test.get("/facebook/oauth/access_token", test.facebookExchange(code)))
                        .getInteger("error_subcode"))
                .isEqualTo(36009);
        assertThat(test.simulator.codes().find(code).orElseThrow().presentations())
                .hasSize(2);
    }

    @Test
    void k40_minutesComeUnderEitherName() {
        test.simulator.inject(FaultRule.on(Endpoint.ACCOUNTS, Fault.rateLimit(RateLimit.of(80001))));
        var usual = test.get("/facebook/me/accounts", Map.of());
        test.turnOn(Switch.K40_SHORT_HEADER_NAME);
        var brief = test.get("/facebook/me/accounts", Map.of());

        assertThat(usual.getHeader("X-Business-Use-Case-Usage"))
                .contains("\"type\":\"pages\"")
                .contains("\"estimated_time_to_regain_access\":5");
        assertThat(usual.getHeader("X-Business-Use-Case")).isNull();
        assertThat(brief.getHeader("X-Business-Use-Case")).isEqualTo(usual.getHeader("X-Business-Use-Case-Usage"));
        assertThat(brief.getHeader("X-Business-Use-Case-Usage")).isNull();
    }
}
