package io.tokenkeep.refresh.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.refresh.policy.AppCircuitState;
import io.tokenkeep.refresh.policy.ProviderFeatures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One update of one account: what is known of the account, the time, and what is to be sent because of the update. For one
 * thread.
 */
public final class AccountUpdate {

    private final String key;
    private final Circumstances circumstances;
    private final AccountEvents events;
    private @Nullable Account account;
    private final List<Link> links = new ArrayList<>();
    private final List<DataDeletion> deletions = new ArrayList<>();
    private final List<LostPage> lostPages = new ArrayList<>();
    private final UnknownAccount unknown;
    private @Nullable RefreshCommand command;
    private boolean succeeded;
    private final @Nullable Token before;
    private final List<String> requests;
    private final Set<String> ended = new HashSet<>();
    private @Nullable Refusal refusal;

    /**
     * What an update does not change.
     *
     * @param app what this task knows of the app's circuit breaker
     * @param features the providers with features that change what follows
     * @param caughtUp whether this task has read everything that was there when it started
     */
    public record Circumstances(Instant now, AppCircuitState app, ProviderFeatures features, boolean caughtUp) {}

    public AccountUpdate(String key, @Nullable Account account, UnknownAccount unknown, Circumstances circumstances) {
        this.key = key;
        this.account = account;
        this.unknown = unknown;
        this.circumstances = circumstances;
        this.events = new AccountEvents(key, circumstances.now());
        this.before = account == null ? null : account.current();
        this.requests = account == null ? List.of() : account.schedule().requests();
    }

    public String key() {
        return key;
    }

    String appName() {
        return AccountKey.parse(key).app();
    }

    public Instant now() {
        return circumstances.now();
    }

    AppCircuitState app() {
        return circumstances.app();
    }

    /** Before that, an account may live whose token was not read yet. */
    boolean caughtUp() {
        return circumstances.caughtUp();
    }

    /** Whether the token is a person's that leads to Pages, so that the grant behind it can be revoked. */
    boolean hasPages(Token token) {
        return token.getKind() == TokenKind.USER
                && circumstances.features().pages().contains(token.getProvider());
    }

    /** Whether a refresh token extends the token, also after the token's end. */
    boolean hasRefreshToken(Token token) {
        return circumstances.features().refreshTokens().contains(token.getProvider());
    }

    /** Whether nothing extends the current token any more, because it is past its end. */
    boolean isOverForGood(Account held) {
        return held.held().isOver(now()) && !hasRefreshToken(held.current());
    }

    /** Null for an account that is not known, or no longer known. */
    public @Nullable Account account() {
        return account;
    }

    public List<AccountEvent> events() {
        return events.all();
    }

    /** What is known of the key apart from an account. */
    UnknownAccount unknown() {
        return unknown;
    }

    /** A message to an account, which may be this one; null removes the earlier message. */
    public record Link(String to, @Nullable RefreshWorkerLink message) {}

    public List<Link> links() {
        return Collections.unmodifiableList(links);
    }

    void link(String to, @Nullable RefreshWorkerLink message) {
        links.add(new Link(to, message));
    }

    /** The answers to requests for the deletion of data. */
    public List<DataDeletion> deletions() {
        return Collections.unmodifiableList(deletions);
    }

    void answer(DataDeletion deletion) {
        deletions.add(deletion);
    }

    /** The Pages that a consent took away, for the page after it. */
    public List<LostPage> lostPages() {
        return Collections.unmodifiableList(lostPages);
    }

    void lost(LostPage page) {
        lostPages.add(page);
    }

    /** Whether the provider answered about the account without a refusal. */
    public boolean succeeded() {
        return succeeded;
    }

    void hasSucceeded() {
        succeeded = true;
    }

    public @Nullable Refusal refusal() {
        return refusal;
    }

    /** The provider refused the account, which may be an incident of the whole app. */
    void wasRefused(Account about, String commandId) {
        String parent = about.current().getParentAccount();
        refusal = new Refusal(commandId, parent == null ? key : parent, false);
    }

    /** Asks the circuit breaker whether this refusal is evidence. */
    void asks(String commandId) {
        refusal = (refusal == null ? new Refusal(commandId, null, true) : refusal).asking();
    }

    public @Nullable RefreshCommand command() {
        return command;
    }

    /** Whether the update sent a command that leads to a call of the provider. */
    public boolean calls() {
        return command != null && command.getKind() != CommandKind.PUBLISH;
    }

    /** The account is known from now on, and this is its first record. */
    Account begin(Token token) {
        Account first = Account.first(token);
        account = first;
        return first;
    }

    void forget() {
        unknown.forgetMessages();
        account = null;
    }

    void send(RefreshCommand decided) {
        command = decided;
    }

    /** The command with this id is no longer in flight. Returns it; null if another command, or none, is in flight. */
    @Nullable
    InFlight settle(@Nullable String commandId) {
        InFlight inFlight = account == null ? null : account.schedule().inFlight();
        if (account == null || inFlight == null || !inFlight.commandId().equals(commandId)) {
            return null;
        }
        account.answered();
        return inFlight;
    }

    /** The current record before the update; null if the account was not known. */
    @Nullable
    Token currentBefore() {
        return before;
    }

    /** The account commands that waited for an answer before the update. */
    List<String> requests() {
        return requests;
    }

    /** Answers an account command about an account that is known, or was before the update. Once answered, it is not answered again. */
    void end(ActionEnd action) {
        Token about = account == null ? before : account.current();
        if (about != null) {
            end(action, Rank.of(about), about.getExpiresAt());
        }
    }

    /** Answers an account command under a key without an account. {@code orderedAt}: its broker time, as no token has a rank. */
    void end(ActionEnd action, Instant orderedAt) {
        end(action, Rank.first(orderedAt), null);
    }

    private void end(ActionEnd action, Rank about, @Nullable Instant expiresAt) {
        if (ended.add(action.request())) {
            events.end(action, about, expiresAt);
            if (account != null) {
                account.requestEnded(action.request());
            }
        }
    }

    /** This account command was answered while it waited for the account. */
    void wasEnded(String request) {
        ended.add(request);
    }

    /** Adds an event about the account in its present state. */
    void emit(Account about, EventKind kind, @Nullable String commandId) {
        events.add(about, kind, commandId);
    }
}
