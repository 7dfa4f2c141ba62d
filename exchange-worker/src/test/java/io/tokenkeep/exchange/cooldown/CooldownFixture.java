package io.tokenkeep.exchange.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cooldowns of an app, and callers of several sources. */
abstract class CooldownFixture {

    static final String APP = "main";
    static final Duration LONGEST = Duration.ofSeconds(160);
    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration PROBE = Duration.ofSeconds(5);

    final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    final AppCooldowns cooldowns = new AppCooldowns(clock, new CooldownTimes(LONGEST, PROBE));

    void coolDown(FailureKind kind) {
        refuse("one", kind);
        refuse("two", kind);
        assertThat(refuse("three", kind)).isPresent();
    }

    Optional<Cooldown> refuse(String source, FailureKind kind) {
        return refuse(source, kind, 200);
    }

    Optional<Cooldown> refuse(String source, FailureKind kind, @Nullable Integer code) {
        return cooldowns.refused(APP, caller(source), failure(kind, code));
    }

    void limit(Duration pause) {
        Optional<Duration> unused =
                cooldowns.limited(APP, new Failure(FailureKind.RATE_LIMITED, 4, null, Bucket.APP, pause, false));
    }

    static Failure failure(FailureKind kind, @Nullable Integer code) {
        return new Failure(kind, code, null, Bucket.NONE, null, false);
    }

    static Caller caller(String source) {
        return new Caller(source, false, false);
    }

    boolean calls(String source) {
        return granted(caller(source));
    }

    boolean granted(Caller caller) {
        return cooldowns.clearance(APP, caller, false).equals(new Clearance.Granted());
    }

    boolean presents(String source) {
        return calls(source)
                && cooldowns.presentationClearance(APP, caller(source)).equals(new Clearance.Granted());
    }
}
