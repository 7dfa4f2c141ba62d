package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.simulator.registry.Presentation.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of codes has a bound. */
class RememberedCodesIT extends BenchFixture {

    @Test
    void atTheBoundCodesWaitOnTheirTopicAndHealthSaysSo() throws Exception {
        TestWorker worker = bench.start(bench.settings().with("codes.remembered.limit", "2"));
        assertThat(worker.check("remembered-codes").isOk()).isTrue();
        List<Grant> first = List.of(grants.consent(MAIN), grants.consent(MAIN));
        first.forEach(grant -> grants.await(grant, AuthorizationState.CONNECTED));
        await().until(() -> !worker.check("remembered-codes").isOk());
        assertThat(worker.check("remembered-codes").failure()).contains("codes.remembered.limit");
        assertThat(worker.metrics())
                .containsPattern("tokenkeep_exchange_remembered_codes\\{[^}]*} 2\\.0")
                .containsPattern("tokenkeep_exchange_remembered_codes_limit\\{[^}]*} 2\\.0");

        Grant waiting = grants.consent(MAIN);
        // The other lane goes on, and takes as long as it takes.
        Commands commands = new Commands(bench);
        commands.outcome(commands.send(commands.command(CommandKind.VERIFY, commands.account(MAIN))));
        assertThat(grants.presentations(waiting)).isEmpty();
        worker.close();
        bench.start(bench.settings());

        grants.await(waiting, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(waiting)).containsExactly(Result.ISSUED);
        assertThat(first)
                .allSatisfy(grant -> assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED));
    }
}
