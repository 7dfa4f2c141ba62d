package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.BERT;
import static io.tokenkeep.refresh.Family.OTHER;
import static io.tokenkeep.refresh.Family.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Persons, the Pages they give, and what becomes of a Page when one of them no longer does. */
class PagesTest extends PagesFixture {

    @Test
    void newPageIsBornOfAnOfferAndPublished() {
        world.read(Family.offer(OTHER, ANNA, annas, world.now())).pass(SECOND);

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(publish.getAccount()).isEqualTo(OTHER);
        assertThat(publish.getToken().getOrderedAt()).isEqualTo(annas);
        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
        assertThat(world.status(OTHER).getParentAccount()).isEqualTo(ANNA);
    }

    @Test
    void offerThatSaysNothingNewPublishesNothing() {
        world.read(Family.offer(PAGE, ANNA, annas, world.now()));
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.commands()).isEmpty();
        assertThat(world.status(PAGE).getParentAccount()).isEqualTo(ANNA);
    }

    @Test
    void linkedInstagramAccountThatAppearsIsPublished() {
        Token linked = Token.newBuilder(Family.page(PAGE, ANNA, annas))
                .setLinkedAccounts(List.of(LinkedAccount.newBuilder()
                        .setProvider("instagram")
                        .setAccountId("17841405793187219")
                        .setUsername("shop")
                        .build()))
                .build();

        world.read(Family.offer(linked, world.now())).pass(SECOND);

        RefreshCommand publish = world.command(CommandKind.PUBLISH);
        assertThat(publish.getToken().getSequence()).isEqualTo(1);
        assertThat(publish.getToken().getLinkedAccounts()).isEqualTo(linked.getLinkedAccounts());
    }

    @Test
    void refusalsOfOnePersonsManyPagesOpenNoCircuitBreaker() {
        for (int i = 0; i < 20; i++) {
            world.read(Family.page("facebook-main:5" + i, ANNA, annas));
            world.accountCommand("facebook-main:5" + i, AccountCommandKind.VERIFY_NOW);
        }

        world.pass(SECOND).commands().forEach(world::refuse);

        assertThat(world.pass(SECOND).openApps()).isEmpty();
    }

    @Test
    void pageThatComesBackIntoTheListLivesAgain() {
        onlyAnnaIsLeft();
        dieOnEvidence();
        world.pass(SECOND).read(published(PAGE).getToken());

        world.read(Family.offer(PAGE, ANNA, annas, world.now())).pass(SECOND);

        RefreshCommand publish = published(PAGE);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.TOKEN);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void pageLivesOnByAnotherPersonsTokenThatVerifies() {
        dieOnEvidence();

        RefreshCommand verify = world.pass(SECOND).command(CommandKind.VERIFY);
        assertThat(verify.getAccount()).isEqualTo(PAGE);
        assertThat(verify.getToken().getParentAccount()).isEqualTo(BERT);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);

        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(SECOND);

        RefreshCommand publish = published(PAGE);
        assertThat(publish.getToken().getParentAccount()).isEqualTo(BERT);
        assertThat(publish.getToken().getOrderedAt()).isEqualTo(annas);
        assertThat(publish.getToken().getSequence()).isEqualTo(1);
    }

    @Test
    void pageIsGoneWhenEverybodysTokenIsRefusedTwice() {
        dieOnEvidence();
        world.pass(SECOND);

        world.refuse(world.command(CommandKind.VERIFY)).pass(SECOND);
        assertThat(world.commands()).isEmpty();
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
        world.pass(Duration.ofMinutes(70));
        world.refuse(world.command(CommandKind.VERIFY)).pass(SECOND);

        RefreshCommand publish = published(PAGE);
        assertThat(publish.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(publish.getToken().getGoneReason()).isEqualTo(GoneReason.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void candidateCheckThatFailsForNobodysFaultIsTriedAgain() {
        dieOnEvidence();
        world.pass(SECOND);

        world.answer(world.command(CommandKind.VERIFY), RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);

        RefreshCommand again = world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(1))
                .command(CommandKind.VERIFY);
        assertThat(again.getToken().getParentAccount()).isEqualTo(BERT);
    }

    @Test
    void tokenThatDiesOnEvidenceIsReplacedByTheOtherPersons() {
        dieOnEvidence();

        RefreshCommand verify = world.pass(SECOND).command(CommandKind.VERIFY);
        assertThat(verify.getToken().getParentAccount()).isEqualTo(BERT);
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(SECOND);
        assertThat(published(PAGE).getToken().getParentAccount()).isEqualTo(BERT);
        assertThat(world.events()).containsExactly(EventKind.REFRESH_FAILED, EventKind.RECOVERED);
    }

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
    void tokenThatIsInDoubtIsPublishedOnceAndNotForEver() {
        dieOnEvidence();
        world.pass(SECOND);
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        world.readNull(PAGE);
        world.pass(SECOND);

        world.read(published(PAGE).getToken());

        RefreshCommand next = world.passUntilCommand(SECOND, Duration.ofHours(1)).commands().stream()
                .filter(command -> command.getAccount().equals(PAGE))
                .findFirst()
                .orElseThrow();
        assertThat(next.getKind()).isEqualTo(CommandKind.VERIFY);
        assertThat(next.getToken().getParentAccount()).isEqualTo(BERT);
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
    void disconnectedPageStaysSoWhateverItsPersonsListsSay() {
        world.accountCommand(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken());

        world.read(Family.offer(PAGE, ANNA, annas, world.now()));
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.commands()).isEmpty();
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DISCONNECTED);
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

    @Test
    void tokenThatIsNotExtendedIsWarnedOfEarly() {
        world.pass(Duration.ofDays(40));
        RefreshCommand refresh = world.commands().stream()
                .filter(command -> command.getAccount().equals(ANNA))
                .findFirst()
                .orElseThrow();
        world.events();

        world.answer(refresh, RefreshResult.UNCHANGED, FailureClass.NONE).pass(Duration.ofDays(7));

        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.EXPIRING);
        assertThat(world.events()).contains(EventKind.EXPIRING);
    }

    @Test
    void newTokenWithTheOldEndEndsTheWaitForThePersonButNotTheWarning() {
        Token held = Family.person(ANNA, annas, PAGE);
        world.accountCommand(ANNA, AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.REFUSED, FailureClass.USER_ACTION);
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.USER_ACTION_REQUIRED);

        world.read(
                Token.newBuilder(held).setSequence(1).setIssuedAt(world.now()).build());
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.CONNECTED);

        world.pass(Duration.ofDays(50))
                .read(Token.newBuilder(held)
                        .setSequence(2)
                        .setIssuedAt(world.now())
                        .build());
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.EXPIRING);
    }
}
