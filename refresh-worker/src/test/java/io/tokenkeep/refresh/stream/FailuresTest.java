package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refreshes that fail, tokens that come to their end, commands nobody answers. */
class FailuresTest extends ConsentFixture {

    @Test
    void failingIsReportedOnceAndSoIsRecovery() {
        for (int i = 0; i < 5; i++) {
            world.answer(nextRefresh(), RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        }
        assertThat(world.events()).containsExactly(EventKind.REFRESH_FAILED);
        assertThat(world.status().getFailures()).isEqualTo(5);
        assertThat(world.status().getFailureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(world.status().getErrorCode()).isEqualTo(190);

        world.read(Fixtures.refreshed(nextRefresh(), world.now()));

        assertThat(world.events()).containsExactly(EventKind.REFRESHED, EventKind.RECOVERED);
        assertThat(world.status().getFailures()).isZero();
        assertThat(world.status().getFailureClass()).isEqualTo(FailureClass.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"MISCONFIGURED", "KEY_UNKNOWN", "RATE_LIMITED"})
    void faultOfTheAppMarksNoAccount(FailureClass why) {
        for (int i = 0; i < 5; i++) {
            world.answer(nextRefresh(), RefreshResult.TRY_AGAIN, why);
        }

        assertThat(world.events()).isEmpty();
        assertThat(world.status().getFailures()).isZero();
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void retriesComeSlowerAndSlower() {
        List<Duration> delays = new ArrayList<>();
        Instant last = null;
        for (int i = 0; i < 12; i++) {
            RefreshCommand command = nextRefresh();
            if (last != null) {
                delays.add(Duration.between(last, world.now()));
            }
            last = world.now();
            world.answer(command, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        }

        assertThat(delays.get(0)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isLessThan(Duration.ofHours(7)));
        assertThat(delays.subList(6, 11)).anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofHours(1)));
    }

    @Test
    void providersTimeIsRespectedButNotForEver() {
        Instant named = firstDue().plus(Duration.ofHours(3));
        tryAgainAt(nextRefresh(), named);
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(4));
        assertThat(world.now()).isAfterOrEqualTo(named);

        tryAgainAt(world.command(CommandKind.REFRESH), world.now().plus(Duration.ofDays(1000)));
        world.passUntilCommand(Duration.ofMinutes(10), Duration.ofHours(25));
        world.command(CommandKind.REFRESH);
    }

    @Test
    void endIsWarnedOfTwiceAndVerifiedAfterwards() {
        List<EventKind> reported = new ArrayList<>();
        List<Instant> warnings = new ArrayList<>();
        Instant expiry = World.START.plus(Fixtures.LIFETIME);
        CommandKind asked = CommandKind.REFRESH;
        while (world.now().isBefore(expiry.plus(Duration.ofHours(1)))) {
            world.pass(Duration.ofHours(1));
            for (RefreshCommand command : world.commands()) {
                asked = command.getKind();
                world.answer(command, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
            }
            world.allEvents().forEach(event -> {
                reported.add(event.getKind());
                if (event.getKind() == EventKind.EXPIRING) {
                    warnings.add(event.getAt());
                }
            });
        }

        assertThat(reported).containsExactly(EventKind.REFRESH_FAILED, EventKind.EXPIRING, EventKind.EXPIRING);
        assertThat(warnings).containsExactly(expiry.minus(Duration.ofDays(7)), expiry.minus(Duration.ofDays(1)));
        assertThat(world.status().getState()).isEqualTo(StatusState.EXPIRING);
        assertThat(asked).isEqualTo(CommandKind.VERIFY);
    }

    @Test
    void endOfDataAccessIsWarnedOfThoughTheTokenLives() {
        Instant end = World.START.plus(Duration.ofDays(20));
        world.read(Token.newBuilder(Fixtures.consented(Fixtures.KEY, World.START.plusSeconds(1)))
                .setDataAccessExpiresAt(end)
                .build());
        world.events();

        world.pass(Duration.ofDays(17));
        assertThat(world.events()).isEmpty();
        world.pass(Duration.ofDays(1));
        assertThat(world.events()).containsExactly(EventKind.EXPIRING);
        assertThat(world.status().getState()).isEqualTo(StatusState.EXPIRING);
        world.pass(Duration.ofHours(46));
        assertThat(world.events()).containsExactly(EventKind.EXPIRING);

        RefreshCommand refresh = nextRefresh();
        world.read(Token.newBuilder(Fixtures.refreshed(refresh, world.now()))
                .setDataAccessExpiresAt(world.now().plus(Duration.ofDays(90)))
                .build());
        assertThat(world.events()).containsExactly(EventKind.REFRESHED, EventKind.RECOVERED);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void dataAccessThatAVerificationFindsRenewedIsNoLongerWarnedOf() {
        world.read(Token.newBuilder(Fixtures.unending(Fixtures.KEY, World.START.plusSeconds(1)))
                .setDataAccessExpiresAt(World.START.plus(Duration.ofDays(20)))
                .build());
        world.pass(Duration.ofDays(18)).events();
        assertThat(world.status().getState()).isEqualTo(StatusState.EXPIRING);

        RefreshCommand verify =
                world.passUntilCommand(Duration.ofHours(1), Duration.ofDays(9)).command(CommandKind.VERIFY);
        world.read(RefreshOutcome.newBuilder(
                        Fixtures.outcome(verify, RefreshResult.VERIFIED, FailureClass.NONE, world.now()))
                .setDataAccessExpiresAt(world.now().plus(Duration.ofDays(90)))
                .build());

        assertThat(world.events()).containsExactly(EventKind.RECOVERED);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void personWhoMustActKeepsTheTokenAndIsLookedAtSlowly() {
        world.answer(nextRefresh(), RefreshResult.REFUSED, FailureClass.USER_ACTION);
        Instant refused = world.now();
        assertThat(world.events()).containsExactly(EventKind.USER_ACTION_REQUIRED);
        assertThat(world.status().getState()).isEqualTo(StatusState.USER_ACTION_REQUIRED);

        world.passUntilCommand(Duration.ofMinutes(10), Duration.ofHours(7));
        assertThat(Duration.between(refused, world.now())).isGreaterThan(Duration.ofHours(5));
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.REFUSED, FailureClass.USER_ACTION);
        assertThat(world.events()).isEmpty();
        world.passUntilCommand(Duration.ofMinutes(10), Duration.ofHours(7));
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);

        assertThat(world.events()).containsExactly(EventKind.RECOVERED);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void personWhoDoesNotActForAMonthNeedsANewConsentAndRecoversAllTheSame() {
        RefreshCommand refresh = nextRefresh();
        Instant reported = world.now();
        world.answer(refresh, RefreshResult.REFUSED, FailureClass.USER_ACTION);
        while (world.status().getState() == StatusState.USER_ACTION_REQUIRED) {
            world.passUntilCommand(Duration.ofHours(1), Duration.ofDays(2));
            world.answer(world.command(CommandKind.VERIFY), RefreshResult.REFUSED, FailureClass.USER_ACTION)
                    .pass(Duration.ofSeconds(1));
            assertThat(world.now()).isBefore(reported.plus(Duration.ofDays(32)));
        }

        assertThat(Duration.between(reported, world.now())).isGreaterThan(Duration.ofDays(29));
        assertThat(world.status().getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        world.read(world.command(CommandKind.PUBLISH).getToken())
                .accountCommand(AccountCommandKind.VERIFY_NOW)
                .pass(Duration.ofSeconds(1));
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void answerToAnotherCommandChangesNothing() {
        RefreshCommand command = nextRefresh();
        RefreshOutcome foreign = RefreshOutcome.newBuilder(
                        Fixtures.outcome(command, RefreshResult.REFUSED, FailureClass.REAUTHORIZE, world.now()))
                .setCommandId("another")
                .build();
        world.statusChanges();

        world.read(foreign);

        assertThat(world.events()).isEmpty();
        assertThat(world.statusChanges()).isZero();
    }

    @Test
    void failureOfAnOldTokenDoesNotMarkANewerOne() {
        RefreshCommand command = nextRefresh();
        world.read(Fixtures.consented(KEY, world.now()));
        world.events();

        world.refuse(command);

        assertThat(world.events()).isEmpty();
        assertThat(world.status().getFailureClass()).isEqualTo(FailureClass.NONE);
        assertThat(world.pass(Duration.ofDays(20)).commands()).isEmpty();
        world.passUntilCommand(Duration.ofDays(1), Duration.ofDays(17));
        world.command(CommandKind.REFRESH);
    }

    @Test
    void unansweredCommandIsGivenAgainLaterAndLater() {
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofDays(37));
        List<Duration> waits = new ArrayList<>();
        RefreshCommand last = world.command(CommandKind.REFRESH);
        for (int i = 0; i < 5; i++) {
            Instant given = world.now();
            world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(25));
            RefreshCommand next = world.command(CommandKind.REFRESH);
            assertThat(next.getCommandId()).isNotEqualTo(last.getCommandId());
            waits.add(Duration.between(given, world.now()));
            last = next;
        }

        assertThat(waits)
                .containsExactly(
                        Duration.ofMinutes(13),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofDays(1),
                        Duration.ofDays(1));
        assertThat(world.events()).isEmpty();
        world.read(Fixtures.refreshed(last, world.now()));
        assertThat(world.events()).containsExactly(EventKind.REFRESHED);
    }

    private Instant firstDue() {
        return world.status().getNextActionAt();
    }

    private void tryAgainAt(RefreshCommand command, Instant time) {
        RefreshOutcome limited =
                Fixtures.outcome(command, RefreshResult.TRY_AGAIN, FailureClass.RATE_LIMITED, world.now());
        world.read(RefreshOutcome.newBuilder(limited).setTryAgainAt(time).build());
    }
}
