package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Family.ANNA;
import static io.tokenkeep.refresh.Family.BERT;
import static io.tokenkeep.refresh.Family.PAGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consent was refused two hours ago, and exchange-worker asks for the revocation of its grant. */
class UnusedGrantsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final String ALIAS = "facebook-main:77";

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        world.pass(SECOND);
    }

    @AfterEach
    void end() {
        world.close();
    }

    // Something lives, or may live

    @Test
    void livingPersonKeepsTheGrant() {
        world.read(Family.person(ANNA, world.now())).pass(SECOND);

        refused(ANNA);

        assertNothingRevoked();
        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.meters().accountCommands(AccountCommandKind.REVOKE_UNUSED, false))
                .isEqualTo(1);
    }

    @Test
    void pageThatOutlivesItsPersonKeepsTheGrantUntilItIsGoneToo() {
        expired(PAGE);
        world.read(Family.page(PAGE, ANNA, World.START)).pass(SECOND);
        refused(ANNA);
        assertNothingRevoked();

        world.accountCommand(PAGE, AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.refuse(world.command(CommandKind.VERIFY)).pass(Duration.ofMinutes(70));
        world.refuse(world.command(CommandKind.VERIFY)).pass(SECOND);
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
        world.commands();

        refused(ANNA);
        assertThat(revocations()).hasSize(1);
    }

    @Test
    void pageOfAListThatCameAfterTheEndKeepsTheGrant() {
        world.read(Family.person(ANNA, world.now())).pass(Duration.ofHours(30));
        RefreshCommand list = world.command(CommandKind.DERIVE);
        world.read(gone(ANNA, GoneReason.EXPIRED));
        world.read(Family.offer(PAGE, ANNA, World.START.plus(SECOND), world.now()));
        world.read(Family.derived(list, world.now(), PAGE)).pass(SECOND);
        world.pass(Fixtures.LIFETIME);
        settle();
        assertThat(world.status(PAGE).getState()).isEqualTo(StatusState.CONNECTED);

        refused(ANNA);

        assertNothingRevoked();
    }

    @Test
    void listThatWasNotReadToItsEndKeepsTheGrant() {
        world.read(Family.person(ANNA, world.now())).pass(Duration.ofHours(30));
        RefreshOutcome list = Family.derived(world.command(CommandKind.DERIVE), world.now(), PAGE);
        world.read(RefreshOutcome.newBuilder(list).setMore(true).build())
                .read(gone(ANNA, GoneReason.EXPIRED))
                .pass(Fixtures.LIFETIME);
        settle();

        refused(ANNA);

        assertNothingRevoked();
    }

    @Test
    void tokenThatWasDeclaredDeadAndMayStillWorkKeepsTheGrant() {
        world.read(Family.person(ANNA, world.now()))
                .read(gone(ANNA, GoneReason.REAUTHORIZATION_REQUIRED))
                .pass(SECOND);

        refused(ANNA);

        assertNothingRevoked();
    }

    @Test
    void youngerConsentKeepsTheGrantAlsoAfterItsOwnEnd() {
        Token refused = Family.person(ANNA, world.now());
        world.pass(MINUTE).read(Family.person(ANNA, world.now()));
        world.pass(MINUTE).accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        settle();

        asked(refused, TWO_HOURS);

        assertNothingRevoked();
    }

    @Test
    void consentThatWasConnectedAfterAllKeepsTheGrant() {
        Token refused = Family.person(ANNA, world.now());
        world.read(refused).read(gone(ANNA, GoneReason.EXPIRED)).pass(Fixtures.LIFETIME);
        settle();

        asked(refused, SECOND);

        assertNothingRevoked();
    }

    @Test
    void nothingIsRevokedWhileACommandIsInFlight() {
        world.read(Family.person(ANNA, world.now())).pass(MINUTE);
        world.accountCommand(ANNA, AccountCommandKind.DISCONNECT).pass(SECOND);
        Token refused = Family.person(ANNA, world.now());
        world.accountCommand(Fixtures.revokeUnused(refused, world.now()));
        world.read(world.command(CommandKind.PUBLISH).getToken()).pass(SECOND);
        RefreshCommand own = world.command(CommandKind.REVOKE);
        world.accountCommand(Fixtures.revokeUnused(refused, world.now()));
        assertThat(world.commands()).isEmpty();

        world.answer(own, RefreshResult.REVOKED, FailureClass.NONE);
        world.accountCommand(Fixtures.revokeUnused(refused, world.now()));

        assertThat(world.command(CommandKind.REVOKE).getToken()).isEqualTo(refused);
    }

    @Test
    void incompleteListKeepsTheGrant() {
        Token named = Token.newBuilder(Family.person(ANNA, world.now(), PAGE))
                .setLinkedAccountsTotal(4000)
                .build();
        world.read(named).pass(MINUTE);
        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        settle();

        refused(ANNA);

        assertNothingRevoked();
    }

    /** An id is a person's or a Page's. If records disagree about it, nothing is sure. */
    @Test
    void keyUnderWhichAPageEndedKeepsTheGrant() {
        world.read(Family.page(ANNA, BERT, world.now())).pass(MINUTE);
        world.accountCommand(ANNA, AccountCommandKind.DISCONNECT).pass(SECOND);
        settle();

        refused(ANNA);

        assertNothingRevoked();
    }

    @Test
    void idOfTheTokenThatLeadsToNoAccountKeepsTheGrant() {
        Token refused = Token.newBuilder(Family.person(ANNA, world.now()))
                .setAliases(List.of("77"))
                .build();

        asked(refused, TWO_HOURS);

        assertNothingRevoked();
    }

    @Test
    void accountThatIsAliveUnderAnotherIdKeepsTheGrant() {
        world.read(withAlias(Family.person(ANNA, world.now()))).pass(SECOND);

        refused(ALIAS);

        assertNothingRevoked();
        assertThat(world.links()).containsEntry(ANNA, null);
    }

    @Test
    void aliasOfAnAccountThatIsNotKnownKeepsTheGrantAndNothingWaits() {
        RefreshWorkerLink alias = RefreshWorkerLink.newBuilder()
                .setKind(LinkKind.ALIAS)
                .setTargets(List.of(ANNA))
                .setOrderedAt(world.now())
                .build();
        world.raw(
                Topics.REFRESH_WORKER_LINKS.name(),
                ALIAS.getBytes(UTF_8),
                Topics.REFRESH_WORKER_LINKS.codec().encode(alias));

        refused(ALIAS);

        assertNothingRevoked();
        assertThat(world.stored(StateStores.UNKNOWN_ACCOUNTS)).containsExactly(ALIAS);
        assertThat(world.links()).containsEntry(ANNA, null);
    }

    @Test
    void nothingIsRevokedWhileTheCircuitBreakerIsOpen() {
        for (int person = 0; person < 10; person++) {
            String key = "facebook-main:" + person;
            world.read(Family.person(key, world.now()))
                    .accountCommand(key, AccountCommandKind.VERIFY_NOW)
                    .pass(SECOND)
                    .commands()
                    .forEach(world::refuse);
        }
        assertThat(world.pass(SECOND).meters().openApps()).containsExactly("facebook-main");
        world.commands();

        asked(Family.person(ANNA, world.now()), SECOND);

        assertThat(revocations()).isEmpty();
    }

    @Test
    void providerWithoutRevocationIsAskedForNone() {
        asked(Fixtures.consented(Fixtures.KEY, world.now()), TWO_HOURS);

        assertNothingRevoked();
    }

    @Test
    void commandThatIsReadLateRevokesNothing() {
        Token refused = Family.person(ANNA, world.now());
        AccountCommand late =
                Fixtures.revokeUnused(refused, world.pass(TWO_HOURS).now());
        Instant writtenAt = world.now();

        world.pass(Duration.ofMinutes(5)).accountCommand(late, writtenAt).pass(SECOND);

        assertNothingRevoked();
    }

    /** A living account may be among the records that are not read yet. */
    @Test
    void nothingIsRevokedBeforeTheTaskHasReadWhatWasThere(@TempDir Path directory) {
        AtomicBoolean read = new AtomicBoolean();
        try (World starting = new World(directory, PolicyConfig.DEFAULT, partition -> next -> read.get())) {
            Token refused = Family.person(ANNA, starting.pass(SECOND).now());
            AccountCommand command = Fixtures.revokeUnused(refused, starting.now());
            starting.accountCommand(command).pass(SECOND);
            assertThat(starting.commands()).isEmpty();

            read.set(true);
            starting.pass(SECOND).accountCommand(command);

            assertThat(starting.command(CommandKind.REVOKE).getAccount()).isEqualTo(ANNA);
        }
    }

    // Nothing lives

    @Test
    void grantOfAnUnknownPersonIsRevokedOnceAndNothingElseSaysThatThereWasOne() {
        Token refused = Family.person(ANNA, world.now(), PAGE);

        asked(refused, TWO_HOURS);

        RefreshCommand revoke = world.command(CommandKind.REVOKE);
        assertThat(revoke.getAccount()).isEqualTo(ANNA);
        assertThat(revoke.getToken()).isEqualTo(refused);
        assertThat(revoke.getIssuedAt()).isEqualTo(world.now().minus(SECOND));
        assertThat(revoke.getNotAfter()).isEqualTo(revoke.getIssuedAt().plus(Duration.ofMinutes(5)));
        assertNothingKnown();
        assertThat(world.meters().accountCommands(AccountCommandKind.REVOKE_UNUSED, true))
                .isEqualTo(1);
        assertThat(world.pass(Duration.ofDays(2)).commands()).isEmpty();
    }

    /** The command is valid from its own time on, and a broker's clock that is ahead does not make it valid for longer. */
    @Test
    void revocationIsValidForFiveMinutesFromTheEarlierOfTwoClocks() {
        Token refused = Family.person(ANNA, world.now());
        Instant now = world.pass(TWO_HOURS).now();
        AccountCommand command = Fixtures.revokeUnused(refused, now);

        world.accountCommand(command, now.minus(MINUTE)).accountCommand(command, now.plus(MINUTE));

        assertThat(world.commands())
                .extracting(RefreshCommand::getNotAfter)
                .containsExactly(now.plus(Duration.ofMinutes(4)), now.plus(Duration.ofMinutes(5)));
    }

    @Test
    void commandThatIsReadTwiceIsTheSameRevocation() {
        Token refused = Family.person(ANNA, world.now());
        AccountCommand command =
                Fixtures.revokeUnused(refused, world.pass(TWO_HOURS).now());

        world.accountCommand(command).accountCommand(command);

        assertThat(world.commands())
                .extracting(RefreshCommand::getCommandId)
                .hasSize(2)
                .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountCommandKind.class,
            names = {"DISCONNECT", "DEAUTHORIZED", "DELETE_DATA"})
    void grantOfAPersonWhoLeftWithAllPagesIsRevoked(AccountCommandKind kind) {
        world.read(Family.person(ANNA, world.now(), PAGE)).read(Family.page(PAGE, ANNA, world.now()));
        world.pass(MINUTE).accountCommand(ANNA, kind).pass(SECOND);
        settle();

        Token refused = refused(ANNA);

        assertThat(revocations()).extracting(RefreshCommand::getToken).containsExactly(refused);
    }

    @Test
    void grantOfAPersonWhoseTokenIsOverAndWhoGaveNoPageIsRevoked() {
        expired();
        world.events();
        world.statusKeys();

        Token refused = refused(ANNA);

        assertThat(revocations()).extracting(RefreshCommand::getToken).containsExactly(refused);
        assertThat(world.events()).isEmpty();
        assertThat(world.statusKeys()).isEmpty();
    }

    @Test
    void pageThatAnotherPersonGivesDoesNotKeepTheGrant() {
        world.read(Family.person(BERT, world.now(), PAGE)).read(Family.page(PAGE, BERT, world.now()));
        world.pass(SECOND);
        settle();

        refused(ANNA);

        assertThat(revocations()).extracting(RefreshCommand::getAccount).containsExactly(ANNA);
    }

    @Test
    void grantOfAnAccountThatEndedUnderAnotherIdIsRevokedUnderTheIdOfTheToken() {
        world.read(withAlias(Family.person(ANNA, world.now()))).pass(MINUTE);
        world.accountCommand(ANNA, AccountCommandKind.DEAUTHORIZED).pass(SECOND);
        settle();

        Token refused = refused(ALIAS);

        assertThat(revocations()).singleElement().satisfies(revoke -> {
            assertThat(revoke.getAccount()).isEqualTo(ALIAS);
            assertThat(revoke.getToken()).isEqualTo(refused);
        });
        assertThat(world.links()).containsEntry(ANNA, null);
    }

    @Test
    void personWhoConsentsAfterTheRevocationIsConnected() {
        refused(ANNA);
        world.answer(world.command(CommandKind.REVOKE), RefreshResult.REVOKED, FailureClass.NONE);

        world.read(Family.person(ANNA, world.now())).pass(SECOND);

        assertThat(world.status(ANNA).getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.events()).containsExactly(EventKind.CONNECTED);
    }

    // The answer

    @ParameterizedTest
    @EnumSource(names = {"REVOKED", "REFUSED", "TRY_AGAIN", "STALE"})
    void answerIsReadAndForgotten(RefreshResult result) {
        refused(ANNA);
        RefreshCommand revoke = world.command(CommandKind.REVOKE);
        FailureClass why = result == RefreshResult.REFUSED ? FailureClass.REAUTHORIZE : FailureClass.NONE;

        world.answer(revoke, result, why).answer(revoke, result, why).pass(Duration.ofDays(2));

        assertThat(world.commands()).isEmpty();
        assertNothingKnown();
    }

    @Test
    void refusedRevocationsAreNoIncidentOfTheApp() {
        for (int person = 0; person < 40; person++) {
            refused("facebook-main:" + person);
            world.refuse(world.command(CommandKind.REVOKE)).pass(SECOND);
        }

        assertThat(world.meters().openApps()).isEmpty();
        assertNothingKnown();
    }

    @Test
    void answerAboutAnAccountThatEndedChangesNothing() {
        world.read(Family.person(ANNA, world.now())).pass(MINUTE);
        world.accountCommand(ANNA, AccountCommandKind.DISCONNECT).pass(SECOND);
        settle();
        refused(ANNA);
        RefreshCommand revoke = revocations().get(0);
        world.events();
        world.statusKeys();

        world.answer(revoke, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT).pass(Duration.ofDays(1));

        assertThat(world.commands()).isEmpty();
        assertThat(world.events()).isEmpty();
        assertThat(world.statusKeys()).isEmpty();
    }

    /** Has exchange-worker ask about a consent of two hours ago, with a tick after it. */
    private Token refused(String key) {
        Token refused = Family.person(key, world.now(), PAGE);
        asked(refused, TWO_HOURS);
        return refused;
    }

    private void asked(Token refused, Duration after) {
        world.pass(after).accountCommand(Fixtures.revokeUnused(refused, world.now()));
        world.pass(SECOND);
    }

    /** A person whose token is past its end, and who gave these Pages. */
    private void expired(String... pages) {
        world.read(Family.person(ANNA, world.now(), pages))
                .read(gone(ANNA, GoneReason.EXPIRED))
                .pass(Fixtures.LIFETIME);
        settle();
    }

    private Token gone(String key, GoneReason reason) {
        return Token.newBuilder(Family.person(key, World.START.plus(SECOND)))
                .setState(TokenState.GONE)
                .setGoneReason(reason)
                .setSealedToken(null)
                .setSequence(1)
                .build();
    }

    /** Has what is due carried out: the person's tokens do not work, and the Pages' do. */
    private void settle() {
        for (List<RefreshCommand> due = world.commands(); !due.isEmpty(); due = world.commands()) {
            due.forEach(this::carryOut);
            world.pass(SECOND);
        }
    }

    private void carryOut(RefreshCommand command) {
        switch (command.getKind()) {
            case PUBLISH -> world.read(command.getToken());
            case DERIVE -> world.read(Family.derived(command, world.now(), PAGE));
            case REVOKE -> world.answer(command, RefreshResult.REVOKED, FailureClass.NONE);
            default -> {
                if (command.getAccount().equals(ANNA)) {
                    world.refuse(command);
                } else {
                    world.answer(command, RefreshResult.VERIFIED, FailureClass.NONE);
                }
            }
        }
    }

    private static Token withAlias(Token token) {
        return Token.newBuilder(token).setAliases(List.of("77")).build();
    }

    private List<RefreshCommand> revocations() {
        return world.commands().stream()
                .filter(command -> command.getKind() == CommandKind.REVOKE)
                .toList();
    }

    private void assertNothingRevoked() {
        assertThat(revocations()).isEmpty();
        assertThat(world.deadLetters()).isEmpty();
    }

    /** No account, nothing that waits for one, and no record about one. */
    private void assertNothingKnown() {
        assertThat(world.stored(StateStores.ACCOUNTS)).isEmpty();
        assertThat(world.stored(StateStores.UNKNOWN_ACCOUNTS)).isEmpty();
        assertThat(world.stored(StateStores.DUE)).isEmpty();
        assertThat(world.events()).isEmpty();
        assertThat(world.statusKeys()).isEmpty();
        assertThat(world.links()).isEmpty();
        assertThat(world.deletions()).isEmpty();
        assertThat(world.deadLetters()).isEmpty();
    }
}
