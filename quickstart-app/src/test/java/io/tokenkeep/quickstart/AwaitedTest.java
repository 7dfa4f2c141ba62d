package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitedTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void limitPassesWithTheLastReason() {
        Awaited never = kafka(Integer.MAX_VALUE, LIMIT.dividedBy(3));

        assertThatThrownBy(() -> never.ok(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("kafka is not ok within 60 s: the topics are not checked yet");
    }

    @Test
    void endOfTheServiceEndsTheWait() {
        ended.complete(Exit.FAILED);

        assertThatThrownBy(() -> kafka(Integer.MAX_VALUE, Duration.ZERO).ok(LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended before its kafka");
    }

    @Test
    void isAskedUntilItIsOk() throws Exception {
        kafka(3, Duration.ZERO).ok(LIMIT);

        assertThat(looks).hasValue(3);
    }

    /** Ok at the given look; each look at the time takes a step. */
    private Awaited kafka(int okAt, Duration step) {
        long[] now = {0};
        Component kafka = Component.of(
                "kafka",
                () -> looks.incrementAndGet() >= okAt
                        ? CheckResult.ok()
                        : CheckResult.failed("the topics are not checked yet"));
        Component other = Component.of("outcomes", CheckResult::ok);
        return Awaited.of("kafka", List.of(other, kafka), ended, () -> now[0] += step.toNanos());
    }
}
