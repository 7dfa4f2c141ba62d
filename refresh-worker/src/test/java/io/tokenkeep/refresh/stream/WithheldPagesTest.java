package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.BERT;
import static io.tokenkeep.refresh.Family.OTHER;
import static io.tokenkeep.refresh.Family.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consents that were meant for some of a person's Pages, and what later lists may do about the others. */
class WithheldPagesTest extends PagesFixture {

    @Test
    void pageThatNoConsentWasMeantForIsNotConnectedByAList() {
        Instant consent = consents(ANNA, PAGE);
        RefreshCommand list = world.pass(SECOND).command(CommandKind.DERIVE);
        world.events();

        offers(list, OTHER, ANNA, consent);
        world.read(Family.derived(list, world.now(), PAGE, OTHER)).pass(SECOND);

        assertThat(world.commands()).noneMatch(command -> command.getAccount().equals(OTHER));
        assertThat(world.events()).isEmpty();
    }

    @Test
    void pageOfAnEarlierLinkGetsTheTokenOfTheNewConsentAtOnce() {
        Instant consent = consents(ANNA, OTHER);

        RefreshCommand list = world.pass(SECOND).command(CommandKind.DERIVE);
        offers(list, PAGE, ANNA, consent);
        world.pass(SECOND);

        RefreshCommand publish = published(PAGE);
        assertThat(publish.getToken().getOrderedAt()).isEqualTo(consent);
        assertThat(publish.getToken().getClient()).isEqualTo("a client");
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void pageThatThePersonTookBackStaysWithTheOtherPerson() {
        onlyAnnaIsLeft();
        Instant consent = consents(BERT, OTHER);
        RefreshCommand list = world.pass(SECOND).command(CommandKind.DERIVE);

        offers(list, PAGE, BERT, consent);
        world.pass(SECOND);

        assertThat(world.status(PAGE).getParentAccount()).isEqualTo(ANNA);
        assertThat(world.commands()).noneMatch(command -> command.getKind() == CommandKind.PUBLISH);
    }

    @Test
    void withheldPageThatThePersonGivesNoMoreLeavesTheList() {
        consents(ANNA, PAGE);
        RefreshCommand list = world.pass(SECOND).command(CommandKind.DERIVE);
        world.read(Family.derived(list, world.now(), PAGE, OTHER)).pass(SECOND);
        world.commands();

        world.read(Family.derived(list(ANNA), world.now(), PAGE)).pass(SECOND);
        world.read(Family.derived(list(ANNA), world.now(), PAGE)).pass(SECOND);

        assertThat(world.status(ANNA).getLinkedAccounts())
                .extracting(LinkedAccount::getAccountId)
                .containsExactly(id(PAGE));
    }

    @Test
    void laterConsentForAllPagesConnectsThem() {
        consents(ANNA, PAGE);
        world.pass(SECOND).command(CommandKind.DERIVE);
        Instant consent = world.now();
        world.read(Family.person(ANNA, consent, PAGE, OTHER));

        world.read(Family.offer(OTHER, ANNA, consent, world.now())).pass(SECOND);

        assertThat(published(OTHER).getToken().getParentAccount()).isEqualTo(ANNA);
        assertThat(world.events()).contains(EventKind.CONNECTED);
    }

    @Test
    void everyCommandAboutThePersonNamesThePagesThatTheConsentWasMeantFor() {
        consents(ANNA, PAGE);
        RefreshCommand list = world.pass(SECOND).command(CommandKind.DERIVE);
        assertThat(list.getToken().getExpectedPages()).containsExactly(id(PAGE));

        world.read(Family.derived(list, world.now(), PAGE, OTHER, ANNA)).pass(SECOND);

        assertThat(published(ANNA).getToken().getExpectedPages()).containsExactly(id(PAGE));
    }

    @Test
    void deletionOfThePersonsDataRemovesThem() {
        consents(ANNA, PAGE);
        RefreshCommand list = world.pass(SECOND).command(CommandKind.DERIVE);
        world.read(Family.derived(list, world.now(), PAGE, OTHER));

        world.accountCommand(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);

        Token gone = published(ANNA).getToken();
        assertThat(gone.getExpectedPages()).isEmpty();
    }

    /** A new consent of this person, who gave both Pages and was asked for one. */
    private Instant consents(String person, String expected) {
        world.pass(SECOND);
        Instant consent = world.now();
        world.read(Token.newBuilder(Family.person(person, consent, PAGE, OTHER))
                .setExpectedPages(List.of(id(expected)))
                .build());
        return consent;
    }

    private void offers(RefreshCommand list, String page, String person, Instant consent) {
        boolean expected = list.getToken().getExpectedPages().contains(id(page));
        Token given = Token.newBuilder(Family.page(page, person, consent))
                .setClient("another client")
                .build();
        world.read(RefreshOutcome.newBuilder(Family.offer(given, world.now()))
                .setCommandId(list.getCommandId())
                .setWithheld(!expected)
                .build());
    }

    private static String id(String key) {
        return AccountKey.parse(key).accountId();
    }
}
