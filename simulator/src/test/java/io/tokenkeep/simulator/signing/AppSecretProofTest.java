package io.tokenkeep.simulator.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppSecretProofTest {
    @ParameterizedTest
    @CsvSource({
        "app-secret-for-tests, THAA-example-token, fd9891af59b02c9b478552a378527510f3d66364bc5797d2aa7000d6283ea0bf",
        "sec, SHORT, 56e51a701b1b6709730ea64890772cd94ffefe3603d5d0775a19cdba71f6fd74"
    })
    void proofIsTheHexOfTheTokensHmac(String secret, String token, String proof) {
        assertThat(AppSecretProof.of(secret, token)).isEqualTo(proof);
    }

    @Test
    void proofWithATimeCoversBoth() {
        assertThat(AppSecretProof.of("app-secret-for-tests", "THAA-example-token", "1700000000"))
                .isEqualTo("59e51b944ef989f927ae1b988db535682ca2059a01a4ffb7177b4a39f32f0272");
    }
}
