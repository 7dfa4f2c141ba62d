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
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Late results, disconnects and deletions: the current token wins, whatever lands on the topic last. */
class RankTest {

    private World world;
    private Token token;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        token = Fixtures.consented(KEY, World.START);
        world.read(token).pass(Duration.ofHours(1));
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void lateOlderTokenIsAnsweredWithTheCurrentOne() {
        Token newer = Fixtures.consented(KEY, world.now());
        world.read(newer).events();

        world.read(token).pass(Duration.ofSeconds(1));

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(publish.getToken().getSealedToken()).isEqualTo(newer.getSealedToken());
        assertThat(publish.getToken().getOrderedAt()).isEqualTo(newer.getOrderedAt());
        assertThat(publish.getToken().getSequence()).isEqualTo(1);
        world.read(publish.getToken());
        assertThat(world.events()).isEmpty();
        assertThat(world.status().getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(world.pass(Duration.ofDays(1)).commands()).isEmpty();
    }

    @Test
    void repairWaitsForTheCommandInFlight() {
        world.pass(Duration.ofDays(37));
        RefreshCommand refresh = world.command(CommandKind.REFRESH);
        Token older = Fixtures.consented(KEY, World.START.minusSeconds(60));

        world.read(older).pass(Duration.ofSeconds(1));

        assertThat(world.commands()).isEmpty();
        world.read(Fixtures.refreshed(refresh, world.now())).pass(Duration.ofSeconds(1));
        assertThat(world.commands()).isEmpty();
        assertThat(world.events()).containsExactly(EventKind.REFRESHED);
        assertThat(world.status().getSequence()).isEqualTo(1);
    }

    @Test
    void unpublishedRepairIsTriedAgain() {
        world.readNull(KEY).pass(Duration.ofSeconds(1));
        world.answer(world.command(CommandKind.PUBLISH), RefreshResult.TRY_AGAIN, FailureClass.KEY_UNKNOWN);

        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofMinutes(5));

        assertThat(world.command(CommandKind.PUBLISH).getToken().getSequence()).isEqualTo(1);
    }

    @Test
    void tombstoneOverALiveTokenIsUndone() {
        world.readNull(KEY).pass(Duration.ofSeconds(1));

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(publish.getToken().getState()).isEqualTo(TokenState.LIVE);
    }

    @Test
    void disconnectEndsTheTokenUnderTheTimeOfTheCommand() {
        RefreshCommand publish = endedBy(AccountCommandKind.DISCONNECT);

        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(publish.getToken().getGoneReason()).isEqualTo(GoneReason.DISCONNECTED);
        assertThat(publish.getToken().getOrderedAt()).isEqualTo(World.START.plus(Duration.ofHours(1)));
        assertThat(publish.getToken().getSequence()).isZero();
        assertThat(world.events()).containsExactly(EventKind.REVOKED);
        assertThat(world.status().getState()).isEqualTo(StatusState.DISCONNECTED);
        assertThat(world.pass(Duration.ofDays(100)).commands())
                .allSatisfy(again -> assertThat(again.getKind()).isEqualTo(CommandKind.PUBLISH));
    }

    @Test
    void lateTokenDoesNotUndoADisconnect() {
        world.pass(Duration.ofDays(37));
        RefreshCommand refresh = world.command(CommandKind.REFRESH);
        world.accountCommand(AccountCommandKind.DISCONNECT).pass(Duration.ofSeconds(1));
        assertThat(world.commands()).isEmpty();

        world.read(Fixtures.refreshed(refresh, world.now())).pass(Duration.ofSeconds(1));
        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        world.read(publish.getToken());
        world.read(Fixtures.refreshed(refresh, world.now())).pass(Duration.ofSeconds(1));

        RefreshCommand repair = world.command(CommandKind.PUBLISH);
        assertThat(repair.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(repair.getToken().getSequence()).isEqualTo(1);
        assertThat(world.events()).containsExactly(EventKind.REVOKED);
        assertThat(world.status().getState()).isEqualTo(StatusState.DISCONNECTED);
    }

    @Test
    void youngerConsentOutlivesADisconnectThatIsStillOnItsWay() {
        RefreshCommand publish = endedBy(AccountCommandKind.DISCONNECT);
        Token again = Fixtures.consented(KEY, world.now().plusSeconds(10));
        world.pass(Duration.ofSeconds(10)).read(again);

        world.read(publish.getToken()).pass(Duration.ofSeconds(1));

        RefreshCommand repair = world.command(CommandKind.PUBLISH);
        assertThat(repair.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(repair.getToken().getOrderedAt()).isEqualTo(again.getOrderedAt());
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.events()).containsExactly(EventKind.REVOKED, EventKind.CONNECTED);
    }

    @Test
    void commandOlderThanTheConsentIsIgnored() {
        for (AccountCommandKind kind : AccountCommandKind.values()) {
            if (kind != AccountCommandKind.UNKNOWN && kind != AccountCommandKind.ASSIGN_CLIENT) {
                world.accountCommand(kind, World.START.minusMillis(1));
            }
        }

        assertThat(world.pass(Duration.ofSeconds(1)).commands()).isEmpty();
        assertThat(world.events()).isEmpty();
    }

    @Test
    void commandForAnUnknownAccountIsIgnored() {
        world.raw(
                "account-commands",
                "threads-main:1".getBytes(StandardCharsets.UTF_8),
                Topics.ACCOUNT_COMMANDS
                        .codec()
                        .encode(Fixtures.accountCommand("threads-main:1", AccountCommandKind.DISCONNECT, world.now())));

        assertThat(world.pass(Duration.ofSeconds(1)).commands()).isEmpty();
        assertThat(world.deadLetters()).isEmpty();
    }

    @Test
    void deauthorizationIsReportedOnce() {
        world.accountCommand(AccountCommandKind.DEAUTHORIZED).pass(Duration.ofSeconds(1));
        world.read(world.command(CommandKind.PUBLISH).getToken());
        world.accountCommand(AccountCommandKind.DEAUTHORIZED).accountCommand(AccountCommandKind.DISCONNECT);

        assertThat(world.events()).containsExactly(EventKind.REVOKED);
        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void deletionForgetsNamesAtOnceAndTheAccountAfterEightDays() {
        RefreshCommand gone = endedBy(AccountCommandKind.DELETE_DATA);
        assertThat(gone.getToken().getDisplayName()).isNull();
        assertThat(world.status().getDisplayName()).isNull();
        assertThat(world.events()).containsExactly(EventKind.DELETED);
        world.read(gone.getToken());

        assertThat(world.pass(Duration.ofDays(7)).commands()).isEmpty();
        RefreshCommand remove = world.pass(Duration.ofDays(1)).command(CommandKind.PUBLISH);
        assertThat(remove.getPublishForm()).isEqualTo(PublishForm.NULL);
        world.readNull(KEY);

        assertThat(world.hasStatus()).isFalse();
        assertThat(world.pass(Duration.ofDays(30)).commands()).isEmpty();
        world.readNull(KEY);
        assertThat(world.pass(Duration.ofDays(30)).commands()).isEmpty();
        assertThat(world.events()).isEmpty();
    }

    @Test
    void consentBetweenDeletionAndItsNullSurvives() {
        RefreshCommand gone = endedBy(AccountCommandKind.DELETE_DATA);
        world.read(gone.getToken()).pass(Duration.ofDays(8));
        world.command(CommandKind.PUBLISH);
        world.read(Fixtures.consented(KEY, world.now()));

        world.readNull(KEY).pass(Duration.ofSeconds(1));

        RefreshCommand repair = world.command(CommandKind.PUBLISH);
        assertThat(repair.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    private RefreshCommand endedBy(AccountCommandKind kind) {
        return world.accountCommand(kind).pass(Duration.ofSeconds(1)).command(CommandKind.PUBLISH);
    }
}
