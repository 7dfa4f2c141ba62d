package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LiveView view = new LiveView(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            ZoneOffset.UTC,
            new EndedRedirects(registry),
            InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z")));

    @Test
    void cancelIsToldOnceWithItsReason() {
        redirect("cancelled");
        view.round();
        view.round();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("12:00:00 {2}not connected +cancelled +threads-main\\s*\\R");
    }

    @Test
    void everyOneIsTold() {
        redirect("cancelled");
        redirect("cancelled");
        redirect("state-expired");
        view.round();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("state expired"));
    }

    @Test
    void whoGoesOnIsToldByTheTopics() {
        redirect("published");
        redirect("repeated");
        view.round();

        assertThat(out.size()).isZero();
    }

    private void redirect(String result) {
        registry.counter("tokenkeep.callback.redirects", "app", "threads-main", "result", result)
                .increment();
    }
}
