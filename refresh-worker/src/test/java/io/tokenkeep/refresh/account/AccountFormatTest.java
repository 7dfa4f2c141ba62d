package io.tokenkeep.refresh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.refresh.Fixtures;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AccountFormatTest {

    private final AccountFormat format = new AccountFormat();

    @Test
    void fullAccountComesBackAsItWas() {
        Account account = Accounts.full();

        Account read = format.read(format.write(account));

        assertThat(read).usingRecursiveComparison().isEqualTo(account);
    }

    @Test
    void bareAccountComesBackAsItWas() {
        Account account = Account.first(Fixtures.consented(Fixtures.KEY, Accounts.TIME));

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
