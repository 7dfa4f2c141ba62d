package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.BERT;
import static io.tokenkeep.refresh.Family.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.Family;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a Page when a person who gives it leaves: deauthorized, disconnected or with their data deleted. */
class PersonsWhoLeaveTest extends PagesFixture {

    @Test
    void deauthorizationOfAPersonTakesThePagesAlongAndLateTokensDoNotBringThemBack() {
        world.accountCommand(BERT, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.commands();
        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DEAUTHORIZED);
        world.commands().forEach(command -> world.read(command.getToken()));

        world.read(Family.page(PAGE, ANNA, annas));
        world.read(Family.offer(PAGE, ANNA, annas, world.now()));
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DEAUTHORIZED);
        assertThat(world.commands())
                .allSatisfy(command -> assertThat(command.getPublishForm()).isEqualTo(PublishForm.GONE));
    }

    @Test
    void youngerConsentBringsAPageBackAfterADeauthorization() {
        world.accountCommand(BERT, AccountCommandKind.DEAUTHORIZED)
                .accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED)
                .pass(SECOND);
        world.commands().forEach(command -> world.read(command.getToken()));
        world.pass(Duration.ofHours(1));

        world.read(Family.person(ANNA, world.now(), PAGE)).read(Family.page(PAGE, ANNA, world.now()));

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void deletionOfAPersonStopsTheUseOfThePageAtOnceAndAnotherPersonMayGoOnGivingIt() {
        world.accountCommand(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);

        List<RefreshCommand> commands = world.commands();
        assertThat(commands)
                .filteredOn(command -> command.getAccount().equals(PAGE))
                .singleElement()
                .satisfies(gone -> assertThat(gone.getPublishForm()).isEqualTo(PublishForm.GONE));
        commands.forEach(command -> world.read(command.getToken()));

        RefreshCommand verify = world.pass(SECOND).command(CommandKind.VERIFY);
        assertThat(verify.getToken().getParentAccount()).isEqualTo(BERT);
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(SECOND);
        assertThat(published(PAGE).getToken().getParentAccount()).isEqualTo(BERT);
    }

    @Test
    void deletionOfTheOnlyPersonDeletesThePageToo() {
        world.accountCommand(BERT, AccountCommandKind.DEAUTHORIZED)
                .accountCommand(ANNA, AccountCommandKind.DELETE_DATA)
                .pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DELETED);
        assertThat(world.status(PAGE).getDisplayName()).isNull();
    }

    /** However old the consent is: what is on its way may come for a while, and must find the account. */
    @Test
    void deletedPageIsRememberedForTheGraceSoThatALateOfferDoesNotBringItBack() {
        onlyAnnaIsLeft();
        world.pass(Duration.ofDays(20));
        world.commands().forEach(this::carriedOut);

        world.accountCommand(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);
        world.read(published(PAGE).getToken()).pass(Duration.ofDays(1));
        world.read(Family.offer(PAGE, ANNA, annas, world.now())).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DELETED);
        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
        world.pass(Duration.ofDays(8));
        assertThat(published(PAGE).getPublishForm()).isEqualTo(PublishForm.NULL);
    }

    @Test
    void tokenThatItsPersonGivesNoMoreIsNotKeptBehindADeath() {
        onlyAnnaIsLeft();
        dieOnEvidence();
        world.pass(SECOND).read(published(PAGE).getToken());

        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.commands().forEach(this::carriedOut);
        world.accountCommand(PAGE, AccountCommandKind.VERIFY_NOW).pass(SECOND);

        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
    }

    @Test
    void disconnectedPageStaysSoThoughItsPersonLeaves() {
        world.accountCommand(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken());
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DISCONNECTED);
        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
    }

    @Test
    void disconnectedPageIsDeletedWithItsPerson() {
        world.accountCommand(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken()).pass(Duration.ofDays(10));
        world.commands().forEach(this::carriedOut);

        world.accountCommand(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);

        RefreshCommand gone = published(PAGE);
        assertThat(gone.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(gone.getToken().getDisplayName()).isNull();
        world.read(gone.getToken());
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(Duration.ofDays(1));
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DELETED);
    }

    @Test
    void endOfAPersonsTokenLeavesThePagesAndItsRefusalHasThemVerified() {
        world.accountCommand(ANNA, AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.refuse(world.command(CommandKind.VERIFY)).pass(Duration.ofMinutes(70));
        world.refuse(world.command(CommandKind.VERIFY)).pass(SECOND);

        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.commands()).anySatisfy(command -> {
            assertThat(command.getAccount()).isEqualTo(PAGE);
            assertThat(command.getKind()).isEqualTo(CommandKind.VERIFY);
        });
    }

    @Test
    void disconnectedPersonsGrantIsTakenBackOnceConsumersKnow() {
        world.accountCommand(BERT, AccountCommandKind.DISCONNECT).pass(SECOND);
        RefreshCommand gone = published(BERT);
        assertThat(gone.getPublishForm()).isEqualTo(PublishForm.GONE);

        world.read(gone.getToken()).pass(SECOND);

        RefreshCommand revoke = world.command(CommandKind.REVOKE);
        assertThat(revoke.getToken().getSealedToken()).isNotNull();
        // Carried out later, it would take along what the person grants meanwhile.
        assertThat(revoke.getNotAfter()).isEqualTo(revoke.getIssuedAt().plus(Duration.ofMinutes(1)));
        world.answer(revoke, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        RefreshCommand again = world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(2))
                .command(CommandKind.REVOKE);
        world.answer(again, RefreshResult.REVOKED, FailureClass.NONE);
        assertThat(world.pass(Duration.ofHours(10)).commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(BERT));
    }
}
