package io.tokenkeep.exchange.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.exchange.LogRecording;
import io.tokenkeep.exchange.cooldown.FailureEffect.AppRefused;
import io.tokenkeep.exchange.cooldown.FailureEffect.RateLimited;
import io.tokenkeep.exchange.cooldown.FailureEffect.RequestRefused;
import io.tokenkeep.exchange.cooldown.FailureEffect.Undecided;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AppFailuresTest {

    private static final String APP = "app-of-this-test";
    private static final Duration LONGEST = Duration.ofSeconds(160);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
    private final AppCooldowns cooldowns = new AppCooldowns(clock, new CooldownTimes(LONGEST, Duration.ofSeconds(5)));
    private final AppFailures failures = new AppFailures(cooldowns);

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "TOO_MUCH_DATA", "UNREADABLE"})
    void failureThatDecidesNothingLeavesTheAppAsItWas(FailureKind kind) {
        assertThat(fail("one", kind)).isEqualTo(new Undecided());

        assertThat(cooldowns.complaint(APP)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REAUTHORIZE", "USER_ACTION", "PERMISSION_MISSING", "CODE_SPENT", "BAD_REQUEST"})
    void refusalOfTheRequestClearsTheEvidenceAgainstTheApp(FailureKind kind) {
        fail("one", FailureKind.APP_BLOCKED);

        assertThat(fail("two", kind)).isEqualTo(new RequestRefused());

        assertThat(cooldowns.complaint(APP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED,   RATE_LIMITED",
        "APP_BLOCKED,    BLOCKED",
        "HOST_REFUSED,   HOST_REFUSED",
        "SECRET_REFUSED, SECRET_REFUSED",
        "MISCONFIGURED,  MISCONFIGURED"
    })
    void cooldownHasTheReasonForTheStatusOfApps(FailureKind kind, AppProblem problem) {
        assertThat(new Cooldown(kind, clock.instant()).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @EnumSource(names = {"MISCONFIGURED", "SECRET_REFUSED", "APP_BLOCKED", "HOST_REFUSED"})
    void refusalOfTheAppIsACooldownOnceThreeSourcesWereRefusedAlike(FailureKind kind) {
        assertThat(fail("one", kind)).isEqualTo(new AppRefused(Optional.empty()));
        assertThat(fail("two", kind)).isEqualTo(new AppRefused(Optional.empty()));

        assertThat(fail("three", kind)).isEqualTo(new AppRefused(cooldowns.ofCalls(APP)));

        assertThat(cooldowns.ofCalls(APP).map(Cooldown::kind)).hasValue(kind);
    }

    @Test
    void personForWhomTheAppIsNotSetUpWaitsForTheOperatorAndTheAppGoesOn() {
        for (String source : List.of("one", "two", "three")) {
            assertThat(fail(source, FailureKind.NOT_SET_UP)).isEqualTo(new AppRefused(Optional.empty()));
        }

        assertThat(cooldowns.of(APP)).isEmpty();
    }

    @Test
    void redirectUriIsTheCodesFailureUntilThreeSourcesWereRefused() {
        assertThat(fail("one", FailureKind.REDIRECT_REFUSED)).isEqualTo(new RequestRefused());
        assertThat(fail("two", FailureKind.REDIRECT_REFUSED)).isEqualTo(new RequestRefused());

        assertThat(fail("three", FailureKind.REDIRECT_REFUSED)).isEqualTo(new AppRefused(cooldowns.of(APP)));

        assertThat(cooldowns.of(APP)).isPresent();
        assertThat(cooldowns.ofCalls(APP)).isEmpty();
    }

    @Test
    void limitOfTheAppCoolsItDownAsLongAsTheProviderAsks() {
        assertThat(limit(Bucket.APP, MINUTE)).isEqualTo(new RateLimited(Optional.of(MINUTE)));

        assertThat(cooldowns.ofCalls(APP))
                .hasValue(new Cooldown(FailureKind.RATE_LIMITED, clock.instant().plus(MINUTE)));
    }

    @Test
    void limitOfTheAppWithoutATimeCoolsItDownForTheLongestPause() {
        assertThat(limit(Bucket.APP, null)).isEqualTo(new RateLimited(Optional.of(LONGEST)));

        assertThat(cooldowns.ofCalls(APP).map(Cooldown::until))
                .hasValue(clock.instant().plus(LONGEST));
    }

    @ParameterizedTest
    @EnumSource(
            value = Bucket.class,
            names = {"USER", "OBJECT"})
    void limitOfAPersonOrAnObjectLeavesTheAppAsItWas(Bucket bucket) {
        assertThat(limit(bucket, MINUTE)).isEqualTo(new RateLimited(Optional.of(MINUTE)));
        assertThat(limit(bucket, null)).isEqualTo(new RateLimited(Optional.empty()));

        assertThat(cooldowns.of(APP)).isEmpty();
    }

    @Test
    void optionalCallConcernsOthersOnlyByALimitOfTheApp() {
        failures.optionalCallFailed(APP, failure(FailureKind.APP_BLOCKED, Bucket.NONE, null));
        failures.optionalCallFailed(APP, failure(FailureKind.RATE_LIMITED, Bucket.USER, MINUTE));
        assertThat(cooldowns.complaint(APP)).isEmpty();

        failures.optionalCallFailed(APP, failure(FailureKind.RATE_LIMITED, Bucket.APP, MINUTE));

        assertThat(cooldowns.ofCalls(APP).map(Cooldown::kind)).hasValue(FailureKind.RATE_LIMITED);
    }

    @Test
    void codeThatIsExchangedClearsTheEvidenceAgainstTheRedirectUri() {
        fail("one", FailureKind.REDIRECT_REFUSED);
        fail("two", FailureKind.REDIRECT_REFUSED);

        failures.codeExchanged(APP);

        assertThat(fail("three", FailureKind.REDIRECT_REFUSED)).isEqualTo(new RequestRefused());
    }

    @Test
    void eachRefusalOfTheAppIsLoggedOnceAndNothingElseIs() {
        try (LogRecording log = LogRecording.ofTheWorker()) {
            fail("one", FailureKind.TRANSIENT);
            fail("one", FailureKind.REAUTHORIZE);
            fail("one", FailureKind.REDIRECT_REFUSED);
            limit(Bucket.APP, MINUTE);
            assertThat(messages(log)).isEmpty();

            fail("one", FailureKind.APP_BLOCKED);

            assertThat(messages(log))
                    .singleElement()
                    .asString()
                    .contains(AppFailureAdvice.of(FailureKind.APP_BLOCKED))
                    .contains("APP_BLOCKED");
        }
    }

    private static List<String> messages(LogRecording log) {
        return log.lines().stream().filter(line -> line.contains(APP)).toList();
    }

    private FailureEffect fail(String source, FailureKind kind) {
        return failures.failed(APP, new Caller(source, false, false), failure(kind, Bucket.NONE, null));
    }

    private FailureEffect limit(Bucket bucket, @Nullable Duration pause) {
        return failures.failed(APP, new Caller("one", false, false), failure(FailureKind.RATE_LIMITED, bucket, pause));
    }

    private static Failure failure(FailureKind kind, Bucket bucket, @Nullable Duration pause) {
        return new Failure(kind, 4, null, bucket, pause, false);
    }
}
