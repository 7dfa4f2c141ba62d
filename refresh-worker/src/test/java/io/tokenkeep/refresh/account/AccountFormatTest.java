package io.tokenkeep.refresh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountFormatTest {

    private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

    private final AccountFormat format = new AccountFormat();

    @Test
    void fullAccountComesBackAsItWas() {
        Account account = new Account(Fixtures.consented(Fixtures.KEY, TIME), StatusState.EXPIRING);
        account.kept = Fixtures.unending(Fixtures.KEY, TIME);
        account.warned = 1;
        account.commands = 7;
        account.events = 8;
        account.publishAt = TIME.plusSeconds(1);
        account.plan = Plan.of(CommandKind.REFRESH, TIME.plusSeconds(2)).withSlot(TIME.plusSeconds(3));
        account.inFlight = new InFlight(
                "id", CommandKind.PUBLISH, PublishForm.GONE, TIME.plusSeconds(4), TIME.plusSeconds(5), true);
        account.trouble = new Trouble(
                1, 2, 3, true, TIME.plusSeconds(6), new Trouble.Failure(FailureClass.REAUTHORIZE, 190, 463));
        account.indexedAt = TIME.plusSeconds(7);

        Account read = format.read(format.write(account));

        assertThat(read).usingRecursiveComparison().isEqualTo(account);
    }

    @Test
    void bareAccountComesBackAsItWas() {
        Account account = new Account(Fixtures.consented(Fixtures.KEY, TIME), StatusState.CONNECTED);

        assertThat(format.read(format.write(account)))
                .usingRecursiveComparison()
                .isEqualTo(account);
        assertThat(format.write(format.read(format.write(account)))).isEqualTo(format.write(account));
    }

    @Test
    void foreignBytesStopTheTask() {
        assertThatThrownBy(() -> format.read("not ours".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class);
    }
}
