package io.tokenkeep.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LogLimitTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final LogLimit limit = new LogLimit(now::get);

    @Test
    void oneLineAMinuteTellsHowManyThereWere() {
        assertThat(limit.pass("a")).hasValue(1);
        assertThat(limit.pass("a")).isEmpty();
        now.set(Instant.EPOCH.plus(Duration.ofMillis(59_999)));
        assertThat(limit.pass("a")).isEmpty();
        assertThat(limit.pass("b")).hasValue(1);

        now.set(Instant.EPOCH.plusSeconds(60));

        assertThat(limit.pass("a")).hasValue(3);
    }

    @Test
    void kindsAreBounded() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.pass("kind-" + i)).isPresent();
        }

        assertThat(limit.pass("one more")).isEmpty();
    }
}
