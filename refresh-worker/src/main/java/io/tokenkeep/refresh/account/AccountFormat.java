package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.state.AccountRecord;
import io.tokenkeep.refresh.state.InFlightRecord;
import io.tokenkeep.refresh.state.PlanRecord;
import io.tokenkeep.refresh.state.TroubleRecord;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An account as bytes in the store, and back. Thread-safe. */
public final class AccountFormat {

    private final StateCodec codec = new StateCodec();
    private final AvroCodec<Token> tokens = Topics.TOKENS.codec();

    public byte[] write(Account account) {
        return codec.encode(AccountRecord.newBuilder()
                .setCurrent(ByteBuffer.wrap(tokens.encode(account.current)))
                .setKept(account.kept == null ? null : ByteBuffer.wrap(tokens.encode(account.kept)))
                .setState(account.state.name())
                .setWarned(account.warned)
                .setCommands(account.commands)
                .setEvents(account.events)
                .setPublishAt(account.publishAt)
                .setPlan(write(account.plan))
                .setInFlight(write(account.inFlight))
                .setTrouble(write(account.trouble))
                .setIndexedAt(account.indexedAt)
                .build());
    }

    /** State that cannot be read is our own mistake, and nothing to go on with. */
    public Account read(byte[] bytes) {
        try {
            AccountRecord from = codec.decode(bytes);
            Account account = new Account(token(from.getCurrent()), StatusState.valueOf(from.getState()));
            account.kept = from.getKept() == null ? null : token(from.getKept());
            account.warned = from.getWarned();
            account.commands = from.getCommands();
            account.events = from.getEvents();
            account.publishAt = from.getPublishAt();
            account.plan = read(from.getPlan());
            account.inFlight = read(from.getInFlight());
            account.trouble = read(from.getTrouble());
            account.indexedAt = from.getIndexedAt();
            return account;
        } catch (IOException | UnreadableRecordException e) {
            throw new IllegalStateException("The store holds an account that this version cannot read", e);
        }
    }

    private Token token(ByteBuffer bytes) throws UnreadableRecordException {
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
                        .setSlot(plan.inLineSince())
                        .build();
    }

    private static @Nullable Plan read(@Nullable PlanRecord from) {
        return from == null ? null : new Plan(CommandKind.valueOf(from.getKind()), from.getAt(), from.getSlot());
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

    private static TroubleRecord write(Trouble trouble) {
        Trouble.Failure last = trouble.last();
        return TroubleRecord.newBuilder()
                .setTries(trouble.tries())
                .setSilent(trouble.silent())
                .setFailures(trouble.failures())
                .setFailing(trouble.failing())
                .setRefusedAt(trouble.refusedAt())
                .setFailureClass(
                        last == null
                                ? FailureClass.NONE.name()
                                : last.failureClass().name())
                .setErrorCode(last == null ? null : last.code())
                .setErrorSubcode(last == null ? null : last.subcode())
                .build();
    }

    private static Trouble read(TroubleRecord from) {
        FailureClass failureClass = FailureClass.valueOf(from.getFailureClass());
        Trouble.Failure last = failureClass == FailureClass.NONE
                ? null
                : new Trouble.Failure(failureClass, from.getErrorCode(), from.getErrorSubcode());
        return new Trouble(
                from.getTries(), from.getSilent(), from.getFailures(), from.getFailing(), from.getRefusedAt(), last);
    }
}
