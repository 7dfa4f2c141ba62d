package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.account.TokenCheck;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.refresh.policy.OutstandingCommands;
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
    private final OutstandingCommands outstanding;
    private final RefreshMetrics metrics;

    Inputs(AccountRules rules, OutstandingCommands outstanding, RefreshMetrics metrics) {
        this.outstanding = outstanding;
        this.rules = rules;
        this.metrics = metrics;
    }

    /** What a record does. */
    sealed interface Input {

        void match(Consumer<OfAccount> ofAccount, Consumer<OfBreaker> ofBreaker);

        /** It changes one account; not before this time, if there is one: until then its rank lies in the future. */
        record OfAccount(
                String key,
                Consumer<AccountUpdate> rule,
                @Nullable Instant notBefore) implements Input {

            OfAccount(String key, Consumer<AccountUpdate> rule) {
                this(key, rule, null);
            }

            @Override
            public void match(Consumer<OfAccount> ofAccount, Consumer<OfBreaker> ofBreaker) {
                ofAccount.accept(this);
            }
        }

        /** It is for the circuit breaker of an app, or for this task; null takes back what was read before. */
        record OfBreaker(AccountKey key, @Nullable RefreshWorkerLink link) implements Input {
            @Override
            public void match(Consumer<OfAccount> ofAccount, Consumer<OfBreaker> ofBreaker) {
                ofBreaker.accept(this);
            }
        }
    }

    /** {@code at} is the record's broker time. */
    Input read(String topic, byte @Nullable [] key, byte @Nullable [] value, Instant at)
            throws UnreadableRecordException {
        AccountKey parsed = account(key, at);
        String account = parsed.toString();
        if (topic.equals(Topics.TOKENS.name())) {
            return token(account, value, at);
        }
        if (topic.equals(Topics.REFRESH_OUTCOMES.name())) {
            RefreshOutcome outcome = required(Topics.REFRESH_OUTCOMES, value);
            sound(RecordCheck.problem(outcome, at));
            same(account, outcome.getAccount());
            Token offer = outcome.getOffer();
            if (offer != null) {
                same(account, offer.getApp() + ":" + offer.getAccountId());
            }
            return new Input.OfAccount(
                    account,
                    update -> outcome(update, outcome),
                    offer == null ? null : TokenCheck.notBefore(offer, at));
        }
        if (topic.equals(Topics.REFRESH_WORKER_LINKS.name())) {
            RefreshWorkerLink link =
                    value == null ? null : Topics.REFRESH_WORKER_LINKS.codec().decode(value);
            sound(link == null ? null : RecordCheck.problem(link, at));
            return AppCircuitBreakers.isAddressed(parsed)
                    ? new Input.OfBreaker(parsed, link)
                    : new Input.OfAccount(account, update -> rules.link(update, link));
        }
        AccountCommand accountCommand = required(Topics.ACCOUNT_COMMANDS, value);
        same(account, accountCommand.getAccount());
        sound(RecordCheck.problem(accountCommand, at));
        if (accountCommand.getKind() == AccountCommandKind.UNKNOWN) {
            throw new UnreadableRecordException("the kind of command is not known to this version");
        }
        return new Input.OfAccount(
                account,
                update -> metrics.accountCommand(
                        accountCommand.getKind(), rules.accountCommand(update, accountCommand, at)));
    }

    private Input token(String account, byte @Nullable [] value, Instant at) throws UnreadableRecordException {
        if (value == null) {
            return new Input.OfAccount(account, update -> rules.token(update, null));
        }
        if (value.length > TokenCheck.MOST_BYTES) {
            throw new UnreadableRecordException("a token takes more than " + TokenCheck.MOST_BYTES + " bytes");
        }
        Token token = Topics.TOKENS.codec().decode(value);
        same(account, token.getApp() + ":" + token.getAccountId());
        sound(TokenCheck.problem(token, at));
        return new Input.OfAccount(account, update -> token(update, token), TokenCheck.notBefore(token, at));
    }

    private void token(AccountUpdate update, Token token) {
        String commandId = token.getCommandId();
        if (commandId != null) {
            outstanding.answered(token.getApp(), commandId, update.now(), true);
        }
        rules.token(update, token);
    }

    /** Offers are parts of an answer that is still to come. */
    private void outcome(AccountUpdate update, RefreshOutcome outcome) {
        if (outcome.getOffer() == null) {
            String app = AccountKey.parse(outcome.getAccount()).app();
            boolean inTime = outcome.getResult() != RefreshResult.STALE;
            outstanding.answered(app, outcome.getCommandId(), update.now(), inTime);
        }
        metrics.outcome(outcome, rules.outcome(update, outcome));
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
