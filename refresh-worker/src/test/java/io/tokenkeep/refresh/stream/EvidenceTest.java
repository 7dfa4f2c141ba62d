package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.Fixtures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an account is declared dead, when not, and how a verdict is reversed. */
class EvidenceTest extends ConsentFixture {

    @Test
    void oneRefusedVerificationAfterTheEndIsEvidence() {
        world.pass(Fixtures.LIFETIME);
        RefreshCommand verify = world.command(CommandKind.VERIFY);

        world.refuse(verify).pass(Duration.ofSeconds(1));

        assertGone(world.command(CommandKind.PUBLISH), GoneReason.EXPIRED);
        assertThat(world.events())
                .containsExactly(EventKind.EXPIRING, EventKind.REFRESH_FAILED, EventKind.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void refusedRefreshOnlyLeadsToAVerification() {
        world.refuse(nextRefresh());
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofMinutes(5));

        RefreshCommand verify = world.command(CommandKind.VERIFY);
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.events()).containsExactly(EventKind.REFRESH_FAILED);

        world.read(Fixtures.refreshed(nextRefresh(), world.now()));
        assertThat(world.events()).containsExactly(EventKind.REFRESHED, EventKind.RECOVERED);
    }

    @Test
    void twoRefusedVerificationsAnHourApartAreEvidence() {
        world.refuse(nextRefresh());
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofMinutes(5));
        world.refuse(world.command(CommandKind.VERIFY));
        Instant first = world.now();
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofMinutes(70));
        assertThat(world.now()).isAfterOrEqualTo(first.plus(Duration.ofHours(1)));
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);

        world.refuse(world.command(CommandKind.VERIFY));

        assertThat(world.events()).containsExactly(EventKind.REFRESH_FAILED, EventKind.REAUTHORIZATION_REQUIRED);
        assertThat(world.status().getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        assertThat(world.status().getSealedUnder()).isNull();
        RefreshCommand publish = world.pass(Duration.ofSeconds(1)).command(CommandKind.PUBLISH);
        assertGone(publish, GoneReason.REAUTHORIZATION_REQUIRED);
        world.read(publish.getToken());
        assertThat(world.pass(Duration.ofHours(23)).commands()).isEmpty();
    }

    @Test
    void hastyVerificationsAreNoEvidence() {
        world.refuse(nextRefresh());
        for (int i = 0; i < 3; i++) {
            world.accountCommand(AccountCommandKind.VERIFY_NOW).pass(Duration.ofSeconds(10));
            world.refuse(world.command(CommandKind.VERIFY));
        }

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void successInBetweenForgetsTheFirstRefusal() {
        world.accountCommand(AccountCommandKind.VERIFY_NOW).pass(Duration.ofSeconds(1));
        world.refuse(world.command(CommandKind.VERIFY));
        world.accountCommand(AccountCommandKind.VERIFY_NOW).pass(Duration.ofSeconds(1));
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);
        world.pass(Duration.ofHours(2));
        world.commands();

        world.accountCommand(AccountCommandKind.VERIFY_NOW).pass(Duration.ofSeconds(1));
        world.commands().forEach(world::refuse);

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void wrongDeathIsUndone() {
        Token dead = die();

        world.pass(Duration.ofHours(20))
                .accountCommand(AccountCommandKind.VERIFY_NOW)
                .pass(Duration.ofSeconds(1));
        RefreshCommand verify = world.command(CommandKind.VERIFY);
        assertThat(verify.getToken().getSealedToken()).isNotNull();
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(Duration.ofSeconds(1));

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(publish.getToken().getState()).isEqualTo(TokenState.LIVE);
        assertThat(publish.getToken().getSequence()).isEqualTo(dead.getSequence() + 1);
        world.read(publish.getToken());
        assertThat(world.events()).containsExactly(EventKind.RECOVERED);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        world.passUntilCommand(Duration.ofHours(1), Duration.ofDays(30));
        world.command(CommandKind.REFRESH);
    }

    @Test
    void deadTokenIsLookedAtSlowlyAndNotBeyondItsEnd() {
        die();
        int looks = 0;
        while (world.now().isBefore(World.START.plus(Duration.ofDays(400)))) {
            for (RefreshCommand look : world.pass(Duration.ofHours(6)).commands()) {
                assertThat(look.getKind()).isEqualTo(CommandKind.VERIFY);
                assertThat(world.now()).isBefore(World.START.plus(Fixtures.LIFETIME));
                world.refuse(look);
                looks++;
            }
        }

        assertThat(looks).isBetween(4, 8);
        assertThat(world.events()).isEmpty();
        assertThat(world.status().getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRY_AGAIN", "STALE"})
    void deadTokenIsLookedAtSlowlyAlsoWhenNobodySaysAnythingAboutIt(RefreshResult result) {
        die();
        int looks = 0;
        while (world.now().isBefore(World.START.plus(Duration.ofDays(400)))) {
            for (RefreshCommand look : world.pass(Duration.ofHours(6)).commands()) {
                assertThat(world.now()).isBefore(World.START.plus(Fixtures.LIFETIME));
                world.answer(look, result, FailureClass.MISCONFIGURED);
                looks++;
            }
        }

        assertThat(looks).isBetween(4, 8);
    }

    @Test
    void wrongDeathIsUndoneWithoutAnyCommand() {
        die();
        world.passUntilCommand(Duration.ofHours(1), Duration.ofHours(28));

        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE)
                .pass(Duration.ofSeconds(1));

        world.read(world.command(CommandKind.PUBLISH).getToken());
        assertThat(world.events()).containsExactly(EventKind.RECOVERED);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void newConsentAfterTheDeathIsARecovery() {
        die();

        world.pass(Duration.ofDays(1)).read(Fixtures.consented(KEY, world.now()));

        assertThat(world.events()).containsExactly(EventKind.CONNECTED, EventKind.RECOVERED);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    /** Has the account declared dead, up to the GONE on the topic. */
    private Token die() {
        world.refuse(nextRefresh());
        for (int i = 0; i < 2; i++) {
            world.passUntilCommand(Duration.ofMinutes(1), Duration.ofMinutes(70));
            world.refuse(world.command(CommandKind.VERIFY));
        }
        Token gone =
                world.pass(Duration.ofSeconds(1)).command(CommandKind.PUBLISH).getToken();
        world.read(gone).events();
        return gone;
    }

    private static void assertGone(RefreshCommand publish, GoneReason reason) {
        Token token = publish.getToken();
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(token.getState()).isEqualTo(TokenState.GONE);
        assertThat(token.getGoneReason()).isEqualTo(reason);
        assertThat(token.getSealedToken()).isNull();
        assertThat(token.getOrderedAt()).isEqualTo(World.START);
        assertThat(token.getSequence()).isEqualTo(1);
        assertThat(token.getCommandId()).isEqualTo(publish.getCommandId());
    }
}
