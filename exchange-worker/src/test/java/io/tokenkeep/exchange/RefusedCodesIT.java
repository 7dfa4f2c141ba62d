package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Presentation.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code whose answer is a refusal, or cannot be read, comes to an end soon and alone. */
class RefusedCodesIT extends BenchFixture {

    private static final String EXCHANGE = "/oauth/access_token";

    private final ScriptedGraph threads = new ScriptedGraph();
    private ScriptedApp scripted;

    @BeforeAll
    void script() {
        scripted = new ScriptedApp(bench, "threads-scripted");
    }

    @AfterAll
    void closeThreads() {
        threads.close();
    }

    @Test
    void codeWhoseAnswersHaveNoTokenIsPresentedThreeTimes() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.missingToken()));
        bench.start(bench.settings());

        Grant grant = grants.consent(MAIN);

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.CODE_SPENT);
        assertThat(grants.presentations(grant)).containsExactly(Result.NONE, Result.NONE, Result.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"invalid_request\"} | BAD_REQUEST",
                "{\"error\":{\"message\":\"?\"}} | BAD_REQUEST",
                "{\"error\":{\"code\":\"100\",\"error_subcode\":\"36008\"}} | BAD_REQUEST",
                "{\"error\":{\"code\":100,\"message\":\"redirect_uri isn't an absolute URI\"}} | BAD_REQUEST",
                "{\"error\":\"invalid_scope\"} | PERMISSION_MISSING",
            })
    void refusedCodeIsPresentedOnceAndDelaysNoOther(String answer, AuthorizationReason reason) throws Exception {
        threads.on(EXCHANGE, asked -> asked.get("code").endsWith("-refused") ? answer : token())
                .on("/access_token", "{\"access_token\":\"THAA-long\",\"expires_in\":5183944}")
                .on("/v1.0/me", "{\"id\":\"1\",\"username\":\"anna\"}");
        long before = presentations();
        bench.start(scripted.settings("threads", threads.baseUri().toString()));

        String refused = scripted.consentWith("AQB-" + System.nanoTime() + "-refused");
        assertThat(scripted.outcome(refused, AuthorizationState.FAILED).getReason())
                .isEqualTo(reason);
        String honest = scripted.consent();

        scripted.outcome(honest, AuthorizationState.CONNECTED);
        assertThat(presentations() - before).isEqualTo(2);
    }

    @Test
    void upgradeThatIsRefusedWithoutAKnownReasonIsNotRepeatedForAnHour() throws Exception {
        threads.on(EXCHANGE, asked -> token()).on("/access_token", "{\"error\":{\"message\":\"?\"}}");
        long before = asked("GET /access_token");
        bench.start(scripted.settings("threads", threads.baseUri().toString()));

        String refused = scripted.consent();

        assertThat(scripted.outcome(refused, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.BAD_REQUEST);
        assertThat(asked("GET /access_token") - before).isEqualTo(8);
    }

    private long presentations() {
        return asked("POST " + EXCHANGE);
    }

    private long asked(String request) {
        return threads.asked().stream().filter(request::equals).count();
    }

    private static String token() {
        return "{\"access_token\":\"THAA-short\",\"user_id\":1}";
    }
}
