package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.account.TokenCheck;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Decodes records of the input topics, or says why a record cannot be read. No side effects. */
final class Inputs {

    /** The input topics, co-partitioned. */
    static final List<String> TOPICS = List.of(
            Topics.TOKENS.name(),
            Topics.REFRESH_OUTCOMES.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.REFRESH_WORKER_LINKS.name());

    private Inputs() {}

    /** {@code at} is the record's broker time. */
    static Input read(String topic, byte @Nullable [] key, byte @Nullable [] value, Instant at)
            throws UnreadableRecordException {
        AccountKey account = account(key, at);
        if (topic.equals(Topics.TOKENS.name())) {
            return token(account.toString(), value, at);
        }
        if (topic.equals(Topics.REFRESH_OUTCOMES.name())) {
            return outcome(account.toString(), required(Topics.REFRESH_OUTCOMES, value), at);
        }
        if (topic.equals(Topics.REFRESH_WORKER_LINKS.name())) {
            return link(account, value, at);
        }
        return command(account.toString(), required(Topics.ACCOUNT_COMMANDS, value), at);
    }

    private static Input token(String account, byte @Nullable [] value, Instant at) throws UnreadableRecordException {
        if (value == null) {
            return new Input.OfToken(account, null, null);
        }
        if (value.length > TokenCheck.MOST_BYTES) {
            throw new UnreadableRecordException("a token takes more than " + TokenCheck.MOST_BYTES + " bytes");
        }
        Token token = Topics.TOKENS.codec().decode(value);
        same(account, token.getApp() + ":" + token.getAccountId());
        sound(TokenCheck.problem(token, at));
        return new Input.OfToken(account, token, TokenCheck.notBefore(token, at));
    }

    private static Input outcome(String account, RefreshOutcome outcome, Instant at) throws UnreadableRecordException {
        sound(RecordCheck.problem(outcome, at));
        same(account, outcome.getAccount());
        Token offer = outcome.getOffer();
        if (offer == null) {
            return new Input.OfOutcome(account, outcome, null);
        }
        same(account, offer.getApp() + ":" + offer.getAccountId());
        return new Input.OfOutcome(account, outcome, TokenCheck.notBefore(offer, at));
    }

    private static Input command(String account, AccountCommand command, Instant at) throws UnreadableRecordException {
        same(account, command.getAccount());
        sound(RecordCheck.problem(command, at));
        if (command.getKind() == AccountCommandKind.UNKNOWN) {
            throw new UnreadableRecordException("the kind of command is not known to this version");
        }
        return new Input.OfCommand(account, command, at);
    }

    private static Input link(AccountKey key, byte @Nullable [] value, Instant at) throws UnreadableRecordException {
        RefreshWorkerLink link =
                value == null ? null : Topics.REFRESH_WORKER_LINKS.codec().decode(value);
        sound(link == null ? null : RecordCheck.problem(link, at));
        return AppCircuitBreakers.isAddressed(key)
                ? new Input.OfBreaker(key, link)
                : new Input.OfLink(key.toString(), link);
    }

    private static void sound(@Nullable String problem) throws UnreadableRecordException {
        if (problem != null) {
            throw new UnreadableRecordException(problem);
        }
    }

    private static <V extends SpecificRecord> V required(Topic<V> topic, byte @Nullable [] value)
            throws UnreadableRecordException {
        if (value == null) {
            throw new UnreadableRecordException("a null value has no meaning on " + topic.name());
        }
        return topic.codec().decode(value);
    }

    private static void same(String key, String account) throws UnreadableRecordException {
        if (!key.equals(account)) {
            throw new UnreadableRecordException("the key is not that of the account in the value");
        }
    }

    private static AccountKey account(byte @Nullable [] key, Instant at) throws UnreadableRecordException {
        try {
            if (key == null) {
                throw new UnreadableRecordException("the key is missing");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            sound(RecordCheck.problem(text, at));
            return AccountKey.parse(text);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new UnreadableRecordException("the key is no <app>:<accountId>");
        }
    }
}
