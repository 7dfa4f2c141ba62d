package io.tokenkeep.refresh.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.AppCircuitState;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A death that waits for the circuit breaker, update by update, so that its answer can be late, wrong or missing. */
class DeathRulesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final AccountRules rules =
            new AccountRules(new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT));
    private Instant now = START;
    private @Nullable Account account;

    @BeforeEach
    void consent() {
        play(update -> rules.token(update, Fixtures.consented(Fixtures.KEY, START)));
    }

    @Test
    void accountStaysAsItIsWithoutAnAnswer() {
        for (int i = 0; i < 50; i++) {
            refuse();
            now = now.plus(Duration.ofHours(2));
        }

        assertThat(state()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void everyRefusalAsksAgain() {
        refuse();
        now = now.plus(Duration.ofHours(2));
        String first = refuse();
        now = now.plus(Duration.ofHours(2));
        String second = refuse();

        assertThat(second).isNotEqualTo(first);
        answer(first, AppCircuitState.CLOSED);
        assertThat(state()).isEqualTo(StatusState.CONNECTED);
        answer(second, AppCircuitState.CLOSED);
        assertThat(state()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void answerOfAnOpenBreakerHasTheEvidenceGatheredAnew() {
        refuse();
        now = now.plus(Duration.ofHours(2));
        answer(refuse(), new AppCircuitState(true, null, null));
        now = now.plus(Duration.ofHours(2));

        assertThat(asks(refuse())).isFalse();
        assertThat(state()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void answerOfABreakerThatWasOpenAtTheFirstRefusalIsNoDeath() {
        refuse();
        now = now.plus(Duration.ofHours(2));
        String second = refuse();

        answer(second, new AppCircuitState(false, null, now.minus(Duration.ofHours(1))));

        assertThat(state()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void tokenThatWorksInTheMeantimeIsNotDeclaredDead() {
        refuse();
        now = now.plus(Duration.ofHours(2));
        String second = refuse();
        RefreshCommand command = verify();
        play(update ->
                rules.outcome(update, Fixtures.outcome(command, RefreshResult.VERIFIED, FailureClass.NONE, now)));

        answer(second, AppCircuitState.CLOSED);

        assertThat(state()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void consentInTheMeantimeIsNotDeclaredDead() {
        refuse();
        now = now.plus(Duration.ofHours(2));
        String second = refuse();
        play(update -> rules.token(update, Fixtures.consented(Fixtures.KEY, now)));

        answer(second, AppCircuitState.CLOSED);

        assertThat(state()).isEqualTo(StatusState.CONNECTED);
    }

    private StatusState state() {
        return Objects.requireNonNull(account).held().state();
    }

    private boolean asks(String commandId) {
        Refusal refusal = last.refusal();
        return refusal != null && refusal.asks() && refusal.commandId().equals(commandId);
    }

    /** Has the token verified and refused; the id of the refused command. */
    private String refuse() {
        RefreshCommand command = verify();
        play(update ->
                rules.outcome(update, Fixtures.outcome(command, RefreshResult.REFUSED, FailureClass.REAUTHORIZE, now)));
        return command.getCommandId();
    }

    private RefreshCommand verify() {
        Planner.plan(Objects.requireNonNull(account), Plan.of(CommandKind.VERIFY, now));
        play(update -> rules.due(update, true));
        return Objects.requireNonNull(last.command());
    }

    private void answer(String commandId, AppCircuitState state) {
        play(update -> rules.link(update, Links.appAnswer("threads-main", commandId, state, now)));
    }

    private AccountUpdate last = update(null, START);

    private void play(Consumer<AccountUpdate> rule) {
        last = update(account, now);
        rule.accept(last);
        account = last.account();
    }

    private static AccountUpdate update(@Nullable Account account, Instant now) {
        return new AccountUpdate(
                Fixtures.KEY,
                account,
                UnknownAccount.unknown(),
                new AccountUpdate.Circumstances(now, AppCircuitState.CLOSED, RefreshProviders.DEFAULT, true));
    }
}
