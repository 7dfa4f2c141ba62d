package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LongestOverdueTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final LongestOverdue waiting = new LongestOverdue(2);

    @Test
    void longestWaitCountsUntilItIsOver() {
        waiting.set("app:1", START);
        waiting.set("app:2", START.minusSeconds(60));
        assertThat(waiting.since(Instant.MAX)).isEqualTo(START.minusSeconds(60));

        waiting.set("app:2", null);
        assertThat(waiting.since(Instant.MAX)).isEqualTo(START);

        waiting.set("app:1", START.plusSeconds(1));
        assertThat(waiting.since(Instant.MAX)).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void earlierTimeFromElsewhereCounts() {
        waiting.set("app:1", START);

        assertThat(waiting.since(START.minusSeconds(1))).isEqualTo(START.minusSeconds(1));
        assertThat(waiting.since(START.plusSeconds(1))).isEqualTo(START);
    }

    @Test
    void youngestIsLeftOutWhenThereAreTooMany() {
        waiting.set("app:1", START);
        waiting.set("app:2", START.plusSeconds(2));
        waiting.set("app:3", START.plusSeconds(1));

        waiting.set("app:1", null);
        assertThat(waiting.since(Instant.MAX)).isEqualTo(START.plusSeconds(1));
        waiting.set("app:3", null);
        assertThat(waiting.since(Instant.MAX)).isEqualTo(Instant.MAX);
    }
}
