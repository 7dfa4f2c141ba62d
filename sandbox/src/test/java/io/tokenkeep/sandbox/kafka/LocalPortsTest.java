package io.tokenkeep.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

    @Test
    void portThatIsAboutToBeTakenIsNotGivenAgain() {
        int seed = 11;
        int first = LocalPorts.free(new Random(seed));

        assertThat(LocalPorts.freeBut(first, new Random(seed))).isNotEqualTo(first);
    }
}
