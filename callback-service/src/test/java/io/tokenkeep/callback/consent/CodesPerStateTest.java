package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodesPerStateTest {

    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};
    private static final byte[] THREE = {3};

    private final CodesPerState seen = new CodesPerState(2);

    @Test
    void sixthCodeIsNotAdmittedAndTheFirstFiveStayAdmitted() {
        fill(ONE);

        assertThat(seen.admits(ONE, "sixth")).isFalse();
        assertThat(seen.admits(ONE, "0")).isTrue();
        assertThat(seen.admits(TWO, "sixth")).isTrue();
    }

    @Test
    void stateLongestUnusedIsForgotten() {
        fill(ONE);
        fill(TWO);
        assertThat(seen.admits(ONE, "sixth")).isFalse();

        assertThat(seen.admits(THREE, "0")).isTrue();

        assertThat(seen.admits(ONE, "sixth")).isFalse();
        assertThat(seen.admits(TWO, "sixth")).isTrue();
    }

    private void fill(byte[] nonce) {
        for (int i = 0; i < 5; i++) {
            assertThat(seen.admits(nonce, Integer.toString(i))).isTrue();
        }
    }
}
