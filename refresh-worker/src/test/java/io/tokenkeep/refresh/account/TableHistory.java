package io.tokenkeep.refresh.account;

import static io.tokenkeep.refresh.account.TableAccount.CONSENT;
import static io.tokenkeep.refresh.account.TableAccount.END;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.policy.AppCircuitState;
import java.time.Duration;
import java.util.List;

/** Brings the account of a row into the state and the guards of the row, by inputs that lead there. */
final class TableHistory {

    static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration INTERVAL = Duration.ofHours(26);
    private static final Duration DATA_ACCESS = Duration.ofDays(20);

    private final TableAccount it;
    private final TableSteps steps;
    /** Whether the grant of a disconnected person is left for the row's input. */
    private final boolean leavesGrant;

    TableHistory(TableAccount it, TableSteps steps, boolean leavesGrant) {
        this.it = it;
        this.steps = steps;
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
            fail();
            end();
            hear();
        }
        if (it.has(TableGuard.CANDIDATE_REFUSED)) {
            steps.refuse();
            it.pass(TableSteps.GAP);
        }
        since();
        client();
    }

    /** The guards about the client to whom the account belongs. */
    private void client() {
        if (it.has(TableGuard.CONFLICT)) {
            steps.claim();
        }
        if (it.has(TableGuard.DECIDED)) {
            steps.decide();
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
        if (it.has(TableGuard.PERSON_LEFT)) {
            it.link(it.linkOf(LinkKind.PAGE_PARENT, Family.ANNA)
                    .setReason(GoneReason.DEAUTHORIZED)
                    .build());
        }
        if (it.has(TableGuard.COMMAND_WAITS)) {
            it.command(AccountCommandKind.DISCONNECT);
        }
    }

    private void begin(TableState state) {
        if (it.has(TableGuard.NO_TOKEN_KEPT)) {
            it.token(given(it, it.gone(GoneReason.EXPIRED)));
        } else {
            it.token(ofClient(shaped(it, it.owner().consented(CONSENT))));
        }
        it.pass(Duration.ofHours(2));
        boolean another = it.has(TableGuard.ANOTHER_GIVES) && state != TableState.REAUTHORIZATION_REQUIRED;
        if (another || hasCandidate()) {
            anotherGives();
        }
    }

    private Token ofClient(Token first) {
        return it.has(TableGuard.NO_CLIENT)
                ? Token.newBuilder(first).setClient(null).build()
                : first;
    }

    /** A token with what the guards say of it. */
    static Token shaped(TableAccount it, Token given) {
        Token.Builder token = Token.newBuilder(given(it, given));
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

    private static Token given(TableAccount it, Token record) {
        return it.has(TableGuard.GAVE_NO_PAGE)
                ? Token.newBuilder(record).setLinkedAccounts(List.of()).build()
                : record;
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
                steps.verify(RefreshResult.REFUSED, FailureClass.USER_ACTION);
            }
            case REAUTHORIZATION_REQUIRED -> {
                if (hasCandidate()) {
                    it.link(it.linkOf(LinkKind.PAGE_PARENT, Family.ANNA)
                            .setReason(GoneReason.DATA_DELETED)
                            .build());
                } else if (!it.has(TableGuard.NO_TOKEN_KEPT)) {
                    steps.die();
                }
            }
            case DISCONNECTED -> end(AccountCommandKind.DISCONNECT, GoneReason.DISCONNECTED);
            case DEAUTHORIZED -> end(AccountCommandKind.DEAUTHORIZED, GoneReason.DEAUTHORIZED);
            case DELETED -> end(AccountCommandKind.DELETE_DATA, GoneReason.DATA_DELETED);
        }
    }

    /** Has the account move on to this state while a command is in flight, whose answer counts no more. */
    void moveOnTo(TableState state) {
        it.pass(TableSteps.WITHIN_GAP);
        if (it.state().isGoneByIntent() || state == TableState.CONNECTED) {
            steps.consent();
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

    private void end(AccountCommandKind kind, GoneReason reason) {
        if (it.has(TableGuard.WITH_ITS_PERSON)) {
            it.link(it.linkOf(LinkKind.PAGE_PARENT, Family.ANNA)
                    .setReason(reason)
                    .build());
        } else {
            if (it.has(TableGuard.GRANT_LEFT) && kind == AccountCommandKind.DELETE_DATA) {
                it.command(AccountCommandKind.DISCONNECT);
                it.settle(true);
            }
            it.command(kind);
        }
    }

    /** The guards about attempts that failed. */
    private void fail() {
        if (it.has(TableGuard.FAILED)) {
            steps.send(CommandKind.REFRESH);
            it.answer(RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        }
        if (it.has(TableGuard.REFUSED_GAP_AGO) || it.has(TableGuard.REFUSED_WITHIN_GAP)) {
            steps.refuse();
            it.pass(it.has(TableGuard.REFUSED_GAP_AGO) ? TableSteps.GAP : TableSteps.WITHIN_GAP);
        }
        if (it.has(TableGuard.FAILED_GAP_AGO) || it.has(TableGuard.FAILED_INTERVAL_AGO)) {
            it.moveTo(END.plusSeconds(1));
            steps.verify(RefreshResult.REFUSED, FailureClass.BAD_REQUEST);
            it.pass(it.has(TableGuard.FAILED_GAP_AGO) ? TableSteps.GAP : INTERVAL);
        }
        if (it.has(TableGuard.LIMIT_REACHED)) {
            it.pass(Duration.ofDays(31));
        }
        if (it.has(TableGuard.ACTED)) {
            steps.verify(RefreshResult.REFUSED, FailureClass.USER_ACTION);
            steps.verifyWell();
        }
        if (it.has(TableGuard.BREAKER_ASKED)) {
            steps.refuseTwice();
        }
    }

    /** The guards about a token that was given up before. */
    private void end() {
        if (it.has(TableGuard.WARNED)) {
            expire();
        }
        if (hasCandidate() || it.has(TableGuard.DIED)) {
            steps.die();
        }
        if (it.has(TableGuard.RESTORED) || it.has(TableGuard.TAKEN_OVER)) {
            steps.die();
            it.settle(true);
            steps.verifyWell();
        }
        if (it.has(TableGuard.GRANT_LEFT)) {
            it.command(AccountCommandKind.DISCONNECT);
            it.settle(true);
        }
    }

    /** The guards about what others have said. */
    private void hear() {
        if (it.has(TableGuard.DOUBTFUL) && it.has(TableGuard.CONSENTED)) {
            it.command(AccountCommandKind.DEAUTHORIZED, TableSteps.doubtful(), it.now());
        }
        if (it.has(TableGuard.MISSED)) {
            it.link(it.linkOf(LinkKind.PAGE_ABSENT, Family.ANNA).build());
        }
        if (it.has(TableGuard.OUTSTANDING)) {
            it.token(null);
        }
    }

    /** The guards about what came after all that. */
    private void since() {
        if (it.has(TableGuard.CONSENTED)) {
            steps.consent();
        }
        if (it.has(TableGuard.OFFERED)) {
            steps.offer();
        }
        if (it.has(TableGuard.VERIFIED)) {
            steps.verifyWell();
        }
        if (it.has(TableGuard.ANSWERED_OPEN)) {
            it.breakerAnswers(new AppCircuitState(true, null, null));
            it.pass(TableSteps.GAP);
        }
    }

    /** The guards about the time at which the input comes. */
    void wait(boolean forAnswer) {
        if (forAnswer && it.has(TableGuard.PAST_END)) {
            it.moveTo(END.plusSeconds(1));
        }
        if (it.has(TableGuard.GRACE_OVER)) {
            it.pass(TableSteps.AFTER_GRACE);
        }
        if (it.has(TableGuard.BREAKER_OPEN)) {
            it.know(new AppCircuitState(true, null, null));
        }
        if (it.has(TableGuard.OPENED_SINCE)) {
            it.know(new AppCircuitState(false, null, it.now()));
        }
    }
}
