package io.tokenkeep.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdsByTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final IdsByTime ids = new IdsByTime(Duration.ofMinutes(1));

    @Test
    void idIsHeldOnceWhateverItsTimes() {
        assertThat(ids.add("a", NOON)).isTrue();
        assertThat(ids.add("a", NOON)).isFalse();
        assertThat(ids.add("a", NOON.plusSeconds(120))).isFalse();

        assertThat(ids.size()).isEqualTo(1);
        assertThat(ids.contains("a")).isTrue();
        assertThat(ids.contains("b")).isFalse();
    }

    @Test
    void bucketIsForgottenOnceItsLastMomentIs() {
        ids.add("last of its minute", NOON);
        ids.add("first of the next", NOON.plusMillis(1));

        assertThat(ids.forgetUntil(NOON.minusMillis(1))).isEmpty();
        assertThat(ids.forgetUntil(NOON)).contains(NOON);
        assertThat(ids.contains("last of its minute")).isFalse();
        assertThat(ids.forgetUntil(NOON.plusSeconds(59))).isEmpty();
        assertThat(ids.forgetUntil(NOON.plusSeconds(60))).contains(NOON.plusMillis(1));
        assertThat(ids.size()).isZero();
        assertThat(ids.bytes()).isZero();
    }

    @Test
    void laterOnesStayWhateverTheOrderTheyCameIn() {
        ids.add("third", NOON.plusSeconds(150));
        ids.add("first", NOON.plusSeconds(30));
        ids.add("second", NOON.plusSeconds(90));

        assertThat(ids.forgetUntil(NOON.plusSeconds(120))).contains(NOON.plusSeconds(90));

        assertThat(ids.contains("third")).isTrue();
        assertThat(ids.size()).isEqualTo(1);
    }

    @Test
    void timesBeforeTheEpochAreTimesLikeOthers() {
        ids.add("a", Instant.EPOCH.minusMillis(1));

        assertThat(ids.forgetUntil(Instant.EPOCH.minusMillis(1))).isEmpty();
        assertThat(ids.forgetUntil(Instant.EPOCH)).contains(Instant.EPOCH.minusMillis(1));
    }
}
