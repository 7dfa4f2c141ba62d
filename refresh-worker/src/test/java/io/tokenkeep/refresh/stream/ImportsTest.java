package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.PAGE;
import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that was got elsewhere begins an account, and brings nothing back. */
class ImportsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void livingAccountKeepsItsToken() {
        world.read(Fixtures.consented(KEY, World.START)).pass(SECOND);

        importRow("row");

        assertThat(world.actions()).containsExactly("row CURRENT_KEPT");
        assertThat(world.pass(SECOND).commands()).isEmpty();
        assertThat(world.status().getOrderedAt()).isEqualTo(World.START);
    }

    @Test
    void endedAccountStaysEnded() {
        world.read(Fixtures.consented(KEY, World.START)).request("end", AccountCommandKind.DISCONNECT);
        world.read(world.pass(SECOND).command(CommandKind.PUBLISH).getToken()).actions();

        importRow("row");

        assertThat(world.actions()).containsExactly("row CURRENT_KEPT");
        assertThat(world.status().getState()).isEqualTo(StatusState.DISCONNECTED);
    }

    @Test
    void endThatWaitsForTheAccountOutranksTheFile() {
        world.accountCommand(AccountCommandKind.DEAUTHORIZED);

        importRow("row");

        assertThat(world.actions()).containsExactly("row CURRENT_KEPT");
        assertThat(world.hasStatus()).isFalse();
    }

    @Test
    void repeatedImportIsNotAnsweredOtherwise() {
        importRow("row");
        for (int i = 0; i < 5; i++) {
            importRow("other " + i);
        }
        assertThat(world.actions()).startsWith("row IMPORTED", "other 0 CURRENT_KEPT");

        importRow("row");

        assertThat(world.actions()).isEmpty();
    }

    @Test
    void unknownAccountBeginsWithTheTokenAndIsKeptAlive() {
        Token published = imported();

        assertThat(Rank.of(published)).isEqualTo(Rank.ofImport());
        assertThat(world.status().getClient()).isEqualTo(Fixtures.CLIENT);
        assertThat(world.status().getNextActionAt()).isBetween(World.START.plus(Duration.ofDays(23)), days(37));
        RefreshCommand refresh =
                world.passUntilCommand(Duration.ofHours(6), Duration.ofDays(40)).command(CommandKind.REFRESH);
        world.read(Fixtures.refreshed(refresh, world.now()));
        assertThat(world.events()).containsExactly(EventKind.REFRESHED);
        assertThat(world.status().getSequence()).isEqualTo(1);
        assertThat(world.status().getOrderedAt()).isEqualTo(Rank.ofImport().orderedAt());
    }

    @Test
    void tokenWithoutATimeOfIssueCountsFromTheImport() {
        Token token = Token.newBuilder(token()).setIssuedAt(null).build();
        world.accountCommand(Fixtures.importCommand("row", token, world.now())).pass(SECOND);

        world.read(world.command(CommandKind.PUBLISH).getToken());

        assertThat(world.status().getNextActionAt()).isBetween(World.START.plus(Duration.ofDays(23)), days(37));
        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
    }

    @Test
    void laterConsentWinsAndTheFileDoesNotUndoIt() {
        imported();
        Instant consent = world.now();
        world.read(Fixtures.consented(KEY, consent));
        assertThat(world.events()).containsExactly(EventKind.CONNECTED);

        importRow("again");

        assertThat(world.actions()).containsExactly("again CURRENT_KEPT");
        assertThat(world.status().getOrderedAt()).isEqualTo(consent);
    }

    @Test
    void deauthorizationFromBeforeTheTokenIsVerifiedFirst() {
        imported();

        world.accountCommand(signed(AccountCommandKind.DEAUTHORIZED, World.START.minusSeconds(60)));

        assertThat(world.events()).isEmpty();
        world.refuse(world.pass(SECOND).command(CommandKind.VERIFY));
        assertThat(world.events()).containsExactly(EventKind.REVOKED);
    }

    @Test
    void deletionAlwaysEndsIt() {
        imported();

        world.accountCommand(signed(AccountCommandKind.DELETE_DATA, World.START.minus(Duration.ofDays(30))))
                .pass(SECOND);

        assertThat(world.command(CommandKind.PUBLISH).getToken().getGoneReason())
                .isEqualTo(GoneReason.DATA_DELETED);
    }

    @Test
    void pageWithoutAPersonIsTakenOverByOneWhoGivesIt() {
        Token page = Fixtures.imported(Family.page(PAGE, ANNA, world.now()));
        world.accountCommand(Fixtures.importCommand("row", page, world.now())).pass(SECOND);
        world.read(world.command(CommandKind.PUBLISH).getToken());
        assertThat(world.status(PAGE).getNextAction()).isEqualTo(CommandKind.VERIFY);
        world.events();
        world.pass(Duration.ofMinutes(1));

        world.read(Family.offer(PAGE, ANNA, world.now(), world.now())).pass(SECOND);

        assertThat(world.command(CommandKind.PUBLISH).getToken().getParentAccount())
                .isEqualTo(ANNA);
        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
    }

    /** The ids of commands must not repeat those of the account's earlier life. */
    @Test
    void secondLifeHasIdsOfItsOwn(@TempDir Path directory) {
        importRow("row");
        String first = world.pass(SECOND).command(CommandKind.PUBLISH).getCommandId();
        try (World later = new World(directory)) {
            later.pass(Duration.ofDays(1));
            later.accountCommand(Fixtures.importCommand("row", token(), later.now()));
            assertThat(later.pass(SECOND).command(CommandKind.PUBLISH).getCommandId())
                    .isNotEqualTo(first);
        }
    }

    private Token imported() {
        importRow("row");
        Token published = world.pass(SECOND).command(CommandKind.PUBLISH).getToken();
        world.read(published);
        assertThat(world.pass(SECOND).events()).containsExactly(EventKind.CONNECTED);
        return published;
    }

    private void importRow(String request) {
        world.accountCommand(Fixtures.importCommand(request, token(), world.now()));
    }

    private static Token token() {
        return Fixtures.imported(Fixtures.consented(KEY, World.START));
    }

    private static Instant days(int days) {
        return World.START.plus(Duration.ofDays(days));
    }

    private AccountCommand signed(AccountCommandKind kind, Instant at) {
        return AccountCommand.newBuilder(Fixtures.accountCommand(KEY, kind, world.now()))
                .setSignedAt(at)
                .setConfirmationCode(kind == AccountCommandKind.DELETE_DATA ? "code" : null)
                .build();
    }
}
