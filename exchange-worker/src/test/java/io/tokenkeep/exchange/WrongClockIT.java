package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A machine whose clock is wrong says so, and judges nobody by it. */
class WrongClockIT extends BenchFixture {

    @Test
    void clockThatIsHoursAheadMakesNothingStaleAndNoCodeExpire() throws Exception {
        Commands commands = new Commands(bench);
        Grants grants = new Grants(bench);
        TestWorker worker = bench.startAhead(bench.settings(), Duration.ofHours(2));
        await().until(() -> !worker.check("clock").isOk());
        assertThat(worker.check("clock").failure())
                .contains("ahead of the broker's")
                .containsPattern("1(19|20) minutes");

        RefreshCommand verify = commands.send(commands.command(CommandKind.VERIFY, commands.account(MAIN)));
        grants.await(grants.consent(MAIN), AuthorizationState.CONNECTED);

        assertThat(commands.outcome(verify).getResult()).isEqualTo(RefreshResult.VERIFIED);
        RefreshCommand dead = commands.send(commands.command(CommandKind.VERIFY, commands.account(MAIN))
                .setNotAfter(Instant.now().minusSeconds(5)));
        assertThat(commands.outcome(dead).getResult()).isEqualTo(RefreshResult.STALE);
    }
}
