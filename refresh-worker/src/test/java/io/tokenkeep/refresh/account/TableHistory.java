package io.tokenkeep.refresh.account;

import static io.tokenkeep.refresh.account.TableAccount.CONSENT;
import static io.tokenkeep.refresh.account.TableAccount.END;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.policy.AppCircuitState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Brings the account of a row into the state and the guards of the row, by inputs that lead there. */
final class TableHistory {

    static final Duration GAP = Duration.ofHours(2);
    static final Duration BEFORE = Duration.ofDays(1);
    static final Duration WITHIN_GAP = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofHours(26);
    private static final Duration LIST_INTERVAL = Duration.ofHours(27);
    private static final Duration AFTER_GRACE = Duration.ofDays(9);
    private static final Duration DATA_ACCESS = Duration.ofDays(20);

    private final TableAccount it;
    /** Whether the grant of a disconnected person is left for the row's input. */
    private final boolean leavesGrant;

    TableHistory(TableAccount it, boolean leavesGrant) {
        this.it = it;
        this.leavesGrant = leavesGrant || it.has(TableGuard.GRANT_LEFT);
    }

    void reach(TableState state) {
        if (state == TableState.UNKNOWN) {
            remember();
            return;
        }
        begin(state);
        moveTo(state);
        boolean gone = state == TableState.REAUTHORIZATION_REQUIRED || state.isGoneByIntent();
        if (gone && !it.has(TableGuard.OUTSTANDING)) {
            it.settle(leavesGrant || hasCandidate());
        }
        if (state == TableState.REAUTHORIZATION_REQUIRED && it.has(TableGuard.ANOTHER_GIVES)) {
            anotherGives();
        }
        if (!gone) {
            live();
        }
        if (it.has(TableGuard.CANDIDATE_REFUSED)) {
            refuse();
            it.pass(GAP);
        }
    }

    private boolean hasCandidate() {
        return it.has(TableGuard.CANDIDATE) || it.has(TableGuard.CANDIDATE_REFUSED);
    }

    /** What is known of a key that is no account's. */
    private void remember() {
        if (it.has(TableGuard.ALIAS)) {
            it.link(it.linkOf(LinkKind.ALIAS, it.owner().app() + ":1").build());
        }
        if (it.has(TableGuard.COMMAND_WAITS)) {
            it.command(AccountCommandKind.DISCONNECT);
        }
    }

    private void begin(TableState state) {
        if (it.has(TableGuard.NO_TOKEN_KEPT)) {
            it.token(it.gone(GoneReason.EXPIRED));
        } else {
            it.token(shaped(it, it.owner().consented(CONSENT)));
        }
        it.pass(Duration.ofHours(2));
        boolean another = it.has(TableGuard.ANOTHER_GIVES) && state != TableState.REAUTHORIZATION_REQUIRED;
        if (another || hasCandidate()) {
            anotherGives();
        }
    }

    /** A token with what the guards say of it. */
    static Token shaped(TableAccount it, Token given) {
        Token.Builder token = Token.newBuilder(given);
        if (it.has(TableGuard.NO_END)) {
            token.setLifetime(Lifetime.NON_EXPIRING).setExpiresAt(null).setRefreshableAt(null);
        }
        if (it.has(TableGuard.NOT_REFRESHABLE)) {
            token.setRefreshableAt(CONSENT.plus(BEFORE));
        }
        if (it.has(TableGuard.DATA_ACCESS) || it.owner() == TableOwner.PAGE) {
            token.setDataAccessExpiresAt(CONSENT.plus(DATA_ACCESS));
        }
        if (it.has(TableGuard.OTHER_IDS)) {
            token.setAliases(List.of("77"));
        }
        return token.build();
    }

    /** A late record tells of another person's token, and is answered by a publication. */
    private void anotherGives() {
        it.token(Family.page(it.owner().key(), Family.BERT, CONSENT.minus(BEFORE)));
        it.settle(false);
    }

    /** From a living state to this one. */
    void moveTo(TableState state) {
        switch (state) {
            case UNKNOWN -> throw new AssertionError("an account is forgotten by a null only");
            case CONNECTED -> {}
            case EXPIRING -> expire();
            case USER_ACTION_REQUIRED -> {
                send(CommandKind.VERIFY);
                it.answer(RefreshResult.REFUSED, FailureClass.USER_ACTION);
            }
            case REAUTHORIZATION_REQUIRED -> {
                if (hasCandidate()) {
                    it.link(it.linkOf(LinkKind.PAGE_PARENT, Family.ANNA)
                            .setReason(GoneReason.DATA_DELETED)
                            .build());
                } else if (!it.has(TableGuard.NO_TOKEN_KEPT)) {
                    die();
                }
            }
            case DISCONNECTED -> end(AccountCommandKind.DISCONNECT, GoneReason.DISCONNECTED);
            case DEAUTHORIZED -> end(AccountCommandKind.DEAUTHORIZED, GoneReason.DEAUTHORIZED);
            case DELETED -> end(AccountCommandKind.DELETE_DATA, GoneReason.DATA_DELETED);
        }
    }

    /** Has the account move on to this state while a command is in flight, whose answer counts no more. */
    void moveOnTo(TableState state) {
        it.pass(WITHIN_GAP);
        if (it.state().isGoneByIntent() || state == TableState.CONNECTED) {
            it.token(it.owner().consented(it.now()));
            it.pass(WITHIN_GAP);
        }
        if (state == TableState.REAUTHORIZATION_REQUIRED) {
            it.token(it.gone(GoneReason.REAUTHORIZATION_REQUIRED));
        } else {
            moveTo(state);
        }
    }

    private void expire() {
        it.moveTo(
                it.owner() == TableOwner.PAGE
                        ? CONSENT.plus(DATA_ACCESS).minus(Duration.ofDays(2))
                        : END.minus(Duration.ofDays(6)));
        it.settle(false);
    }

    private void die() {
        refuseTwice();
        it.breakerAnswers(AppCircuitState.CLOSED);
    }

    private void refuseTwice() {
        refuse();
        it.pass(GAP);
        refuse();
    }

    private void refuse() {
        send(CommandKind.VERIFY);
        it.answer(RefreshResult.REFUSED, FailureClass.REAUTHORIZE);
    }

    private void end(AccountCommandKind kind, GoneReason reason) {
        if (it.has(TableGuard.WITH_ITS_PERSON)) {
            it.link(it.linkOf(LinkKind.PAGE_PARENT, Family.ANNA)
                    .setReason(reason)
                    .build());
        } else {
            it.command(kind);
        }
    }

    /** The guards about an account that lives. */
    private void live() {
        if (it.has(TableGuard.FAILED)) {
            send(CommandKind.REFRESH);
            it.answer(RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        }
        if (it.has(TableGuard.REFUSED_GAP_AGO) || it.has(TableGuard.REFUSED_WITHIN_GAP)) {
            refuse();
            it.pass(it.has(TableGuard.REFUSED_GAP_AGO) ? GAP : WITHIN_GAP);
        }
        if (it.has(TableGuard.FAILED_GAP_AGO) || it.has(TableGuard.FAILED_INTERVAL_AGO)) {
            it.moveTo(END.plusSeconds(1));
            send(CommandKind.VERIFY);
            it.answer(RefreshResult.REFUSED, FailureClass.BAD_REQUEST);
            it.pass(it.has(TableGuard.FAILED_GAP_AGO) ? GAP : INTERVAL);
        }
        if (it.has(TableGuard.LIMIT_REACHED)) {
            it.pass(Duration.ofDays(31));
        }
        if (it.has(TableGuard.BREAKER_ASKED)) {
            refuseTwice();
        }
        if (hasCandidate()) {
            die();
        }
        if (it.has(TableGuard.MISSED)) {
            it.link(it.linkOf(LinkKind.PAGE_ABSENT, Family.ANNA).build());
        }
        if (it.has(TableGuard.OUTSTANDING)) {
            it.token(null);
        }
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
        } else if (it.has(TableGuard.DOUBTFUL)) {
            it.command(AccountCommandKind.DEAUTHORIZED, doubtful(), it.now());
            sent(kind);
        } else {
            send(kind);
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

    /** The guards about the time at which the input comes. */
    void wait(boolean forAnswer) {
        if (forAnswer && it.has(TableGuard.PAST_END)) {
            it.moveTo(END.plusSeconds(1));
        }
        if (it.has(TableGuard.GRACE_OVER)) {
            it.pass(AFTER_GRACE);
        }
        if (it.has(TableGuard.BREAKER_OPEN)) {
            it.know(new AppCircuitState(true, null, null));
        }
        if (it.has(TableGuard.OPENED_SINCE)) {
            it.know(new AppCircuitState(false, null, it.now()));
        }
    }

    static Instant doubtful() {
        return CONSENT.plus(Duration.ofMinutes(2));
    }
}
