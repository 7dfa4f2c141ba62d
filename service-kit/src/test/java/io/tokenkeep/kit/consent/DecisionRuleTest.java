package io.tokenkeep.kit.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ConsentDecisionKind;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRuleTest {

    private static final Instant UNTIL = Instant.parse("2026-11-29T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "CONFIRM,   true,  false, false",
        "REFUSE,    true,  false, false",
        "TIME_OVER, false, true,  true",
        "ERASE,     true,  true,  true",
        "UNKNOWN,   false, false, false"
    })
    void decisionAppliesByItsBrokerTime(ConsentDecisionKind kind, boolean before, boolean at, boolean after) {
        assertThat(DecisionRule.applies(kind, UNTIL.minusMillis(1), UNTIL)).isEqualTo(before);
        assertThat(DecisionRule.applies(kind, UNTIL, UNTIL)).isEqualTo(at);
        assertThat(DecisionRule.applies(kind, UNTIL.plusMillis(1), UNTIL)).isEqualTo(after);
    }
}
