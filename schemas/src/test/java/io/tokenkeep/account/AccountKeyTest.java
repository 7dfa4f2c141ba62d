package io.tokenkeep.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeyTest {

    @Test
    void idBeyondDoublePrecisionStaysAsItIs() {
        AccountKey key = AccountKey.parse("threads-main:27640875392278831");

        assertThat(key).isEqualTo(new AccountKey("threads-main", "27640875392278831"));
        assertThat(key).hasToString("threads-main:27640875392278831");
    }

    @Test
    void firstColonSplits() {
        assertThat(AccountKey.parse("app:id:with:colons")).isEqualTo(new AccountKey("app", "id:with:colons"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "threads-main", ":1", "threads-main:", ":"})
    void textThatIsNoKeyIsRefusedWithoutBeingQuoted(String text) {
        assertThatThrownBy(() -> AccountKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("An account key is <app>:<accountId>");
    }

    @Test
    void colonInTheAppIsRefused() {
        assertThatThrownBy(() -> new AccountKey("threads:main", "1")).isInstanceOf(IllegalArgumentException.class);
    }
}
