package io.tokenkeep.exchange.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"access_token\":7,\"ends_at\":1}", "{\"access_token\":\"t\"}"})
    void textOfAnotherKindIsNoAnswer(String text) {
        assertThat(Answer.fromJson(text)).isEmpty();
    }

    @Test
    void answerComesBackWithAllItsFields() {
        Answer answer = Answer.of(
                new ShortLived(
                        Secret.of("IG"), null, List.of("27640875392278831"), Duration.ofHours(2), List.of("a", "b")),
                NOW,
                "sealed");

        assertThat(Answer.fromJson(answer.toJson())).contains(answer);
    }

    @Test
    void answerOfAnEarlierVersionIsRead() {
        assertThat(Answer.fromJson("{\"access_token\":\"TH\",\"account_id\":\"27\",\"ends_at\":1790000000000}"))
                .contains(new Answer(
                        Secret.of("TH"), "27", List.of(), List.of(), null, Instant.ofEpochMilli(1790000000000L), null));
    }

    @Test
    void missingLifetimeIsAnHourAndALongOneIsWaitedForADay() {
        assertThat(Answer.of(answer(null), NOW, null).endsAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(Answer.of(answer(Duration.ofMinutes(90)), NOW, null).endsAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(90)));
        assertThat(Answer.of(answer(Duration.ofDays(60)), NOW, null).endsAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void endThatTheAnswerStatesIsKeptHoweverFarItIs() {
        assertThat(Answer.of(answer(Duration.ofDays(60)), NOW, null).expiresAt())
                .isEqualTo(NOW.plus(Duration.ofDays(60)));
        assertThat(Answer.of(answer(null), NOW, null).expiresAt()).isNull();
    }

    private static ShortLived answer(@Nullable Duration expiresIn) {
        return new ShortLived(Secret.of("t"), "27", List.of(), expiresIn, List.of());
    }
}
