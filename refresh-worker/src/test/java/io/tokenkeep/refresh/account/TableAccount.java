package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.AppCircuitState;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The account of one row of the README's table: it is changed by inputs only, and a test moves its clock. */
final class TableAccount {

    static final Instant CONSENT = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant END = CONSENT.plus(Fixtures.LIFETIME);
    static final RefreshPolicy POLICY = new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT);

    private static final int MOST_COMMANDS = 10;

    private final AccountRules rules = new AccountRules(POLICY);
    private final UnknownAccount unknown = UnknownAccount.unknown();
    private final TableOwner owner;
    private final Set<TableGuard> guards;
    private @Nullable Account account;
    private @Nullable RefreshCommand inFlight;
    private String question = "no question was asked";
    private @Nullable Token published;
    private int accountCommands;
    private Instant now = CONSENT;
    private AppCircuitState app = AppCircuitState.CLOSED;

    TableAccount(TableOwner owner, Set<TableGuard> guards) {
        this.owner = owner;
        this.guards = guards;
    }

    TableOwner owner() {
        return owner;
    }

    boolean has(TableGuard guard) {
        return guards.contains(guard);
    }

    @Nullable
    Account account() {
        return account;
    }

    TableState state() {
        return TableState.of(account);
    }

    AccountStatus status() {
        return Objects.requireNonNull(StatusView.of(account));
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void moveTo(Instant time) {
        now = time;
    }

    void know(AppCircuitState state) {
        app = state;
    }

    /** The command that waits for its answer. */
    RefreshCommand inFlight() {
        return Objects.requireNonNull(inFlight, "nothing was sent");
    }

    void inFlight(RefreshCommand command) {
        inFlight = command;
    }

    /** The last record that was read of {@code tokens}. */
    Token published() {
        return Objects.requireNonNull(published);
    }

    private AccountUpdate apply(Consumer<AccountUpdate> rule) {
        AccountUpdate update = new AccountUpdate(
                owner.key(),
                account,
                unknown,
                new AccountUpdate.Circumstances(now, app, RefreshProviders.DEFAULT, true));
        rule.accept(update);
        account = update.account();
        inFlight = update.command() == null ? inFlight : update.command();
        Refusal refusal = update.refusal();
        question = refusal != null && refusal.asks() ? refusal.commandId() : question;
        return update;
    }

    AccountUpdate token(@Nullable Token token) {
        published = token;
        return apply(update -> rules.token(update, token));
    }

    AccountUpdate tick(boolean free) {
        return apply(update -> rules.due(update, free));
    }

    AccountUpdate takenFromBacklog() {
        return apply(rules::called);
    }

    AccountUpdate answer(RefreshResult result, FailureClass why) {
        return outcome(Fixtures.outcome(inFlight(), result, why, now));
    }

    AccountUpdate outcome(RefreshOutcome outcome) {
        return apply(update -> rules.outcome(update, outcome));
    }

    AccountUpdate command(AccountCommandKind kind) {
        return command(kind, now, now);
    }

    /** {@code signedAt}: when the provider signed it; {@code orderedAt}: when it was written. */
    AccountUpdate command(AccountCommandKind kind, Instant signedAt, Instant orderedAt) {
        return apply(update -> rules.accountCommand(update, accountCommand(kind, signedAt), orderedAt));
    }

    AccountCommand accountCommand(AccountCommandKind kind, Instant signedAt) {
        boolean signed = kind == AccountCommandKind.DEAUTHORIZED || kind == AccountCommandKind.DELETE_DATA;
        return AccountCommand.newBuilder(Fixtures.accountCommand(owner.key(), kind, now))
                .setRequestId("request " + accountCommands++)
                .setSignedAt(signed ? signedAt : null)
                .setConfirmationCode(kind == AccountCommandKind.DELETE_DATA ? "a code" : null)
                .setClient(kind == AccountCommandKind.ASSIGN_CLIENT ? assigned() : null)
                .build();
    }

    /** What exchange-worker writes of a consent that it refused two hours ago. */
    AccountUpdate revokeUnused(Token refused, Instant orderedAt) {
        return apply(update -> rules.accountCommand(update, Fixtures.revokeUnused(refused, now), orderedAt));
    }

    AccountUpdate importToken(Token token) {
        return apply(update -> rules.accountCommand(update, Fixtures.importCommand("import", token, now), now));
    }

    private @Nullable String assigned() {
        return has(TableGuard.OWN_CLIENT) ? Fixtures.CLIENT : TableSteps.OTHER_CLIENT;
    }

    /** An admin decides that the account belongs to this client. */
    AccountUpdate assign(@Nullable String client) {
        AccountCommand command = AccountCommand.newBuilder(
                        Fixtures.accountCommand(owner.key(), AccountCommandKind.ASSIGN_CLIENT, now))
                .setClient(client)
                .build();
        return apply(update -> rules.accountCommand(update, command, now));
    }

    AccountUpdate link(@Nullable RefreshWorkerLink link) {
        return apply(update -> rules.link(update, link));
    }

    RefreshWorkerLink.Builder linkOf(LinkKind kind, String target) {
        return RefreshWorkerLink.newBuilder()
                .setKind(kind)
                .setTargets(List.of(target))
                .setOrderedAt(now);
    }

    AccountUpdate breakerAnswers(AppCircuitState state) {
        return link(linkOf(LinkKind.APP_ANSWER, owner.app())
                .setCommandId(question)
                .setOpen(state.open())
                .setTrustedSince(state.trustedSince())
                .build());
    }

    /** A GONE of a higher rank: by intent of its own time, on evidence next to the token that it ends. */
    Token gone(GoneReason reason) {
        Token.Builder gone = Token.newBuilder(owner.consented(CONSENT))
                .setState(TokenState.GONE)
                .setGoneReason(reason)
                .setSealedToken(null)
                .setIssuedAt(null)
                .setExpiresAt(null)
                .setRefreshableAt(null);
        if (reason != GoneReason.REAUTHORIZATION_REQUIRED) {
            return gone.setOrderedAt(now).build();
        }
        return account == null
                ? gone.build()
                : gone.setOrderedAt(status().getOrderedAt())
                        .setSequence(status().getSequence() + 1)
                        .build();
    }

    /** Has what is due carried out as well as can be: everything, or the publications only. */
    void settle(boolean publicationsOnly) {
        for (int i = 0; i < MOST_COMMANDS; i++) {
            RefreshCommand sent =
                    publicationsOnly && !isPublicationDue() ? null : tick(true).command();
            if (sent == null) {
                return;
            }
            carryOut(sent);
        }
        throw new AssertionError("an account that is never done");
    }

    private boolean isPublicationDue() {
        return status().getNextAction() == CommandKind.PUBLISH && !now.isBefore(status().getNextActionAt());
    }

    private void carryOut(RefreshCommand sent) {
        switch (sent.getKind()) {
            case PUBLISH -> token(sent.getPublishForm() == PublishForm.NULL ? null : sent.getToken());
            case REFRESH -> answer(RefreshResult.UNCHANGED, FailureClass.NONE);
            case VERIFY -> answer(RefreshResult.VERIFIED, FailureClass.NONE);
            case DERIVE -> outcome(Family.derived(sent, now, Family.PAGE));
            case REVOKE -> answer(RefreshResult.REVOKED, FailureClass.NONE);
            case UNKNOWN -> throw new AssertionError("a command of no kind");
        }
    }
}
