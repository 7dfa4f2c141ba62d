package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.lane.RestingApps.Reason;
import io.tokenkeep.exchange.lane.RestingApps.Rest;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestingAppsTest {

    private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    private final RestingApps resting = new RestingApps(clock, Duration.ofSeconds(5));

    @Test
    void appRestsUntilItsTimeIsOver() {
        Instant until = in(10);
        resting.rest("main", Reason.RATE_LIMITED, until);

        clock.advance(Duration.ofSeconds(9));
        assertThat(resting.resting("main")).hasValue(new Rest(Reason.RATE_LIMITED, until, false));

        clock.advance(Duration.ofSeconds(1));
        assertThat(resting.resting("main")).isEmpty();
    }

    @Test
    void afterARestOneCallTriesWhileTheOthersWaitOn() {
        resting.rest("main", Reason.RATE_LIMITED, in(10));
        clock.advance(Duration.ofSeconds(10));

        assertThat(resting.resting("main")).isEmpty();
        assertThat(resting.resting("main")).isPresent();
        assertThat(resting.resting("main")).isPresent();

        resting.works("main");
        assertThat(resting.resting("main")).isEmpty();
        assertThat(resting.resting("main")).isEmpty();
    }

    @Test
    void aTryThatIsRefusedBeginsTheNextRestAndOneThatNeverComesBackIsReplaced() {
        resting.rest("main", Reason.RATE_LIMITED, in(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(resting.resting("main")).isEmpty();
        resting.rest("main", Reason.MISCONFIGURED, in(3));
        assertThat(resting.resting("main")).hasValue(new Rest(Reason.MISCONFIGURED, in(3), false));

        clock.advance(Duration.ofSeconds(3));
        assertThat(resting.resting("main")).isEmpty();
        assertThat(resting.resting("main")).isPresent();
        clock.advance(Duration.ofSeconds(5));
        assertThat(resting.resting("main")).isEmpty();
        assertThat(resting.resting("main")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void aTryThatIsRefusedForItsAccountEndsTheRestToo(FailureKind kind) {
        resting.rest("main", Reason.RATE_LIMITED, in(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(resting.resting("main")).isEmpty();

        resting.failed("main", kind);

        assertThat(resting.resting("main").isEmpty()).isEqualTo(kind.isAboutTheRequest());
    }

    @Test
    void oneAppsRestIsNoOthers() {
        resting.rest("main", Reason.RATE_LIMITED, in(10));

        assertThat(resting.resting("other")).isEmpty();
    }

    @Test
    void restDoesNotGetShorterByALaterWord() {
        resting.rest("main", Reason.RATE_LIMITED, in(60));
        resting.rest("main", Reason.MISCONFIGURED, in(10));
        assertThat(resting.resting("main")).hasValue(new Rest(Reason.RATE_LIMITED, in(60), false));

        resting.rest("main", Reason.MISCONFIGURED, in(90));
        assertThat(resting.resting("main")).hasValue(new Rest(Reason.MISCONFIGURED, in(90), false));
    }

    @Test
    void callBegunBeforeTheRestDoesNotEndIt() {
        resting.rest("main", Reason.RATE_LIMITED, in(10));
        resting.works("main");

        assertThat(resting.resting("main")).isPresent();
    }

    @Test
    void complaintStandsAfterTheRestUntilACallGoesThrough() {
        resting.rest("main", Reason.MISCONFIGURED, in(10));
        clock.advance(Duration.ofSeconds(11));
        assertThat(resting.resting("main")).isEmpty();
        assertThat(resting.all()).containsOnlyKeys("main");

        resting.works("main");
        assertThat(resting.all()).isEqualTo(Map.of());
    }

    private Instant in(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }
}
