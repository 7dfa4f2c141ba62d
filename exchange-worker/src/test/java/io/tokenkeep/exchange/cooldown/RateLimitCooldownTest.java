package io.tokenkeep.exchange.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What an app over its rate limit waits for, and what ends the wait. */
class RateLimitCooldownTest extends CooldownFixture {

    @Test
    void appOverItsLimitCoolsDownAtOnceAndAnybodyProbes() {
        limit(Duration.ofSeconds(60));
        assertThat(calls("one")).isFalse();
        cooldowns.succeeded(APP);
        assertThat(calls("one")).isFalse();

        clock.advance(Duration.ofSeconds(60));

        assertThat(calls("one")).isTrue();
        assertThat(calls("two")).isFalse();
        cooldowns.succeeded(APP);
        assertThat(calls("two")).isTrue();
    }

    @Test
    void pauseDoesNotGetShorterByALaterLimit() {
        limit(Duration.ofSeconds(60));
        limit(Duration.ofSeconds(10));

        assertThat(cooldowns.of(APP).map(Cooldown::until))
                .hasValue(clock.instant().plusSeconds(60));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RATE_LIMITED")
    void probeOfALimitThatIsAnsweredInAnyWayButSilenceEndsIt(FailureKind kind) {
        limit(Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(60));
        assertThat(calls("one")).isTrue();

        refuse("one", kind);

        assertThat(calls("two")).isEqualTo(!kind.isUndecided());
    }
}
