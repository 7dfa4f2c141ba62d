package io.tokenkeep.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokenTest {

    @Test
    void tokenCanBeTypedFromPaper() {
        byte[] bits = new byte[16];
        new Random(7).nextBytes(bits);
        LinkToken token = LinkToken.of(bits);

        String typed = token.text().toUpperCase(Locale.ROOT).replace('0', 'O').replace('1', 'I');
        String grouped = typed.replaceAll("(.{5})", "$1-");
        assertThat(LinkToken.parse(grouped)).contains(token);
        assertThat(LinkToken.parse(token.text())).contains(token);
    }

    @Test
    void everyBitCountsAndNoneIsAddedByTheAlphabet() {
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(LinkToken.of(new byte[16]).text()).isEqualTo("0".repeat(26));
        assertThat(LinkToken.of(ones).text()).isEqualTo("z".repeat(25) + "w");
        for (int bit = 0; bit < 128; bit++) {
            byte[] bits = new byte[16];
            bits[bit / 8] = (byte) (0x80 >> bit % 8);
            assertThat(LinkToken.of(bits).text()).isNotEqualTo("0".repeat(26));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0000000000000000000000000", "u0000000000000000000000000", "../../etc/passwd0000000000"
            })
    void everythingElseIsNoToken(String typed) {
        assertThat(LinkToken.parse(typed)).isEmpty();
    }

    @Test
    void tokenIsNotPrintedAndDoesNotFollowFromTheLinkId() {
        LinkToken token = LinkToken.of(new byte[16]);

        assertThat(token.toString()).doesNotContain(token.text());
        assertThat(token.linkId()).hasSize(22).doesNotContain(token.text());
    }
}
