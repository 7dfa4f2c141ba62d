package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static io.tokenkeep.exchange.TestSettings.OTHER;
import static io.tokenkeep.exchange.TestSettings.OTHER_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.Commands.Account;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Switch;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A command that brings no token is answered with what to do about it. One worker serves all of these. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandFailuresIT {

    private ExchangeBench bench;
    private Commands commands;
    private TestWorker worker;

    @BeforeAll
    void open(LocalKafka kafka) throws Exception {
        bench = new ExchangeBench(kafka);
        commands = new Commands(bench);
        worker = bench.start(bench.settings().with("provider.timeout", "2s"));
    }

    @AfterEach
    void calm() {
        assertThat(worker.hasFailed()).isFalse();
        bench.simulator().faults().clear();
        for (Switch each : Switch.values()) {
            bench.simulator().switches().turnOff(each);
        }
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFRESH", "VERIFY"})
    void commandPastItsTimeIsStaleAndReachesNoProvider(CommandKind kind) throws Exception {
        Account account = commands.account(MAIN);

        RefreshCommand command = commands.send(
                commands.command(kind, account).setNotAfter(Instant.now().minusMillis(1)));

        assertThat(commands.outcome(command).getResult()).isEqualTo(RefreshResult.STALE);
        assertThat(commands.uses(account)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFRESH", "VERIFY"})
    void revokedTokenIsRefused(CommandKind kind) throws Exception {
        Account account = commands.account(MAIN);
        bench.simulator().removeApp(TestSettings.MAIN_ID, account.username());

        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(kind, account)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.REAUTHORIZE);
        assertThat(outcome.getErrorCode()).isEqualTo(190);
        assertThat(outcome.getErrorSubcode()).isEqualTo(IssuedToken.REMOVED_APP);
    }

    @Test
    void personWhoMustActIsDistinguished() throws Exception {
        Account account = commands.account(MAIN);
        bench.simulator().tokens().revoke(token -> token.value().equals(account.secret()), IssuedToken.CHECKPOINTED);

        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(CommandKind.REFRESH, account)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.USER_ACTION);
    }

    @Test
    void limitOfOnePersonSaysWhenToTryAgainAndDelaysNobodyElse() throws Exception {
        Account limited = commands.account(MAIN);
        Account free = commands.account(MAIN);
        bench.simulator()
                .inject(FaultRule.on(Endpoint.REFRESH, Fault.rateLimit(new RateLimit(17, 400, null, 600)))
                        .forPerson(limited.username()));

        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(CommandKind.REFRESH, limited)));
        commands.published(commands.send(commands.command(CommandKind.REFRESH, free)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.RATE_LIMITED);
        assertThat(outcome.getErrorCode()).isEqualTo(17);
        // The time to try again is set a moment before the time of the decision.
        assertThat(outcome.getTryAgainAt())
                .isBetween(
                        outcome.getDecidedAt().plusSeconds(599),
                        outcome.getDecidedAt().plusSeconds(600));
    }

    @Test
    void limitOfAnAppDelaysThatAppAlone() throws Exception {
        Account first = commands.account(OTHER);
        Account second = commands.account(OTHER);
        Account free = commands.account(MAIN);
        bench.simulator()
                .inject(FaultRule.on(Endpoint.REFRESH, Fault.rateLimit(new RateLimit(4, 400, null, 900)))
                        .forApp(OTHER_ID)
                        .once());

        commands.outcome(commands.send(commands.command(CommandKind.REFRESH, first)));
        RefreshOutcome behind = commands.outcome(commands.send(commands.command(CommandKind.VERIFY, second)));
        commands.published(commands.send(commands.command(CommandKind.REFRESH, free)));

        assertThat(behind.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(behind.getTryAgainAt()).isAfter(Instant.now().plusSeconds(800));
        assertThat(commands.uses(second)).isZero();
    }

    @Test
    void transientFailureIsToBeTriedAgainAndNoBlankTokenIsPublished() throws Exception {
        Account account = commands.account(MAIN);
        for (Fault fault : new Fault[] {
            Fault.status(503), Fault.html(), Fault.resetBefore(), Fault.blankToken(), Fault.missingToken(), Fault.hang()
        }) {
            bench.simulator().inject(FaultRule.on(Endpoint.REFRESH, fault).once());
            RefreshOutcome outcome = commands.outcome(commands.send(commands.command(CommandKind.REFRESH, account)));
            assertThat(outcome.getResult()).as(fault.toString()).isEqualTo(RefreshResult.TRY_AGAIN);
            assertThat(outcome.getFailureClass()).as(fault.toString()).isEqualTo(FailureClass.TRANSIENT);
        }
        assertThat(commands.tokens(account)).isEmpty();
    }

    @Test
    void tokenUnderAnUnknownKeyIsToBeTriedAgain() throws Exception {
        Account account = commands.account(MAIN, KeySet.generate("tokens-9", new SecureRandom()));

        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(CommandKind.REFRESH, account)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.KEY_UNKNOWN);
    }

    @Test
    void tokenUnderAnotherKeyOfTheSameNameIsToBeTriedAgainAndHealthNamesTheKey() throws Exception {
        Account account = commands.account(MAIN, KeySet.generate("tokens-1", new SecureRandom()));

        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(CommandKind.VERIFY, account)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.KEY_UNKNOWN);
        assertThat(worker.check("keys").failure()).contains("tokens.keys").contains("tokens-1");
    }

    @Test
    void tokenOfAnotherAccountDoesNotOpen() throws Exception {
        Account account = commands.account(MAIN);
        Token moved = Token.newBuilder(account.token())
                .setSealedToken(commands.account(MAIN).token().getSealedToken())
                .build();

        RefreshOutcome outcome =
                commands.outcome(commands.send(commands.command(CommandKind.VERIFY, account.key(), moved)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.KEY_UNKNOWN);
    }

    @Test
    void unknownAppIsToBeTriedAgain() throws Exception {
        Account account = commands.account("not-configured");

        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(CommandKind.REFRESH, account)));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.TRY_AGAIN);
        assertThat(outcome.getFailureClass()).isEqualTo(FailureClass.MISCONFIGURED);
    }

    @ParameterizedTest
    @EnumSource(names = {"DERIVE", "REVOKE", "UNKNOWN"})
    void whatThreadsDoesNotOfferIsRefused(CommandKind kind) throws Exception {
        RefreshOutcome outcome = commands.outcome(commands.send(commands.command(kind, commands.account(MAIN))));

        assertThat(outcome.getResult()).isEqualTo(RefreshResult.REFUSED);
        assertThat(outcome.getKind()).isEqualTo(kind);
    }
}
