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
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists of a person's Pages say, and what they do not. */
class PageListsTest extends PagesFixture {

    @Test
    void listsThePagesOfAPersonOnceADay() {
        List<RefreshCommand> lists = new ArrayList<>();
        for (int hour = 0; hour < 30; hour++) {
            world.pass(Duration.ofHours(1));
            world.commands().stream()
                    .filter(command -> command.getKind() == CommandKind.DERIVE)
                    .forEach(command -> {
                        lists.add(command);
                        world.read(Family.derived(command, world.now(), PAGE));
                    });
        }

        assertThat(lists).extracting(RefreshCommand::getAccount).containsExactlyInAnyOrder(ANNA, BERT);
        assertThat(lists)
                .allSatisfy(list -> assertThat(list.getToken().getSealedToken()).isNotNull());
    }

    @Test
    void pageThatAListLacksIsVerifiedAndStaysWhenItsTokenWorks() {
        listOf(ANNA);

        RefreshCommand verify = verified(PAGE);
        assertThat(verify.getToken().getParentAccount()).isEqualTo(ANNA);
        world.answer(verify, RefreshResult.VERIFIED, FailureClass.NONE).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.status(ANNA).getLinkedAccounts()).hasSize(1);
        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
        assertThat(world.events()).doesNotContain(EventKind.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void listThatAWorkingPageContradictsIsAskedForAgainSoonAndLaterEachTime() {
        List<Duration> pauses = new ArrayList<>();
        Instant before = world.now();
        for (int list = 0; list < 12; list++) {
            listOf(ANNA);
            pauses.add(Duration.between(before, world.now()));
            before = world.now();
            world.answer(verified(PAGE), RefreshResult.VERIFIED, FailureClass.NONE);
        }

        assertThat(pauses.get(1)).isLessThan(Duration.ofHours(1));
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofHours(30)));
        assertThat(pauses.subList(8, 12)).anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofHours(2)));
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);

        listOf(ANNA, PAGE);
        Instant whole = world.now();
        list(ANNA);
        assertThat(Duration.between(whole, world.now())).isGreaterThan(Duration.ofHours(20));
    }

    @Test
    void pageThatAListLacksIsGoneWhenItsTokenIsRefusedTwice() {
        onlyAnnaIsLeft();
        listOf(ANNA);

        world.refuse(verified(PAGE)).pass(SECOND);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
        world.pass(Duration.ofMinutes(70));
        world.refuse(verified(PAGE)).pass(SECOND);

        assertThat(published(PAGE).getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        listOf(ANNA);
        assertThat(world.status(ANNA).getLinkedAccounts()).isEmpty();
    }

    @Test
    void listThatIsNotCompleteSaysNothingAboutThePagesItLacks() {
        RefreshCommand list = list(ANNA);
        world.read(RefreshOutcome.newBuilder(Family.derived(list, world.now()))
                        .setListFailure(FailureClass.PERMISSION_MISSING)
                        .setMissingPages(List.of(new MissingPage(PAGE, null, MissingPageReason.NOT_REACHABLE)))
                        .build())
                .pass(SECOND);

        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
        assertThat(world.status(ANNA).getListFailure()).isEqualTo(FailureClass.PERMISSION_MISSING);
        assertThat(world.status(ANNA).getMissingPages()).hasSize(1);
        Instant incomplete = world.now();
        listOf(ANNA, PAGE);
        assertThat(Duration.between(incomplete, world.now())).isLessThan(Duration.ofHours(1));
        assertThat(world.status(ANNA).getListFailure()).isNull();
        assertThat(world.status(ANNA).getMissingPages()).isEmpty();
    }

    @Test
    void consentWhoseListFailedIsListedAgainSoon() {
        world.read(Token.newBuilder(Family.person(ANNA, world.now()))
                .setListFailure(FailureClass.TRANSIENT)
                .build());
        Instant consent = world.now();

        list(ANNA);

        assertThat(Duration.between(consent, world.now())).isLessThan(Duration.ofHours(1));
    }

    @Test
    void consentWithMorePagesThanItsTokenNamesIsListedAtOnce() {
        world.read(Token.newBuilder(Family.person(ANNA, world.now(), PAGE))
                        .setLinkedAccountsTotal(4000)
                        .build())
                .pass(SECOND);

        assertThat(world.commands()).anySatisfy(command -> {
            assertThat(command.getKind()).isEqualTo(CommandKind.DERIVE);
            assertThat(command.getAccount()).isEqualTo(ANNA);
        });
    }

    @Test
    void youngerConsentThatLeavesAPageOutHasItVerified() {
        world.read(Family.person(ANNA, world.now())).pass(SECOND);

        assertThat(verified(PAGE).getToken().getParentAccount()).isEqualTo(ANNA);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
    }

    /** In parts of 500, with the longest names: more than one record of Kafka's could hold. */
    @Test
    void listOfThousandsOfPagesComesInPartsAndAllOfThemHearWhenThePersonLeaves() {
        String[] pages = IntStream.range(0, 5000)
                .mapToObj(i -> "facebook-main:" + (27640875392270000L + i))
                .toArray(String[]::new);
        RefreshCommand list = list(ANNA);
        for (int from = 0; from < pages.length; from += 500) {
            boolean last = from + 500 == pages.length;
            world.read(RefreshOutcome.newBuilder(
                            Family.derived(list, world.now(), Arrays.copyOfRange(pages, from, from + 500)))
                    .setMore(!last)
                    .build());
        }
        world.pass(SECOND);
        RefreshCommand publish = published(ANNA);
        assertThat(publish.getToken().getLinkedAccounts()).hasSize(200);
        assertThat(publish.getToken().getLinkedAccountsTotal()).isEqualTo(5001);
        world.read(publish.getToken()).links();

        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);

        Map<String, RefreshWorkerLink> links = new HashMap<>(world.links());
        assertThat(links.keySet()).contains(pages);
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void partsOfAListAnswerNothingUntilTheLast() {
        RefreshCommand list = list(ANNA);
        world.read(RefreshOutcome.newBuilder(Family.derived(list, world.now(), OTHER))
                        .setMore(true)
                        .build())
                .pass(SECOND);
        assertThat(world.status(ANNA).getNextAction()).isEqualTo(CommandKind.DERIVE);

        world.read(Family.derived(list, world.now(), PAGE)).pass(SECOND);

        assertThat(published(ANNA).getToken().getLinkedAccounts()).hasSize(2);
    }

    @Test
    void pageOfferedByAListThatWasOnItsWayWhenThePersonLeftIsGoneToo() {
        RefreshCommand list = list(ANNA);
        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);

        world.read(Family.offer(OTHER, ANNA, annas, world.now()));
        world.read(Family.derived(list, world.now(), PAGE, OTHER)).pass(SECOND);

        assertThat(world.status(OTHER).getState()).isEqualTo(StatusState.DEAUTHORIZED);
    }

    @Test
    void pageOfferedByAListOfAnEarlierConsentIsVerifiedWhenTheNewOneLeavesItOut() {
        RefreshCommand list = list(ANNA);
        world.read(Family.offer(OTHER, ANNA, annas, world.now())).pass(SECOND);
        world.read(published(OTHER).getToken());
        world.read(Family.person(ANNA, world.now(), PAGE)).pass(SECOND);

        world.read(Family.derived(list, world.now(), PAGE, OTHER)).pass(SECOND);
        world.refuse(verified(OTHER)).pass(Duration.ofMinutes(70));
        world.refuse(verified(OTHER)).pass(SECOND);

        assertThat(world.status(OTHER).getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        assertThat(published(OTHER).getPublishForm()).isEqualTo(PublishForm.GONE);
    }

    @Test
    void listIsReadAgainAfterAPublicationThatFailedFirst() {
        world.read(Family.derived(list(ANNA), world.now(), PAGE, OTHER)).pass(SECOND);
        world.answer(published(ANNA), RefreshResult.TRY_AGAIN, FailureClass.KEY_UNKNOWN);

        carriedOut(world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(1))
                .command(CommandKind.PUBLISH));

        assertThat(list(ANNA).getKind()).isEqualTo(CommandKind.DERIVE);
    }

    @Test
    void listThatIsRefusedIsAskedForLaterAndLater() {
        List<Duration> pauses = new ArrayList<>();
        Instant before = world.now();
        for (int list = 0; list < 12; list++) {
            world.refuse(list(ANNA)).pass(SECOND);
            world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);
            pauses.add(Duration.between(before, world.now()));
            before = world.now();
        }

        assertThat(pauses.get(1)).isLessThan(Duration.ofHours(1));
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofHours(30)));
        assertThat(pauses.subList(8, 12)).anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofHours(2)));
    }

    @Test
    void listThatCannotBeHadDelaysNothingElse() {
        RefreshCommand list = list(ANNA);
        world.answer(list, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);

        assertThat(world.status(ANNA).getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(list(ANNA).getKind()).isEqualTo(CommandKind.DERIVE);
    }

    /** Of somebody with thousands of Pages each answer may come too late. */
    @Test
    void listThatIsNeverAnsweredKeepsNoRefreshWaiting() {
        List<RefreshCommand> lists = new ArrayList<>();
        List<RefreshCommand> refreshes = new ArrayList<>();
        for (int hour = 0; hour < 40 * 24 && refreshes.isEmpty(); hour++) {
            world.pass(Duration.ofHours(1));
            for (RefreshCommand command : world.commands()) {
                if (!command.getAccount().equals(ANNA)) {
                    carriedOut(command);
                } else if (command.getKind() == CommandKind.DERIVE) {
                    lists.add(command);
                } else {
                    refreshes.add(command);
                }
            }
        }

        assertThat(lists).hasSizeGreaterThan(1);
        assertThat(refreshes).singleElement().satisfies(refresh -> assertThat(refresh.getKind())
                .isEqualTo(CommandKind.REFRESH));
    }
}
