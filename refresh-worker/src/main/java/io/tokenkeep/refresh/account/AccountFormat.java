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
import io.tokenkeep.refresh.state.FailureHistoryRecord;
import io.tokenkeep.refresh.state.InFlightRecord;
import io.tokenkeep.refresh.state.ListingRecord;
import io.tokenkeep.refresh.state.OfferRecord;
import io.tokenkeep.refresh.state.PlanRecord;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as bytes in the store, and back. Thread-safe. */
public final class AccountFormat {

    private final StateCodec<AccountRecord> codec = new StateCodec<>(AccountRecord.class);
    private final AvroCodec<Token> tokens = Topics.TOKENS.codec();

    public byte[] write(Account account) {
        return codec.encode(AccountRecord.newBuilder()
                .setCurrent(ByteBuffer.wrap(tokens.encode(account.current)))
                .setKept(bytes(account.kept))
                .setState(account.state.name())
                .setWarned(account.warned)
                .setCommands(account.commands)
                .setEvents(account.events)
                .setPublishAt(account.publishAt)
                .setPlan(write(account.plan))
                .setInFlight(write(account.inFlight))
                .setFailureHistory(write(account.failureHistory))
                .setIndexedAt(account.indexedAt)
                .setDeriveAt(account.deriveAt)
                .setUnmoved(account.unmoved)
                .setDoubt(account.doubt)
                .setRevoke(bytes(account.revoke))
                .setRevokeAt(account.revokeAt)
                .setAliases(account.aliases)
                .setOffers(account.offers.values().stream().map(this::write).toList())
                .setCandidateCheck(write(account.candidateCheck))
                .setPages(account.pages.ids())
                .setLostPages(account.pages.lost())
                .setListing(write(account.pages.listing()))
                .setListTries(account.pages.tries())
                .setListedAt(account.pages.listedAt())
                .setAbsences(account.absences.entrySet().stream()
                        .map(absence -> new AbsenceRecord(absence.getKey(), absence.getValue()))
                        .toList())
                .setProposal(write(account.proposal))
                .build());
    }

    /** State that cannot be read is our own mistake, and nothing to go on with. */
    public Account read(byte[] bytes) {
        try {
            AccountRecord from = codec.decode(bytes);
            Account account = new Account(required(from.getCurrent()), StatusState.valueOf(from.getState()));
            account.kept = token(from.getKept());
            account.warned = from.getWarned();
            account.commands = from.getCommands();
            account.events = from.getEvents();
            account.publishAt = from.getPublishAt();
            account.plan = read(from.getPlan());
            account.inFlight = read(from.getInFlight());
            account.failureHistory = read(from.getFailureHistory());
            account.indexedAt = from.getIndexedAt();
            account.deriveAt = from.getDeriveAt();
            account.unmoved = from.getUnmoved();
            account.doubt = from.getDoubt();
            account.revoke = token(from.getRevoke());
            account.revokeAt = from.getRevokeAt();
            account.aliases = List.copyOf(from.getAliases());
            for (OfferRecord offer : from.getOffers()) {
                account.offers.put(offer.getParent(), read(offer));
            }
            account.candidateCheck = read(from.getCandidateCheck());
            account.pages = new PersonPages(
                    from.getPages(),
                    from.getLostPages(),
                    read(from.getListing()),
                    from.getListTries(),
                    from.getListedAt());
            from.getAbsences().forEach(absence -> account.absences.put(absence.getParent(), absence.getListedAt()));
            account.proposal = read(from.getProposal());
            return account;
        } catch (IOException | UnreadableRecordException e) {
            throw new IllegalStateException("The store holds an account that this version cannot read", e);
        }
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
                        .build();
    }

    private static @Nullable Plan read(@Nullable PlanRecord from) {
        return from == null
                ? null
                : new Plan(CommandKind.valueOf(from.getKind()), from.getAt(), from.getBacklogSince());
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
                        from.getOutdated());
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
