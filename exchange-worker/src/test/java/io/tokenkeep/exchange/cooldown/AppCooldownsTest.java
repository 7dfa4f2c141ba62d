package io.tokenkeep.exchange.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppCooldownsTest extends CooldownFixture {

    @Test
    void refusalsOfOneSourceNeverCoolAnAppDown() {
        for (int i = 0; i < 100; i++) {
            assertThat(refuse("one", FailureKind.APP_BLOCKED)).isEmpty();
        }

        assertThat(calls("one")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"MISCONFIGURED", "SECRET_REFUSED", "APP_BLOCKED", "HOST_REFUSED"})
    void threeSourcesRefusedAlikeCoolTheAppDown(FailureKind kind) {
        assertThat(refuse("one", kind)).isEmpty();
        assertThat(refuse("two", kind)).isEmpty();

        assertThat(refuse("three", kind))
                .hasValue(new Cooldown(kind, clock.instant().plus(FIRST)));

        assertThat(calls("four")).isFalse();
        assertThat(presents("four")).isFalse();
        assertThat(cooldowns.of("another")).isEmpty();
    }

    @Test
    void refusalsThatAreNotAlikeAreNotAddedUp() {
        refuse("one", FailureKind.MISCONFIGURED, 101);
        refuse("two", FailureKind.MISCONFIGURED, 191);
        refuse("three", FailureKind.APP_BLOCKED, 101);
        refuse("four", FailureKind.MISCONFIGURED, null);

        assertThat(cooldowns.of(APP)).isEmpty();
    }

    @Test
    void successInBetweenClearsTheEvidence() {
        refuse("one", FailureKind.APP_BLOCKED);
        refuse("two", FailureKind.APP_BLOCKED);

        cooldowns.succeeded(APP);
        refuse("three", FailureKind.APP_BLOCKED);
        refuse("four", FailureKind.APP_BLOCKED);

        assertThat(cooldowns.of(APP)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REAUTHORIZE", "USER_ACTION", "PERMISSION_MISSING", "NOT_SET_UP", "CODE_SPENT", "BAD_REQUEST"})
    void refusalOfTheRequestClearsTheEvidenceToo(FailureKind kind) {
        refuse("one", FailureKind.APP_BLOCKED);
        refuse("two", FailureKind.APP_BLOCKED);
        assertThat(cooldowns.complaint(APP)).hasValue(FailureKind.APP_BLOCKED);

        refuse("three", kind);

        assertThat(cooldowns.complaint(APP)).isEmpty();
        assertThat(refuse("four", FailureKind.APP_BLOCKED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "RATE_LIMITED"})
    void transientFailureSaysNothingAboutTheApp(FailureKind kind) {
        refuse("one", FailureKind.APP_BLOCKED);
        refuse("two", FailureKind.APP_BLOCKED);

        refuse("three", kind);

        assertThat(refuse("four", FailureKind.APP_BLOCKED)).isPresent();
    }

    @Test
    void sourceThatCausedACooldownNeverProbesIt() {
        coolDown(FailureKind.APP_BLOCKED);
        clock.advance(FIRST);

        assertThat(calls("one")).isFalse();
        assertThat(calls("three")).isFalse();
        assertThat(calls("four")).isTrue();
        assertThat(calls("five")).isFalse();

        cooldowns.succeeded(APP);
        assertThat(calls("one")).isTrue();
        assertThat(cooldowns.of(APP)).isEmpty();
    }

    @Test
    void failedProbeRenewsTheCooldownWithGrowingPausesUpToTheLongest() {
        coolDown(FailureKind.APP_BLOCKED);
        Duration pause = FIRST;
        for (int i = 0; i < 8; i++) {
            clock.advance(pause);
            assertThat(calls("probe-" + i)).isTrue();
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;

            assertThat(refuse("probe-" + i, FailureKind.APP_BLOCKED))
                    .hasValue(new Cooldown(
                            FailureKind.APP_BLOCKED, clock.instant().plus(pause)));
        }
        assertThat(pause).isEqualTo(LONGEST);
    }

    @Test
    void probeThatNeverComesBackIsReplaced() {
        coolDown(FailureKind.APP_BLOCKED);
        clock.advance(FIRST);
        assertThat(calls("four")).isTrue();

        clock.advance(PROBE);

        assertThat(calls("five")).isTrue();
        assertThat(calls("six")).isFalse();
    }

    @Test
    void lastAttemptMayProbeOnceThePauseIsOver() {
        coolDown(FailureKind.APP_BLOCKED);
        assertThat(granted(new Caller("one", true, false))).isFalse();

        clock.advance(FIRST);

        assertThat(granted(new Caller("one", true, false))).isTrue();
        assertThat(granted(new Caller("two", true, false))).isFalse();
    }

    @Test
    void appThatNobodyElseCallsForIsProbedByItsOnlyAccountsInTheEndAndNeverByTheirLinks() {
        coolDown(FailureKind.APP_BLOCKED);
        Caller account = new Caller("one", false, true);
        clock.advance(FIRST.plus(LONGEST.multipliedBy(9)));
        assertThat(granted(account)).isFalse();

        clock.advance(LONGEST);

        assertThat(calls("one")).isFalse();
        assertThat(granted(account)).isTrue();
        assertThat(granted(new Caller("two", false, true))).isFalse();
    }

    @Test
    void ownTokenIsAskedForOnceBeforeAnybodysCallIsRisked() {
        coolDown(FailureKind.APP_BLOCKED);
        clock.advance(FIRST);

        assertThat(cooldowns.clearance(APP, caller("one"), true)).isEqualTo(new Clearance.OwnTokenFirst());
        assertThat(cooldowns.clearance(APP, caller("four"), true)).isInstanceOf(Clearance.CoolingDown.class);

        cooldowns.ownToken(APP, null);
        assertThat(calls("one")).isTrue();
        assertThat(calls("four")).isTrue();
        assertThat(cooldowns.of(APP)).isEmpty();
        assertThat(cooldowns.complaint(APP)).hasValue(FailureKind.APP_BLOCKED);
    }

    @Test
    void ownTokenThatIsRefusedRenewsTheCooldown() {
        coolDown(FailureKind.APP_BLOCKED);
        clock.advance(FIRST);
        cooldowns.clearance(APP, caller("one"), true);

        cooldowns.ownToken(APP, failure(FailureKind.MISCONFIGURED, 1));

        assertThat(cooldowns.of(APP))
                .hasValue(
                        new Cooldown(FailureKind.MISCONFIGURED, clock.instant().plus(FIRST.multipliedBy(2))));
    }

    @Test
    void ownTokenWhoseAnswerIsLostLeavesTheReasonAsItWas() {
        coolDown(FailureKind.HOST_REFUSED);
        clock.advance(FIRST);
        cooldowns.clearance(APP, caller("one"), true);

        cooldowns.ownToken(APP, failure(FailureKind.TRANSIENT, null));

        assertThat(cooldowns.of(APP).map(Cooldown::kind)).hasValue(FailureKind.HOST_REFUSED);
    }

    @Test
    void appThatIsRefusedAgainAfterItsOwnTokenCoolsDownLonger() {
        coolDown(FailureKind.APP_BLOCKED);
        clock.advance(FIRST);
        cooldowns.clearance(APP, caller("one"), true);
        cooldowns.ownToken(APP, null);

        refuse("one", FailureKind.APP_BLOCKED);
        refuse("two", FailureKind.APP_BLOCKED);
        assertThat(cooldowns.of(APP)).isEmpty();

        assertThat(refuse("three", FailureKind.APP_BLOCKED))
                .hasValue(new Cooldown(FailureKind.APP_BLOCKED, clock.instant().plus(FIRST.multipliedBy(2))));
    }

    @Test
    void redirectUriThatThreeLinksAreRefusedForKeepsBackCodesAlone() {
        refuse("one", FailureKind.REDIRECT_REFUSED);
        refuse("two", FailureKind.REDIRECT_REFUSED);
        cooldowns.succeeded(APP);

        assertThat(refuse("three", FailureKind.REDIRECT_REFUSED)).isPresent();

        assertThat(presents("four")).isFalse();
        assertThat(calls("four")).isTrue();
        assertThat(cooldowns.ofCalls(APP)).isEmpty();
        assertThat(cooldowns.of(APP)).isPresent();
    }

    @Test
    void codeThatIsTakenClearsTheEvidenceAgainstTheRedirectUri() {
        refuse("one", FailureKind.REDIRECT_REFUSED);
        refuse("two", FailureKind.REDIRECT_REFUSED);

        cooldowns.codeExchanged(APP);

        assertThat(refuse("three", FailureKind.REDIRECT_REFUSED)).isEmpty();
        assertThat(cooldowns.complaint(APP)).isEmpty();
    }
}
