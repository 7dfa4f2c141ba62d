package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.OTHER;
import static io.tokenkeep.refresh.Family.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import org.junit.jupiter.api.Test;

/** The Pages that a person takes away by a new consent are named for the page after it. */
class LostPagesTest extends PagesFixture {

    @Test
    void pageThatTheNewConsentDoesNotGiveIsNamedAtOnce() {
        onlyAnnaIsLeft();

        Token consent = consents(OTHER);

        assertThat(world.lostPages())
                .containsExactly(new LostPage(consent.getAuthorizationId(), PAGE, "a name", world.now()));
    }

    @Test
    void pageThatAnotherPersonGivesTooIsNotLost() {
        consents(OTHER);

        assertThat(world.lostPages()).isEmpty();
    }

    @Test
    void pageThatIsNotConnectedIsNotLost() {
        onlyAnnaIsLeft();
        dieOnEvidence();
        world.pass(SECOND).read(published(PAGE).getToken());

        consents(OTHER);

        assertThat(world.lostPages()).isEmpty();
    }

    @Test
    void listThatIsNotCompleteTakesNoPageAway() {
        onlyAnnaIsLeft();

        consents(Token.newBuilder(Family.person(ANNA, world.pass(SECOND).now(), OTHER))
                .setLinkedAccountsTotal(2)
                .build());

        assertThat(world.lostPages()).isEmpty();
    }

    @Test
    void dailyListThatLacksThePageNamesNoConsent() {
        onlyAnnaIsLeft();

        listOf(ANNA, OTHER);

        assertThat(world.lostPages()).isEmpty();
    }

    @Test
    void secondConsentBringsThePageBackAndNamesNothing() {
        onlyAnnaIsLeft();
        consents(OTHER);
        world.pass(SECOND).refuse(verified(PAGE)).pass(SECOND);
        assertThat(world.lostPages()).hasSize(1);

        Token back = consents(OTHER, PAGE);
        world.read(Family.page(PAGE, ANNA, back.getOrderedAt())).pass(SECOND);

        assertThat(world.lostPages()).isEmpty();
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.status(PAGE).getFailures()).isZero();
        assertThat(world.commands())
                .extracting(RefreshCommand::getKind)
                .doesNotContain(CommandKind.VERIFY, CommandKind.PUBLISH);
    }

    private Token consents(String... pages) {
        return consents(Family.person(ANNA, world.pass(SECOND).now(), pages));
    }

    private Token consents(Token token) {
        world.read(token);
        return token;
    }
}
