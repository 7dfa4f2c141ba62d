package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.CLIENT;
import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account belongs to one client: the first consent decides, then only an admin, and consumers read the same. */
class ClientsTest {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final String OTHER = "another client";

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        world.read(Fixtures.consented(KEY, World.START)).pass(Duration.ofHours(1));
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void consentForAnotherClientMovesNothingAndShowsTheConflict() {
        Token consented = ofClient(Fixtures.consented(KEY, world.now()), OTHER);

        world.read(consented).pass(TICK);

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getToken().getClient()).isEqualTo(CLIENT);
        assertThat(publish.getToken().getSealedToken()).isEqualTo(consented.getSealedToken());
        assertThat(publish.getToken().getSequence()).isEqualTo(1);
        assertThat(world.status().getClient()).isEqualTo(CLIENT);
        assertThat(world.status().getClaimedForClient()).isEqualTo(OTHER);
        assertThat(world.events()).contains(EventKind.CLIENT_CONFLICT);
        assertThat(world.read(publish.getToken()).pass(TICK).commands()).isEmpty();
    }

    @Test
    void decisionOfAnAdminEndsTheConflict() {
        world.read(ofClient(Fixtures.consented(KEY, world.now()), OTHER)).pass(TICK);
        world.read(world.command(CommandKind.PUBLISH).getToken());

        assign(KEY, OTHER).pass(TICK);

        assertThat(world.command(CommandKind.PUBLISH).getToken().getClient()).isEqualTo(OTHER);
        assertThat(world.status().getClient()).isEqualTo(OTHER);
        assertThat(world.status().getClaimedForClient()).isNull();
    }

    @Test
    void decisionToTakeAnAccountFromAllClientsHoldsAgainstTheNextConsent() {
        assign(KEY, null).pass(TICK);
        world.read(world.command(CommandKind.PUBLISH).getToken());

        world.read(Fixtures.consented(KEY, world.now())).pass(TICK);

        assertThat(world.status().getClient()).isNull();
        assertThat(world.status().getClaimedForClient()).isEqualTo(CLIENT);
    }

    @Test
    void answerThatWasOnItsWayDoesNotUndoADecision() {
        world.pass(Duration.ofDays(37));
        RefreshCommand refresh = world.command(CommandKind.REFRESH);
        assign(KEY, OTHER).pass(TICK);

        Token refreshed = Fixtures.refreshed(refresh, world.now());
        assertThat(refreshed.getClient()).isEqualTo(CLIENT);
        world.read(refreshed).pass(TICK);

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getToken().getClient()).isEqualTo(OTHER);
        assertThat(publish.getToken().getIssuedAt()).isEqualTo(refreshed.getIssuedAt());
        assertThat(publish.getToken().getSequence()).isEqualTo(2);
    }

    @Test
    void endedAccountIsAssignedToo() {
        world.accountCommand(AccountCommandKind.DISCONNECT).pass(TICK);
        world.read(world.command(CommandKind.PUBLISH).getToken());

        assign(KEY, OTHER).pass(TICK);

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(publish.getToken().getClient()).isEqualTo(OTHER);
    }

    @Test
    void decisionAboutAnAccountThatIsStillToComeWaitsForIt() {
        String later = "threads-main:99";
        assign(later, OTHER).pass(TICK);

        world.read(Fixtures.consented(later, world.now())).pass(TICK);

        assertThat(world.status(later).getClient()).isEqualTo(OTHER);
        assertThat(world.command(CommandKind.PUBLISH).getToken().getClient()).isEqualTo(OTHER);
    }

    @Test
    void olderDecisionThatComesLaterChangesNothing() {
        assign(KEY, OTHER).pass(TICK);
        world.read(world.command(CommandKind.PUBLISH).getToken());

        world.accountCommand(AccountCommandKind.ASSIGN_CLIENT, World.START);

        assertThat(world.status().getClient()).isEqualTo(OTHER);
    }

    @Test
    void pageStaysWithItsClientWhenAnotherPersonsTokenTakesOver() {
        Instant now = world.now();
        world.read(Family.page(Family.PAGE, Family.ANNA, now)).pass(TICK);
        assign(Family.PAGE, OTHER).pass(TICK);
        world.read(world.command(CommandKind.PUBLISH).getToken());

        world.read(Family.offer(Family.page(Family.PAGE, Family.BERT, world.now()), world.now()))
                .pass(TICK);

        Token taken = world.command(CommandKind.PUBLISH).getToken();
        assertThat(taken.getParentAccount()).isEqualTo(Family.BERT);
        assertThat(taken.getClient()).isEqualTo(OTHER);
        assertThat(world.status(Family.PAGE).getClaimedForClient()).isEqualTo(CLIENT);
    }

    private World assign(String key, @Nullable String client) {
        return world.accountCommand(
                AccountCommand.newBuilder(Fixtures.accountCommand(key, AccountCommandKind.ASSIGN_CLIENT, world.now()))
                        .setClient(client)
                        .build());
    }

    private static Token ofClient(Token token, String client) {
        return Token.newBuilder(token).setClient(client).build();
    }
}
