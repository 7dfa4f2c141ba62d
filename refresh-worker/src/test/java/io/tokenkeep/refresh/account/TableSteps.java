package io.tokenkeep.refresh.account;

import static io.tokenkeep.refresh.account.TableAccount.CONSENT;
import static io.tokenkeep.refresh.account.TableAccount.END;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.policy.AppCircuitState;
import java.time.Duration;
import java.time.Instant;

/** What histories of an account are made of: commands that are sent, and their answers. */
final class TableSteps {

    static final String OTHER_CLIENT = "another client";
    static final Duration GAP = Duration.ofHours(2);
    static final Duration WITHIN_GAP = Duration.ofMinutes(10);
    static final Duration AFTER_GRACE = Duration.ofDays(9);
    private static final Duration LIST_INTERVAL = Duration.ofHours(27);

    private final TableAccount it;

    TableSteps(TableAccount it) {
        this.it = it;
    }

    /** Has a command of this kind sent. */
    void send(CommandKind kind) {
        switch (kind) {
            case REFRESH -> it.command(AccountCommandKind.REFRESH_NOW);
            case VERIFY -> it.command(AccountCommandKind.VERIFY_NOW);
            case DERIVE -> it.pass(LIST_INTERVAL);
            case PUBLISH -> {
                if (!it.has(TableGuard.OUTSTANDING)) {
                    it.token(null);
                }
            }
            case REVOKE, UNKNOWN -> {}
        }
        sent(kind);
    }

    /** The same, as the guards say that the answered command was sent. */
    void sendForAnswer(CommandKind kind) {
        if (it.has(TableGuard.PAST_END)) {
            it.moveTo(kind == CommandKind.REFRESH ? END.minusSeconds(1) : END.plusSeconds(1));
        }
        if (it.has(TableGuard.NULL_SENT)) {
            sendNull();
        } else if (it.has(TableGuard.DOUBTFUL) && !it.has(TableGuard.CONSENTED)) {
            it.command(AccountCommandKind.DEAUTHORIZED, doubtful(), it.now());
            sent(kind);
        } else {
            send(kind);
        }
        meanwhile();
    }

    /** The guards about what comes while the command is in flight. */
    private void meanwhile() {
        if (it.has(TableGuard.REFRESH_NOW_MEANWHILE)) {
            it.command(AccountCommandKind.REFRESH_NOW);
        }
        if (it.has(TableGuard.NAMED_BY_A_PART)) {
            it.outcome(RefreshOutcome.newBuilder(Family.derived(it.inFlight(), it.now(), Family.PAGE))
                    .setMore(true)
                    .build());
        }
    }

    /** Has the null sent that follows a data deletion. */
    void sendNull() {
        it.pass(AFTER_GRACE);
        sent(CommandKind.PUBLISH);
    }

    private void sent(CommandKind kind) {
        RefreshCommand command = it.tick(true).command();
        assertThat(command).as("what is sent").isNotNull();
        assertThat(it.inFlight().getKind()).isEqualTo(kind);
    }

    /** Has a person's Pages listed, without the Page. */
    void list() {
        if (it.state() == TableState.CONNECTED || it.state() == TableState.EXPIRING) {
            send(CommandKind.DERIVE);
            it.outcome(Family.derived(it.inFlight(), it.now()));
            it.settle(false);
            it.pass(WITHIN_GAP);
        }
    }

    void verify(RefreshResult result, FailureClass why) {
        send(CommandKind.VERIFY);
        it.answer(result, why);
    }

    void verifyWell() {
        verify(RefreshResult.VERIFIED, FailureClass.NONE);
        it.settle(true);
    }

    void refuse() {
        verify(RefreshResult.REFUSED, FailureClass.REAUTHORIZE);
    }

    void refuseTwice() {
        refuse();
        it.pass(GAP);
        refuse();
    }

    void die() {
        refuseTwice();
        it.breakerAnswers(AppCircuitState.CLOSED);
    }

    void consent() {
        it.pass(WITHIN_GAP);
        it.token(it.owner().consented(it.now()));
        it.pass(WITHIN_GAP);
    }

    /** A list gives the Page by a younger consent, and its token is published. */
    void offer() {
        it.pass(WITHIN_GAP);
        it.outcome(Family.offer(Family.page(it.owner().key(), Family.ANNA, it.now()), it.now()));
        it.settle(true);
    }

    /** A consent names another client. */
    void claim() {
        it.pass(WITHIN_GAP);
        it.token(Token.newBuilder(it.owner().consented(it.now()))
                .setClient(OTHER_CLIENT)
                .build());
        it.settle(true);
        it.pass(WITHIN_GAP);
    }

    /** An admin decides that the account stays where it is. */
    void decide() {
        it.assign(it.status().getClient());
        it.pass(WITHIN_GAP);
    }

    static Instant doubtful() {
        return CONSENT.plus(Duration.ofMinutes(2));
    }
}
