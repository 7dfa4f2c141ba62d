package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.account.Turn;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record of an input topic as what it does to which account, or says why nobody can. */
final class Inputs {

    /** The input topics, co-partitioned. */
    static final List<String> TOPICS = List.of(
            Topics.TOKENS.name(),
            Topics.REFRESH_OUTCOMES.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.REFRESH_WORKER_LINKS.name());

    private final AccountRules rules;
    private final RefreshMetrics metrics;

    Inputs(AccountRules rules, RefreshMetrics metrics) {
        this.rules = rules;
        this.metrics = metrics;
    }

    /** What a record does. */
    sealed interface Input {

        default void match(Consumer<OfAccount> ofAccount, Consumer<OfBreaker> ofBreaker) {
            if (this instanceof OfAccount account) {
                ofAccount.accept(account);
            } else {
                ofBreaker.accept((OfBreaker) this);
            }
        }

        /** It changes one account. */
        record OfAccount(String key, Consumer<Turn> rule) implements Input {}

        /** It is for the circuit breaker of an app, or for this task; null takes back what was read before. */
        record OfBreaker(AccountKey key, @Nullable RefreshWorkerLink link) implements Input {}
    }

    /** {@code at} is the record's broker time. */
    Input read(String topic, byte @Nullable [] key, byte @Nullable [] value, Instant at)
            throws UnreadableRecordException {
        AccountKey parsed = account(key);
        String account = parsed.toString();
        if (topic.equals(Topics.TOKENS.name())) {
            return new Input.OfAccount(account, token(account, value));
        }
        if (topic.equals(Topics.REFRESH_OUTCOMES.name())) {
            RefreshOutcome outcome = required(Topics.REFRESH_OUTCOMES, value);
            same(account, outcome.getAccount());
            Token offer = outcome.getOffer();
            if (offer != null) {
                same(account, offer.getApp() + ":" + offer.getAccountId());
            }
            return new Input.OfAccount(account, turn -> metrics.outcome(outcome, rules.outcome(turn, outcome)));
        }
        if (topic.equals(Topics.REFRESH_WORKER_LINKS.name())) {
            RefreshWorkerLink link =
                    value == null ? null : Topics.REFRESH_WORKER_LINKS.codec().decode(value);
            return AppCircuitBreakers.isAddressed(parsed)
                    ? new Input.OfBreaker(parsed, link)
                    : new Input.OfAccount(account, turn -> rules.link(turn, link));
        }
        AccountCommand wish = required(Topics.ACCOUNT_COMMANDS, value);
        same(account, wish.getAccount());
        if (wish.getKind() == AccountCommandKind.UNKNOWN) {
            throw new UnreadableRecordException("the kind of command is not known to this version");
        }
        return new Input.OfAccount(account, turn -> metrics.wish(wish.getKind(), rules.wish(turn, wish, at)));
    }

    private Consumer<Turn> token(String account, byte @Nullable [] value) throws UnreadableRecordException {
        Token token = value == null ? null : Topics.TOKENS.codec().decode(value);
        if (token == null) {
            return turn -> rules.token(turn, null);
        }
        same(account, token.getApp() + ":" + token.getAccountId());
        if (token.getState() == TokenState.UNKNOWN) {
            throw new UnreadableRecordException("the token's state is not known to this version");
        }
        return turn -> rules.token(turn, token);
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

    private static AccountKey account(byte @Nullable [] key) throws UnreadableRecordException {
        try {
            if (key == null) {
                throw new UnreadableRecordException("the key is missing");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            return AccountKey.parse(text);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new UnreadableRecordException("the key is no <app>:<accountId>");
        }
    }
}
