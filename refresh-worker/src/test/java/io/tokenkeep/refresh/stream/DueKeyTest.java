package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes lie in a changelog topic: a change of them is a change of format. */
class DueKeyTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:30:00Z,     threads-main:27640875392278831,"
                + " 800001a20786bb40746872656164732d6d61696e3a3237363430383735333932323738383331",
        "1970-01-01T00:00:00Z,     a:1, 8000000000000000613a31",
        "1969-12-31T23:59:59.999Z, a:1, 7fffffffffffffff613a31",
        "2026-11-23T08:30:00Z,     a:ä, 800001a20786bb40613ac3a4",
    })
    void bytesStayTheSame(Instant at, String account, String hex) {
        DueKey key = new DueKey(at, account);

        assertThat(HexFormat.of().formatHex(key.bytes().get())).isEqualTo(hex);
        assertThat(DueKey.parse(key.bytes())).isEqualTo(key);
    }

    @Test
    void startLiesBeforeAllAccountsOfItsTimeAndAfterAllEarlierOnes() {
        Instant at = Instant.parse("2026-11-23T08:30:00Z");

        assertThat(DueKey.start(at))
                .isLessThan(new DueKey(at, "a:1").bytes())
                .isGreaterThan(new DueKey(at.minusMillis(1), "zzzz:9").bytes());
    }
}
