package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody wants done about an account is answered once, whatever comes between. */
class ActionsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMinutes(14);

    private World world;
    private Token token;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        token = Fixtures.consented(KEY, World.START);
        world.read(token).pass(Duration.ofDays(2));
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void refusalIsAnsweredWithItsReason() {
        world.request("one", AccountCommandKind.VERIFY_NOW).pass(SECOND);
        RefreshCommand verify = world.command(CommandKind.VERIFY);
        assertThat(world.actions()).isEmpty();

        world.refuse(verify);

        AccountEvent answer = answer();
        assertThat(answer.getActionResult()).isEqualTo(ActionResult.REFUSED);
        assertThat(answer.getRequestId()).isEqualTo("one");
        assertThat(answer.getFailureClass()).isEqualTo(FailureClass.REAUTHORIZE);
        assertThat(answer.getErrorCode()).isEqualTo(190);
        assertThat(answer.getCommandId()).isEqualTo(verify.getCommandId());
    }

    @Test
    void faultOfTheProviderDecidesNothingAndTheAccountGoesOn() {
        RefreshCommand refresh = refresh("one");

        world.answer(refresh, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);

        assertThat(world.actions()).containsExactly("one NOT_DECIDED");
        world.passUntilCommand(Duration.ofMinutes(1), Duration.ofHours(1));
        world.read(Fixtures.refreshed(world.command(CommandKind.REFRESH), world.now()));
        assertThat(world.actions()).isEmpty();
    }

    @Test
    void silenceDecidesNothingAndALateAnswerIsNoSecondOne() {
        RefreshCommand refresh = refresh("one");

        world.pass(SILENCE);

        assertThat(world.actions()).containsExactly("one NOT_DECIDED");
        world.read(Fixtures.refreshed(refresh, world.now()));
        assertThat(world.actions()).isEmpty();
    }

    @Test
    void nothingIsPossibleWithoutAnAccount() {
        world.accountCommand(of("threads-main:1", "one", AccountCommandKind.REFRESH_NOW))
                .accountCommand(of("threads-main:1", "two", AccountCommandKind.VERIFY_NOW))
                .accountCommand(of("threads-main:1", "three", AccountCommandKind.DISCONNECT));

        assertThat(world.actions()).containsExactly("one NOT_POSSIBLE", "two NOT_POSSIBLE", "three NOT_POSSIBLE");
        assertThat(world.pass(SECOND).commands()).isEmpty();
    }

    /** The command was answered, and still takes effect, because the token may be on its way. */
    @Test
    void disconnectThatWaitsForItsAccountIsAnsweredOnce() {
        Token late = Fixtures.consented("threads-main:1", world.now().minusSeconds(1));
        world.accountCommand(of("threads-main:1", "one", AccountCommandKind.DISCONNECT));
        assertThat(world.actions()).containsExactly("one NOT_POSSIBLE");

        world.read(late);

        assertThat(world.events()).containsExactly(EventKind.CONNECTED, EventKind.REVOKED);
    }

    @Test
    void commandUnderAnotherIdIsAnsweredByTheAccount() {
        world.raw(Topics.REFRESH_WORKER_LINKS.name(), bytes("threads-main:77"), alias());

        world.accountCommand(of("threads-main:77", "one", AccountCommandKind.VERIFY_NOW));

        world.answer(world.pass(SECOND).command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);
        assertThat(answer().getAccount()).isEqualTo(KEY);
    }

    @Test
    void commandOlderThanTheConsentIsNotPossible() {
        world.accountCommand(of(KEY, "one", AccountCommandKind.DISCONNECT), World.START.minusSeconds(1));

        assertThat(world.actions()).containsExactly("one NOT_POSSIBLE");
    }

    @Test
    void accountWithoutATokenCannotBeVerified() {
        world.request("end", AccountCommandKind.DISCONNECT);
        assertThat(world.actions()).containsExactly("end DISCONNECTED");

        world.request("one", AccountCommandKind.REFRESH_NOW)
                .request("two", AccountCommandKind.VERIFY_NOW)
                .request("three", AccountCommandKind.DISCONNECT);

        assertThat(world.actions()).containsExactly("one NOT_POSSIBLE", "two NOT_POSSIBLE", "three DISCONNECTED");
    }

    @Test
    void disconnectOfAnAccountThatEndedOtherwiseIsNotPossible() {
        world.accountCommand(AccountCommandKind.DEAUTHORIZED).request("one", AccountCommandKind.DISCONNECT);

        assertThat(world.actions()).containsExactly("one NOT_POSSIBLE");
    }

    @Test
    void newTokenAndNothingNewerHaveDifferentResults() {
        world.read(Fixtures.refreshed(refresh("one"), world.now()));
        assertThat(world.actions()).containsExactly("one REFRESHED");

        world.pass(Duration.ofDays(2));
        world.answer(refresh("two"), RefreshResult.UNCHANGED, FailureClass.NONE);

        assertThat(world.actions()).containsExactly("two UNCHANGED");
    }

    @Test
    void tokenThatCannotBeRefreshedYetIsVerified() {
        world.read(Fixtures.consented(KEY, world.now()));
        world.request("one", AccountCommandKind.REFRESH_NOW).pass(SECOND);

        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);

        assertThat(world.actions()).containsExactly("one VERIFIED");
    }

    @Test
    void secondRequestReplacesTheFirstBeforeItIsSent() {
        world.request("one", AccountCommandKind.REFRESH_NOW).request("two", AccountCommandKind.VERIFY_NOW);
        assertThat(world.actions()).containsExactly("one REPLACED");

        world.answer(world.pass(SECOND).command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);

        assertThat(world.actions()).containsExactly("two VERIFIED");
    }

    @Test
    void requestThatComesWhileAnotherIsInFlightHasItsOwnAnswer() {
        RefreshCommand first = refresh("one");
        world.request("two", AccountCommandKind.VERIFY_NOW).pass(SECOND);
        assertThat(world.commands()).isEmpty();

        world.refuse(first);
        assertThat(world.actions()).containsExactly("one REFUSED");
        world.answer(world.pass(SECOND).command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);

        assertThat(world.actions()).containsExactly("two VERIFIED");
    }

    @Test
    void tokenThatComesMeanwhileAnswersTheSecondToo() {
        RefreshCommand first = refresh("one");
        world.request("two", AccountCommandKind.REFRESH_NOW);

        world.read(Fixtures.refreshed(first, world.now()));

        assertThat(world.actions()).containsExactly("one REFRESHED", "two REFRESHED");
        assertThat(world.pass(SECOND).commands()).isEmpty();
    }

    @Test
    void consentOvertakesWhatIsPlannedAndWhatIsInFlight() {
        RefreshCommand first = refresh("one");
        world.request("two", AccountCommandKind.REFRESH_NOW);

        world.read(Fixtures.consented(KEY, world.now()));

        assertThat(world.actions()).containsExactlyInAnyOrder("one NOT_POSSIBLE", "two NOT_POSSIBLE");
        world.refuse(first);
        assertThat(world.actions()).isEmpty();
    }

    @Test
    void disconnectReplacesWhatWaits() {
        refresh("one");
        world.request("two", AccountCommandKind.VERIFY_NOW).request("end", AccountCommandKind.DISCONNECT);

        assertThat(world.actions()).containsExactly("one REPLACED", "two REPLACED", "end DISCONNECTED");
    }

    @Test
    void deletionOvertakesWhatWaits() {
        refresh("one");

        world.accountCommand(AccountCommandKind.DELETE_DATA);

        assertThat(world.actions()).containsExactly("one NOT_POSSIBLE");
    }

    @Test
    void deadTokenThatWorksIsAnsweredAsVerified() {
        world.request("one", AccountCommandKind.VERIFY_NOW).pass(SECOND);
        world.refuse(world.command(CommandKind.VERIFY)).pass(Duration.ofMinutes(70));
        world.refuse(world.command(CommandKind.VERIFY));
        assertThat(world.events()).contains(EventKind.REAUTHORIZATION_REQUIRED);
        world.read(world.pass(SECOND).command(CommandKind.PUBLISH).getToken());

        world.request("two", AccountCommandKind.REFRESH_NOW).pass(SECOND);
        world.answer(world.command(CommandKind.VERIFY), RefreshResult.VERIFIED, FailureClass.NONE);

        assertThat(world.actions()).containsExactly("two VERIFIED");
    }

    @Test
    void repeatedCommandIsNotAnsweredAgain() {
        world.read(Fixtures.refreshed(refresh("one"), world.now()));
        world.request("end", AccountCommandKind.DISCONNECT);
        world.pass(SECOND).read(Fixtures.consented(KEY, world.now()));
        world.commands();
        world.actions();

        world.request("one", AccountCommandKind.REFRESH_NOW)
                .request("end", AccountCommandKind.DISCONNECT)
                .pass(SECOND);

        assertThat(world.actions()).isEmpty();
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void commandThatIsReadTwiceBeforeItsAnswerIsOne() {
        world.request("one", AccountCommandKind.REFRESH_NOW).request("one", AccountCommandKind.REFRESH_NOW);
        RefreshCommand refresh = world.pass(SECOND).command(CommandKind.REFRESH);
        world.request("one", AccountCommandKind.REFRESH_NOW);

        world.read(Fixtures.refreshed(refresh, world.now()));

        assertThat(world.actions()).containsExactly("one REFRESHED");
        assertThat(world.pass(SECOND).commands()).isEmpty();
    }

    /** As after the loss of all state: a reader recognises the answer by its id. */
    @Test
    void answerIsNamedAfterItsCommand(@TempDir Path directory) {
        world.request("one", AccountCommandKind.DISCONNECT);
        String first = answer().getEventId();
        try (World again = new World(directory)) {
            again.accountCommand(of("threads-main:1", "one", AccountCommandKind.DISCONNECT));
            assertThat(again.allEvents()).extracting(AccountEvent::getEventId).containsExactly(first);
        }
    }

    private RefreshCommand refresh(String request) {
        world.request(request, AccountCommandKind.REFRESH_NOW).pass(SECOND);
        return world.command(CommandKind.REFRESH);
    }

    private AccountEvent answer() {
        return world.allEvents().stream()
                .filter(event -> event.getKind() == EventKind.ACTION_ENDED)
                .reduce((one, other) -> {
                    throw new AssertionError("two answers");
                })
                .orElseThrow();
    }

    private AccountCommand of(String key, String request, AccountCommandKind kind) {
        return AccountCommand.newBuilder(Fixtures.accountCommand(key, kind, world.now()))
                .setRequestId(request)
                .build();
    }

    private byte[] alias() {
        return Topics.REFRESH_WORKER_LINKS
                .codec()
                .encode(RefreshWorkerLink.newBuilder()
                        .setKind(LinkKind.ALIAS)
                        .setTargets(List.of(KEY))
                        .setOrderedAt(World.START)
                        .build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
