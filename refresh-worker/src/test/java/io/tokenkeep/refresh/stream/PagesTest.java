package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.stream.Family.ANNA;
import static io.tokenkeep.refresh.stream.Family.BERT;
import static io.tokenkeep.refresh.stream.Family.OTHER;
import static io.tokenkeep.refresh.stream.Family.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persons, the Pages they give, and what becomes of a Page when one of them no longer does. */
class PagesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private World world;
    private Instant annas;
    private Instant berts;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        berts = world.now();
        world.read(Family.person(BERT, berts, PAGE)).read(Family.page(PAGE, BERT, berts));
        world.pass(Duration.ofMinutes(10));
        annas = world.now();
        world.read(Family.person(ANNA, annas, PAGE)).read(Family.page(PAGE, ANNA, annas));
        world.pass(SECOND);
        world.events();
        assertThat(world.commands()).isEmpty();
    }

    @AfterEach
    void end() {
        world.close();
    }

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

        world.wish(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);

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
    void refusalsOfOnePersonsManyPagesOpenNoCircuitBreaker() {
        for (int i = 0; i < 20; i++) {
            world.read(Family.page("facebook-main:5" + i, ANNA, annas));
            world.wish("facebook-main:5" + i, AccountCommandKind.VERIFY_NOW);
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
    void trialThatFailsForNobodysFaultIsTriedAgain() {
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
    void farewellOfAPersonTakesThePagesAlongAndLateTokensDoNotBringThemBack() {
        world.wish(BERT, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.commands();
        world.wish(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);

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
    void youngerConsentBringsAPageBackAfterAFarewell() {
        world.wish(BERT, AccountCommandKind.DEAUTHORIZED)
                .wish(ANNA, AccountCommandKind.DEAUTHORIZED)
                .pass(SECOND);
        world.commands().forEach(command -> world.read(command.getToken()));
        world.pass(Duration.ofHours(1));

        world.read(Family.person(ANNA, world.now(), PAGE)).read(Family.page(PAGE, ANNA, world.now()));

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void deletionOfAPersonStopsTheUseOfThePageAtOnceAndAnotherPersonMayGoOnGivingIt() {
        world.wish(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);

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
        world.wish(BERT, AccountCommandKind.DEAUTHORIZED)
                .wish(ANNA, AccountCommandKind.DELETE_DATA)
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

        world.wish(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);
        world.read(published(PAGE).getToken()).pass(Duration.ofDays(1));
        world.read(Family.offer(PAGE, ANNA, annas, world.now())).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DELETED);
        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
        world.pass(Duration.ofDays(8));
        assertThat(published(PAGE).getPublishForm()).isEqualTo(PublishForm.NULL);
    }

    @Test
    void pageOfferedByAListThatWasOnItsWayWhenThePersonLeftIsGoneToo() {
        RefreshCommand list = list(ANNA);
        world.wish(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);

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
    void tokenThatItsPersonGivesNoMoreIsNotKeptBehindAVerdict() {
        onlyAnnaIsLeft();
        dieOnEvidence();
        world.pass(SECOND).read(published(PAGE).getToken());

        world.wish(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.commands().forEach(this::carriedOut);
        world.wish(PAGE, AccountCommandKind.VERIFY_NOW).pass(SECOND);

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
        world.wish(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken());
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        world.wish(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DISCONNECTED);
        assertThat(world.commands())
                .noneSatisfy(command -> assertThat(command.getAccount()).isEqualTo(PAGE));
    }

    @Test
    void disconnectedPageIsDeletedWithItsPerson() {
        world.wish(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken()).pass(Duration.ofDays(10));
        world.commands().forEach(this::carriedOut);

        world.wish(ANNA, AccountCommandKind.DELETE_DATA).pass(SECOND);

        RefreshCommand gone = published(PAGE);
        assertThat(gone.getPublishForm()).isEqualTo(PublishForm.GONE);
        assertThat(gone.getToken().getDisplayName()).isNull();
        world.read(gone.getToken());
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(Duration.ofDays(1));
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DELETED);
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
    void endOfAPersonsTokenLeavesThePagesAndItsRefusalHasThemVerified() {
        world.wish(ANNA, AccountCommandKind.VERIFY_NOW).pass(SECOND);
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
        world.wish(PAGE, AccountCommandKind.DISCONNECT).pass(SECOND);
        world.read(published(PAGE).getToken());

        world.read(Family.offer(PAGE, ANNA, annas, world.now()));
        world.read(Family.offer(PAGE, BERT, berts, world.now())).pass(SECOND);

        assertThat(world.commands()).isEmpty();
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.DISCONNECTED);
    }

    @Test
    void disconnectedPersonsGrantIsTakenBackOnceConsumersKnow() {
        world.wish(BERT, AccountCommandKind.DISCONNECT).pass(SECOND);
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
    void listThatCannotBeHadDelaysNothingElse() {
        RefreshCommand list = list(ANNA);
        world.answer(list, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);

        assertThat(world.status(ANNA).getNextAction()).isEqualTo(CommandKind.REFRESH);
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(list(ANNA).getKind()).isEqualTo(CommandKind.DERIVE);
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
        world.wish(ANNA, AccountCommandKind.VERIFY_NOW).pass(SECOND);
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

    /** Lets time pass until this person's Pages are listed; other accounts' commands are answered as well as can be. */
    private RefreshCommand list(String person) {
        for (int minute = 0; minute < 48 * 6; minute++) {
            world.pass(Duration.ofMinutes(10));
            for (RefreshCommand command : world.commands()) {
                if (command.getAccount().equals(person) && command.getKind() == CommandKind.DERIVE) {
                    return command;
                }
                if (command.getKind() == CommandKind.DERIVE) {
                    world.read(Family.derived(command, world.now(), PAGE));
                } else if (command.getKind() == CommandKind.VERIFY) {
                    world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
                } else if (command.getKind() == CommandKind.PUBLISH) {
                    world.read(command.getToken());
                }
            }
        }
        throw new AssertionError("the Pages of " + person + " were not listed");
    }

    private void listOf(String person, String... pages) {
        world.read(Family.derived(list(person), world.now(), pages)).pass(SECOND);
        if (pages.length == 2) {
            world.commands().forEach(command -> world.read(command.getToken()));
        }
    }

    private void onlyAnnaIsLeft() {
        world.wish(BERT, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        world.commands().forEach(this::carriedOut);
    }

    /** As exchange-worker does when all is well. */
    private void carriedOut(RefreshCommand command) {
        switch (command.getKind()) {
            case PUBLISH -> world.read(command.getToken());
            case DERIVE -> world.read(Family.derived(command, world.now(), PAGE));
            default -> world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
        }
    }

    private void dieOnEvidence() {
        world.wish(PAGE, AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.refuse(world.command(CommandKind.VERIFY)).pass(Duration.ofMinutes(70));
        world.refuse(world.command(CommandKind.VERIFY));
    }

    /** The verification of this account, among the commands since the last look; what is published is read. */
    private RefreshCommand verified(String key) {
        List<RefreshCommand> commands = world.commands();
        commands.stream()
                .filter(command -> command.getKind() == CommandKind.PUBLISH)
                .forEach(command -> world.read(command.getToken()));
        return commands.stream()
                .filter(command -> command.getAccount().equals(key) && command.getKind() == CommandKind.VERIFY)
                .findFirst()
                .orElseThrow();
    }

    /** The publication of this account, among the commands since the last look. */
    private RefreshCommand published(String key) {
        return world.commands().stream()
                .filter(command -> command.getAccount().equals(key) && command.getKind() == CommandKind.PUBLISH)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("nothing is published of " + key));
    }
}
