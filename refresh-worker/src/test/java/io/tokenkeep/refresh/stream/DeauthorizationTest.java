package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider's own calls: by which id they come, when they are believed, and what people may look up of them. */
class DeauthorizationTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String ALIAS = "threads-main:1020304050607";
    private static final String UNKNOWN = "threads-main:99";

    private World world;
    private Instant consent;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        consent = world.now();
        world.read(token(consent));
        world.pass(Duration.ofHours(1)).events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void deauthorizationUnderAnotherIdReachesTheAccount() {
        world.accountCommand(signed(ALIAS, AccountCommandKind.DEAUTHORIZED, world.now()))
                .pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void deauthorizationThatComesBeforeTheAliasWaitsForIt() {
        String early = "threads-main:77";
        world.accountCommand(
                signed(early, AccountCommandKind.DEAUTHORIZED, world.now().plusSeconds(3600)));

        world.read(Token.newBuilder(token(consent)).setAliases(List.of("77")).build())
                .pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void deauthorizationOvertakenByItsOwnAccountsFirstTokenIsNotLost() {
        world.accountCommand(signed(UNKNOWN, AccountCommandKind.DELETE_DATA, world.now()))
                .pass(Duration.ofMinutes(5));

        world.read(Fixtures.consented(UNKNOWN, world.now().minusSeconds(400))).pass(SECOND);

        assertThat(world.status(UNKNOWN).getState()).isEqualTo(StatusState.DELETED);
        world.read(world.command(CommandKind.PUBLISH).getToken());
        assertThat(world.deletions())
                .extracting(DataDeletion::getState)
                .containsExactly(DeletionState.NOTHING_KEPT, DeletionState.DONE);
    }

    @Test
    void deauthorizationWaitsForAnUnknownAccountNoLongerThanADay() {
        world.accountCommand(signed(UNKNOWN, AccountCommandKind.DEAUTHORIZED, world.now()))
                .pass(Duration.ofHours(25));

        world.read(Fixtures.consented(UNKNOWN, consent)).pass(SECOND);

        assertThat(world.status(UNKNOWN).getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void deauthorizationBeforeAYoungerConsentChangesNothing() {
        world.accountCommand(signed(UNKNOWN, AccountCommandKind.DEAUTHORIZED, world.now()))
                .pass(SECOND);

        world.read(Fixtures.consented(UNKNOWN, world.now())).pass(SECOND);

        assertThat(world.status(UNKNOWN).getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void deauthorizationSignedBeforeTheConsentIsVerifiedAndNotBelievedWhenTheTokenWorks() {
        world.accountCommand(signed(KEY, AccountCommandKind.DEAUTHORIZED, consent.minusSeconds(60)))
                .pass(SECOND);

        RefreshCommand verify = world.command(CommandKind.VERIFY);
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);

        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.status().getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void deauthorizationWithinMinutesOfTheConsentIsBelievedAfterOneRefusedVerification() {
        world.accountCommand(signed(KEY, AccountCommandKind.DEAUTHORIZED, consent.plusSeconds(120)))
                .pass(SECOND);

        world.refuse(world.command(CommandKind.VERIFY)).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void doubtOutlastsAVerificationThatFailsForNobodysFault() {
        world.accountCommand(signed(KEY, AccountCommandKind.DEAUTHORIZED, consent.plusSeconds(120)))
                .pass(SECOND);
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);

        world.refuse(world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(1))
                        .command(CommandKind.VERIFY))
                .pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void deauthorizationThatIsCertainIsBelievedAtOnce() {
        world.accountCommand(signed(KEY, AccountCommandKind.DEAUTHORIZED, world.now()))
                .pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void oldDeauthorizationTakesNothingFromAnAccountWhoseTokenIsOver() {
        AccountCommand old = signed(KEY, AccountCommandKind.DEAUTHORIZED, consent.minusSeconds(3600));
        AccountCommand deletion = signed(KEY, AccountCommandKind.DELETE_DATA, consent.minusSeconds(3600));
        Token gone = Token.newBuilder(token(consent))
                .setSequence(1)
                .setState(TokenState.GONE)
                .setGoneReason(GoneReason.EXPIRED)
                .setSealedToken(null)
                .build();
        world.read(gone).pass(SECOND);

        world.accountCommand(old).accountCommand(deletion).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        assertThat(world.deletions()).extracting(DataDeletion::getState).containsExactly(DeletionState.DONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAUTHORIZED", "DELETE_DATA"})
    void consentGivenAfterADeauthorizationWinsThoughItsTokenIsReadLater(AccountCommandKind kind) {
        Instant left = world.now();
        Instant back = left.plusSeconds(60);
        world.pass(Duration.ofMinutes(10))
                .accountCommand(signed(KEY, kind, left))
                .pass(SECOND);
        assertThat(world.status().getState()).isNotEqualTo(StatusState.CONNECTED);

        world.read(token(back)).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void consentGivenBeforeADeletionDoesNotOutliveIt() {
        Instant back = world.now();
        Instant left = back.plusSeconds(60);
        world.pass(Duration.ofMinutes(10))
                .accountCommand(signed(KEY, AccountCommandKind.DELETE_DATA, left))
                .pass(SECOND);

        world.read(token(back)).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DELETED);
    }

    @Test
    void lateResultOfTheTokenBeforeDoesNotOutliveADeauthorizationSignedEarlier() {
        world.pass(Duration.ofDays(1))
                .accountCommand(KEY, AccountCommandKind.REFRESH_NOW)
                .pass(SECOND);
        RefreshCommand refresh = world.command(CommandKind.REFRESH);
        world.accountCommand(signed(KEY, AccountCommandKind.DEAUTHORIZED, consent.plusSeconds(301)))
                .pass(SECOND);

        world.read(Fixtures.refreshed(refresh, world.now())).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void deletionIsDoneOnceItIsPublishedAndIsReportedWithItsTimeAndNoName() {
        world.accountCommand(signed(ALIAS, AccountCommandKind.DELETE_DATA, world.now()))
                .pass(SECOND);
        world.accountCommand(signed(KEY, AccountCommandKind.DELETE_DATA, world.now()));
        assertThat(world.deletions()).isEmpty();

        world.pass(Duration.ofHours(2))
                .read(world.commands().stream()
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .getToken());

        assertThat(world.deletions()).hasSize(2).allSatisfy(deletion -> assertThat(deletion.getEndedAt())
                .isEqualTo(world.now()));
        world.accountCommand(signed(ALIAS, AccountCommandKind.DELETE_DATA, world.now()));
        assertThat(world.deletions()).singleElement().satisfies(deletion -> {
            assertThat(deletion.getState()).isEqualTo(DeletionState.DONE);
            assertThat(deletion.getConfirmationCode()).isEqualTo("code-" + ALIAS);
            assertThat(deletion.getEndedAt()).isNotNull();
        });
        assertThat(world.status().getState()).isEqualTo(StatusState.DELETED);
    }

    @Test
    void deletionIsDoneTooWhenTheyComeBackBeforeItCouldBePublished() {
        world.accountCommand(signed(KEY, AccountCommandKind.DELETE_DATA, world.now()))
                .pass(Duration.ofMinutes(5));

        world.read(token(world.now())).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.deletions()).extracting(DataDeletion::getState).containsExactly(DeletionState.DONE);
    }

    @Test
    void deletionSentAgainAfterTheyCameBackTakesNothingAndIsNotReportedAsDone() {
        AccountCommand accountCommand = signed(KEY, AccountCommandKind.DELETE_DATA, world.now());
        world.accountCommand(accountCommand).pass(Duration.ofHours(1));
        Token younger = token(world.now());
        world.read(younger).deletions();
        world.pass(Duration.ofHours(1)).accountCommand(accountCommand).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.deletions()).extracting(DataDeletion::getState).containsExactly(DeletionState.SUPERSEDED);
    }

    @Test
    void deletionByAListThatIsWeeksOldEndsTheConsentsBeforeTheListAlone() {
        Instant listedAt = world.now();
        AccountCommand listed = signed(KEY, AccountCommandKind.DELETE_DATA, listedAt);
        world.pass(Duration.ofDays(14)).accountCommand(listed).pass(SECOND);
        assertThat(world.status().getState()).isEqualTo(StatusState.DELETED);

        world.read(token(world.now().plusSeconds(1))).pass(Duration.ofDays(7)).deletions();
        world.accountCommand(listed).pass(SECOND);

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.deletions()).extracting(DataDeletion::getState).containsExactly(DeletionState.SUPERSEDED);
    }

    @Test
    void nothingOfADeletedAccountIsLeftUnderItsOtherIds() {
        assertThat(world.links()).containsKey(ALIAS);
        world.accountCommand(signed(ALIAS, AccountCommandKind.DELETE_DATA, world.now()))
                .pass(SECOND);
        world.read(world.command(CommandKind.PUBLISH).getToken());

        world.pass(Duration.ofDays(9));
        RefreshCommand removal = world.command(CommandKind.PUBLISH);
        world.readNull(removal.getAccount()).pass(SECOND);

        assertThat(world.hasStatus()).isFalse();
        assertThat(world.links()).containsEntry(ALIAS, null).containsEntry(KEY, null);
        world.accountCommand(signed(ALIAS, AccountCommandKind.VERIFY_NOW, world.now()));
        assertThat(world.links()).isEmpty();
    }

    private static Token token(Instant at) {
        return Token.newBuilder(Fixtures.consented(KEY, at))
                .setAliases(List.of(ALIAS.substring(ALIAS.indexOf(':') + 1)))
                .build();
    }

    private AccountCommand signed(String key, AccountCommandKind kind, Instant at) {
        return AccountCommand.newBuilder(Fixtures.accountCommand(key, kind, world.now()))
                .setSignedAt(at)
                .setConfirmationCode(kind == AccountCommandKind.DELETE_DATA ? "code-" + key : null)
                .build();
    }
}
