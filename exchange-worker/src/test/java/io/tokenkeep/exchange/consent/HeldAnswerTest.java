package io.tokenkeep.exchange.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldAnswerTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Secret TOKEN = Secret.of("token");

    @Test
    void everythingComesBack() {
        HeldAnswer full = new HeldAnswer(
                TOKEN,
                NOON,
                NOON.plus(Duration.ofDays(60)),
                true,
                NOON.plus(Duration.ofDays(90)),
                List.of("basic", "publish"),
                List.of("99"),
                "anna",
                "sealed");
        HeldAnswer least = new HeldAnswer(TOKEN, NOON, null, false, null, List.of(), List.of(), null, null);

        assertThat(HeldAnswer.fromJson(full.toJson())).contains(full);
        assertThat(HeldAnswer.fromJson(least.toJson())).contains(least);
        assertThat(full.issued().expiresIn()).isEqualTo(Duration.ofDays(60));
        assertThat(least.issued().expiresIn()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"access_token\":\"t\"}", "{\"issued_at\":5}"})
    void otherTextIsNone(String text) {
        assertThat(HeldAnswer.fromJson(text)).isEmpty();
    }

    @Test
    void tokenThatNeverEndsIsNeverOver() {
        HeldAnswer endless = new HeldAnswer(TOKEN, NOON, null, false, null, List.of(), List.of(), null, null);
        HeldAnswer hour = new HeldAnswer(
                TOKEN, NOON, NOON.plus(Duration.ofHours(1)), false, null, List.of(), List.of(), null, null);

        assertThat(endless.isOver(Instant.MAX)).isFalse();
        assertThat(hour.isOver(NOON.plus(Duration.ofHours(1)).minusMillis(1))).isFalse();
        assertThat(hour.isOver(NOON.plus(Duration.ofHours(1)))).isTrue();
    }
}
