package io.tokenkeep.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ApiKeyTextTest {

    @Test
    void keyIsReadBackWhateverItsIdAndSecretContain() {
        ApiKeyText key = new ApiKeyText("a_b-c_", "_".repeat(43));

        assertThat(ApiKeyText.parse(key.reveal())).contains(key);
        assertThat(ApiKeyText.parse("tokenkeep_a_" + "s".repeat(44))).isEmpty();
        assertThat(ApiKeyText.parse("tokenkeep_" + "a".repeat(33) + "_" + "s".repeat(43)))
                .isEmpty();
    }

    @Test
    void secretHas256BitsAndIsNotPrinted() {
        ApiKeyText key = ApiKeyText.generate("deploy", new SecureRandom());

        assertThat(key.secret()).hasSize(43);
        assertThat(key.toString()).doesNotContain(key.secret());
    }
}
