package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account: its token and state, what went wrong, and what is to be done. A method that is named after an occurrence is a
 * transition of the state table in this module's README, and sets and clears everything that belongs to the transition. The
 * rules decide the consequences: events, messages and the next plan. It is the working copy of one update, for one thread.
 */
public final class Account {

    private HeldToken held;
    private FailureHistory failures;
    private Suspicion suspicion;
    private Schedule schedule;
    private PageOffers offers;
    private PersonPages pages;
    private ClientAssignment assignment;
    private Bookkeeping books;

    private Account(AccountParts parts) {
        this.held = parts.held();
        this.failures = parts.failures();
        this.suspicion = parts.suspicion();
        this.schedule = parts.schedule();
        this.offers = parts.offers();
        this.pages = parts.pages();
        this.assignment = parts.assignment();
        this.books = parts.books();
    }

    static Account of(AccountParts parts) {
        return new Account(parts);
    }

    /** The account after its first record. */
    static Account first(Token token) {
        return new Account(AccountParts.first(token));
    }

    AccountParts parts() {
        return new AccountParts(held, failures, suspicion, schedule, offers, pages, assignment, books);
    }

    // What there is

    Token current() {
        return held.current();
    }

    HeldToken held() {
        return held;
    }

    /** The token to ask the provider about: the token of a candidate, the kept one, or the current one. */
    Token asked() {
        Token tried = offers.checked();
        return tried == null ? held.asked() : tried;
    }

    FailureHistory failures() {
        return failures;
    }

    Suspicion suspicion() {
        return suspicion;
    }

    Schedule schedule() {
        return schedule;
    }

    PageOffers offers() {
        return offers;
    }

    PersonPages pages() {
        return pages;
    }

    ClientAssignment assignment() {
        return assignment;
    }

    Bookkeeping books() {
        return books;
    }

    boolean live() {
        return held.isLive();
    }

    /** Whether the account is GONE because the person asked for the deletion of their data. */
    public boolean dataDeleted() {
        return held.isDataDeleted();
    }

    /** Whether consumers have read that something is wrong, so that they must also read when it is right again. */
    boolean isReportedFailing() {
        return failures.failing() || held.isReportedFailing();
    }

    public @Nullable Instant indexedAt() {
        return books.indexedAt();
    }

    public void indexedAt(@Nullable Instant at) {
        books = books.indexedAt(at);
    }

    /** Replaces what is to be done. Token and state stay as they are. */
    void schedule(Schedule next) {
        schedule = next;
    }

    // Another token

    /** The current record was read from {@code tokens}, as published or sealed once more. */
    void published(Token same) {
        held = keepingClient(held.described(same));
        schedule = schedule.publishingAt(null);
    }

    /** A person consented anew. Nothing from before the consent matters any more. */
    void consented(Token token) {
        replace(HeldToken.consented(token));
        failures = FailureHistory.NONE;
        suspicion = Suspicion.NONE;
        schedule = schedule.publishingAt(null).listingAt(null).revoking(null);
    }

    /** The token was extended. If its end did not move, the account stays expiring. */
    void refreshed(Token token, boolean moved) {
        replace(held.refreshed(token, moved));
        failures = FailureHistory.NONE;
        schedule = schedule.publishingAt(null);
    }

    /**
     * Another token is current and is to be published: a Page takes it from a person's list, or the token that was kept behind a
     * GONE works.
     */
    void restored(Token token, Instant now) {
        replace(held.restored(token));
        failures = FailureHistory.NONE;
        schedule = schedule.publishingAt(now);
    }

    /**
     * The token ended. Only a disconnected account's grant is still to be revoked. {@code publishAt}: null if the GONE was read
     * from {@code tokens}.
     */
    void ended(Token gone, @Nullable Instant publishAt) {
        replace(held.ended(gone));
        offers = offers.withoutAbsences();
        failures = Tokens.onEvidence(gone.getGoneReason()) ? failures : FailureHistory.NONE;
        suspicion = Suspicion.NONE;
        boolean disconnected = gone.getGoneReason() == GoneReason.DISCONNECTED;
        schedule =
                schedule.listingAt(null).publishingAt(publishAt).revoking(disconnected ? schedule.revocation() : null);
    }

    private void replace(HeldToken next) {
        held = keepingClient(next);
        offers = offers.holding(held.current());
        suspicion = suspicion.proposing(null);
        schedule = schedule.outdated();
    }

    /** A record may name another client: a kept token and an offer are older than a decision, and a consent decides nothing. */
    private HeldToken keepingClient(HeldToken next) {
        return next.belongingTo(held.current().getClient());
    }

    /** The current record is published once more, above the record that was read after it. */
    void raised(Instant now) {
        described(held.raised(), now);
    }

    /** The current record says something new and is to be published. */
    void described(Token same, Instant now) {
        held = held.described(same);
        schedule = schedule.publishingAt(now);
    }

    // To which client the account belongs

    /** From now on to this one; null for none. */
    void belongsTo(@Nullable String client) {
        held = held.belongingTo(client);
    }

    /** Replaces how this was decided. */
    void assignment(ClientAssignment next) {
        assignment = next;
    }

    // What the provider answered about the token

    /** The token works, so no suspicion is left. */
    void verified() {
        suspicion = Suspicion.NONE;
        failures = failures.verified();
    }

    /** The provider described the token anew. */
    void learnt(Token same) {
        held = held.described(same);
    }

    /** The token works and nothing is wrong. {@code putOff}: its end was warned of and is far away again. */
    void recovered(boolean putOff) {
        failures = FailureHistory.NONE;
        held = held.recovered(putOff);
    }

    /** The provider returned the same token with the same end. */
    void extendedInVain(Token same) {
        held = held.extendedInVain(same);
    }

    /** An attempt failed, or succeeded again. {@link FailureHistory} decides what changes. */
    void failures(FailureHistory next) {
        failures = next;
    }

    /** The person must act at the provider first. */
    void waitForPerson() {
        held = held.in(StatusState.USER_ACTION_REQUIRED);
    }

    /** The end of the token is near, and one more warning was given. */
    void warned() {
        held = held.warnedOnceMore();
    }

    /** Nothing extends the token any more. */
    void cannotBeExtended() {
        if (held.state() == StatusState.CONNECTED) {
            held = held.in(StatusState.EXPIRING);
        }
    }

    /** The provider reported that the person removed the app, at a time that leaves doubt. A verification is to confirm it. */
    void suspectDeauthorization(Instant at) {
        suspicion = suspicion.ofDeauthorization(at);
    }

    /** The token was refused on evidence. It is dead if the circuit breaker is closed. */
    void proposed(DeathProposal death) {
        suspicion = suspicion.proposing(death);
    }

    /** The circuit breaker has answered. */
    void proposalAnswered() {
        suspicion = suspicion.proposing(null);
    }

    // Commands

    /** A command was sent. */
    void commanded(InFlight command) {
        books = books.oneCommandMore();
        schedule = schedule.commanded(command);
    }

    /** The command in flight is answered. */
    void answered() {
        schedule = schedule.settled();
        failures = failures.answered();
    }

    /** The command in flight will never be answered. */
    void unanswered() {
        schedule = schedule.settled();
        failures = failures.unanswered();
    }

    /** This account command was answered by an event. */
    void requestEnded(String request) {
        schedule = schedule.without(request);
        books = books.answered(request);
    }

    /** Whether this account command waits for its answer, or was answered. */
    boolean knowsRequest(String request) {
        return schedule.requests().contains(request) || books.hasAnswered(request);
    }

    /** The account begins with an imported token. */
    void importedBy(ImportOrigin origin) {
        books = books.importedBy(origin);
    }

    /**
     * Tells this life of the account apart from those before and after, in the ids of commands and events. All imports have one
     * rank, and an account that was forgotten may be imported again.
     */
    long life() {
        ImportOrigin imported = books.imported();
        Instant ordered = current().getOrderedAt();
        return (imported != null && Tokens.isImported(current()) ? imported.orderedAt() : ordered).toEpochMilli();
    }

    /** The number of the event that is sent now. */
    long nextEvent() {
        long number = books.events();
        books = books.oneEventMore();
        return number;
    }

    void knownAs(List<String> keys) {
        books = books.knownAs(keys);
    }

    // Pages

    /** For a Page: replaces what persons give. */
    void offers(PageOffers next) {
        offers = next;
    }

    /** For a Page: another person's token is verified in place of the dead one. */
    void searching(CandidateCheck check) {
        offers = offers.checking(check);
        schedule = schedule.outdated();
    }

    /** For a Page: no other person's token works either. The dead token is kept only if its person still gives the Page. */
    void searchedInVain() {
        Token behind = held.kept();
        offers = offers.checking(null);
        held = held.keeping(behind != null && offers.admits(behind) ? behind : null);
    }

    /** For a person: replaces what is known of their Pages. */
    void pages(PersonPages next) {
        pages = next;
    }
}
