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

        assertThat(world.pass(SECOND).meters().openApps()).isEmpty();
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
    void disconnectedPageStaysSoWhateverItsPersonsListsSay() {
        world.accountCommand(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken());

        world.read(Family.offer(PAGE, ANNA, annas, world.now()));
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.commands()).isEmpty();
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DISCONNECTED);
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
