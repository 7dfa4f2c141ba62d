package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.state.AbsenceRecord;
import io.tokenkeep.refresh.state.AccountRecord;
import io.tokenkeep.refresh.state.CandidateCheckRecord;
import io.tokenkeep.refresh.state.DeathProposalRecord;
import io.tokenkeep.refresh.state.DeferredRecord;
import io.tokenkeep.refresh.state.FailureHistoryRecord;
import io.tokenkeep.refresh.state.InFlightRecord;
import io.tokenkeep.refresh.state.ListingRecord;
import io.tokenkeep.refresh.state.OfferRecord;
import io.tokenkeep.refresh.state.PlanRecord;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account as bytes in the store, and back. Thread-safe. */
public final class AccountFormat {

    private final AvroCodec<AccountRecord> codec = StateHistory.codec(AccountRecord.class);
    private final AvroCodec<Token> tokens = Topics.TOKENS.codec();

    public byte[] write(Account account) {
        AccountParts parts = account.parts();
        AccountRecord.Builder record = AccountRecord.newBuilder();
        write(record, parts.held());
        write(record, parts.schedule());
        write(record, parts.offers());
        write(record, parts.pages());
        write(record, parts.books());
        return codec.encode(record.setClientDecidedAt(parts.assignment().decidedAt())
                .setClaimedForClient(parts.assignment().claimedFor())
                .setFailureHistory(write(parts.failures()))
                .setDoubt(parts.suspicion().deauthorizedAt())
                .setProposal(write(parts.suspicion().proposal()))
                .build());
    }

    /** State that cannot be read is our own mistake, so it throws. */
    public Account read(byte[] bytes) {
        try {
            AccountRecord from = codec.decode(bytes);
            return Account.of(new AccountParts(
                    held(from),
                    read(from.getFailureHistory()),
                    new Suspicion(from.getDoubt(), read(from.getProposal())),
                    schedule(from),
                    offers(from),
                    pages(from),
                    new ClientAssignment(from.getClientDecidedAt(), from.getClaimedForClient()),
                    new Bookkeeping(
                            List.copyOf(from.getAliases()),
                            from.getIndexedAt(),
                            from.getCommands(),
                            from.getEvents(),
                            from.getAnswered(),
                            imported(from))));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("The store holds an account that this version cannot read", e);
        }
    }

    private void write(AccountRecord.Builder record, HeldToken held) {
        record.setCurrent(ByteBuffer.wrap(tokens.encode(held.current())))
                .setKept(bytes(held.kept()))
                .setState(held.state().name())
                .setWarned(held.warnings().given())
                .setUnmoved(held.warnings().unmoved());
    }

    private HeldToken held(AccountRecord from) throws UnreadableRecordException {
        return new HeldToken(
                required(from.getCurrent()),
                token(from.getKept()),
                StatusState.valueOf(from.getState()),
                new Warnings(from.getWarned(), from.getUnmoved()));
    }

    private void write(AccountRecord.Builder record, Schedule schedule) {
        Revocation revocation = schedule.revocation();
        record.setPlan(write(schedule.plan()))
                .setPublishAt(schedule.publishAt())
                .setInFlight(write(schedule.inFlight()))
                .setDeferred(write(schedule.deferred()))
                .setDeriveAt(schedule.nextListAt())
                .setRevoke(revocation == null ? null : bytes(revocation.token()))
                .setRevokeAt(revocation == null ? null : revocation.at());
    }

    private Schedule schedule(AccountRecord from) throws UnreadableRecordException {
        Token revoke = token(from.getRevoke());
        return new Schedule(
                read(from.getPlan()),
                from.getPublishAt(),
                read(from.getInFlight()),
                from.getDeriveAt(),
                revoke == null ? null : new Revocation(revoke, from.getRevokeAt()),
                read(from.getDeferred()));
    }

    private void write(AccountRecord.Builder record, PageOffers offers) {
        record.setOffers(offers.byPerson().values().stream().map(this::write).toList())
                .setAbsences(offers.absences().entrySet().stream()
                        .map(absence -> new AbsenceRecord(absence.getKey(), absence.getValue()))
                        .toList())
                .setCandidateCheck(write(offers.check()));
    }

    private PageOffers offers(AccountRecord from) throws UnreadableRecordException {
        Map<String, Offer> byPerson = new LinkedHashMap<>();
        for (OfferRecord offer : from.getOffers()) {
            byPerson.put(offer.getParent(), read(offer));
        }
        Map<String, Instant> absences = new LinkedHashMap<>();
        from.getAbsences().forEach(absence -> absences.put(absence.getParent(), absence.getListedAt()));
        return new PageOffers(byPerson, absences, read(from.getCandidateCheck()));
    }

    private static void write(AccountRecord.Builder record, PersonPages pages) {
        record.setPages(pages.ids())
                .setLostPages(pages.lost())
                .setListing(write(pages.listing()))
                .setListTries(pages.tries())
                .setListedAt(pages.listedAt());
    }

    private static PersonPages pages(AccountRecord from) {
        return new PersonPages(
                from.getPages(), from.getLostPages(), read(from.getListing()), from.getListTries(), from.getListedAt());
    }

    private static void write(AccountRecord.Builder record, Bookkeeping books) {
        ImportOrigin imported = books.imported();
        record.setAliases(books.aliases())
                .setIndexedAt(books.indexedAt())
                .setCommands(books.commands())
                .setEvents(books.events())
                .setAnswered(books.answered())
                .setImportId(imported == null ? null : imported.request())
                .setImportedAt(imported == null ? null : imported.orderedAt());
    }

    private static @Nullable ImportOrigin imported(AccountRecord from) {
        return from.getImportId() == null ? null : new ImportOrigin(from.getImportId(), from.getImportedAt());
    }

    private @Nullable ByteBuffer bytes(@Nullable Token token) {
        return token == null ? null : ByteBuffer.wrap(tokens.encode(token));
    }

    private @Nullable Token token(@Nullable ByteBuffer bytes) throws UnreadableRecordException {
        return bytes == null ? null : required(bytes);
    }

    private OfferRecord write(Offer offer) {
        GoneReason reason = offer.reason();
        return OfferRecord.newBuilder()
                .setParent(offer.parent())
                .setToken(bytes(offer.token()))
                .setEndedAt(offer.endedAt())
                .setReason(reason == null ? null : reason.name())
                .setRefusedAt(offer.refusedAt())
                .build();
    }

    private Offer read(OfferRecord from) throws UnreadableRecordException {
        return new Offer(
                from.getParent(),
                token(from.getToken()),
                from.getEndedAt(),
                from.getReason() == null ? null : GoneReason.valueOf(from.getReason()),
                from.getRefusedAt());
    }

    private static @Nullable ListingRecord write(PersonPages.@Nullable Listing listing) {
        return listing == null ? null : new ListingRecord(listing.commandId(), listing.ids(), listing.names());
    }

    private static PersonPages.@Nullable Listing read(@Nullable ListingRecord from) {
        return from == null ? null : new PersonPages.Listing(from.getCommandId(), from.getPages(), from.getNames());
    }

    private static @Nullable DeathProposalRecord write(@Nullable DeathProposal proposal) {
        return proposal == null
                ? null
                : new DeathProposalRecord(
                        proposal.commandId(), proposal.reason().name());
    }

    private static @Nullable DeathProposal read(@Nullable DeathProposalRecord from) {
        return from == null ? null : new DeathProposal(from.getCommandId(), GoneReason.valueOf(from.getReason()));
    }

    private static @Nullable CandidateCheckRecord write(@Nullable CandidateCheck candidateCheck) {
        return candidateCheck == null
                ? null
                : CandidateCheckRecord.newBuilder()
                        .setParent(candidateCheck.parent())
                        .setReason(candidateCheck.reason().name())
                        .build();
    }

    private static @Nullable CandidateCheck read(@Nullable CandidateCheckRecord from) {
        return from == null ? null : new CandidateCheck(from.getParent(), GoneReason.valueOf(from.getReason()));
    }

    private Token required(ByteBuffer bytes) throws UnreadableRecordException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return tokens.decode(copy);
    }

    private static @Nullable PlanRecord write(@Nullable Plan plan) {
        return plan == null
                ? null
                : PlanRecord.newBuilder()
                        .setKind(plan.kind().name())
                        .setAt(plan.at())
                        .setBacklogSince(plan.backlogSince())
                        .setRequest(plan.request())
                        .build();
    }

    private static @Nullable Plan read(@Nullable PlanRecord from) {
        return from == null
                ? null
                : new Plan(
                        CommandKind.valueOf(from.getKind()), from.getAt(), from.getBacklogSince(), from.getRequest());
    }

    private static @Nullable DeferredRecord write(@Nullable DeferredAction deferred) {
        return deferred == null
                ? null
                : new DeferredRecord(deferred.request(), deferred.kind().name(), deferred.since());
    }

    private static @Nullable DeferredAction read(@Nullable DeferredRecord from) {
        return from == null
                ? null
                : new DeferredAction(from.getRequest(), CommandKind.valueOf(from.getKind()), from.getSince());
    }

    private static @Nullable InFlightRecord write(@Nullable InFlight flying) {
        return flying == null
                ? null
                : InFlightRecord.newBuilder()
                        .setCommandId(flying.commandId())
                        .setKind(flying.kind().name())
                        .setForm(flying.form() == null ? null : flying.form().name())
                        .setPlannedAt(flying.plannedAt())
                        .setSilentAt(flying.silentAt())
                        .setOutdated(flying.outdated())
                        .setRequests(flying.requests())
                        .build();
    }

    private static @Nullable InFlight read(@Nullable InFlightRecord from) {
        return from == null
                ? null
                : new InFlight(
                        from.getCommandId(),
                        CommandKind.valueOf(from.getKind()),
                        from.getForm() == null ? null : PublishForm.valueOf(from.getForm()),
                        from.getPlannedAt(),
                        from.getSilentAt(),
                        from.getOutdated(),
                        from.getRequests());
    }

    private static FailureHistoryRecord write(FailureHistory failureHistory) {
        FailureHistory.Failure last = failureHistory.last();
        return FailureHistoryRecord.newBuilder()
                .setTries(failureHistory.tries())
                .setSilent(failureHistory.silent())
                .setFailures(failureHistory.failures())
                .setFailing(failureHistory.failing())
                .setRefusedAt(failureHistory.refusedAt())
                .setFailureClass(
                        last == null
                                ? FailureClass.NONE.name()
                                : last.failureClass().name())
                .setErrorCode(last == null ? null : last.code())
                .setErrorSubcode(last == null ? null : last.subcode())
                .setUserActionSince(failureHistory.userActionSince())
                .build();
    }

    private static FailureHistory read(FailureHistoryRecord from) {
        FailureClass failureClass = FailureClass.valueOf(from.getFailureClass());
        FailureHistory.Failure last = failureClass == FailureClass.NONE
                ? null
                : new FailureHistory.Failure(failureClass, from.getErrorCode(), from.getErrorSubcode());
        return new FailureHistory(
                from.getTries(),
                from.getSilent(),
                from.getFailures(),
                from.getFailing(),
                from.getRefusedAt(),
                last,
                from.getUserActionSince());
    }
}
