package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A record of an input topic, decoded and checked. */
sealed interface Input {

    /** One function for each kind of input. */
    record Cases(
            Consumer<OfToken> token,
            Consumer<OfOutcome> outcome,
            Consumer<OfCommand> command,
            Consumer<OfLink> link,
            Consumer<OfBreaker> breaker) {}

    void match(Cases cases);

    /**
     * When the record's rank may count; null for at once. Until then its rank lies in the future, and the record is set aside.
     */
    default @Nullable Instant notBefore() {
        return null;
    }

    /** A record of {@code tokens}; null for a tombstone. */
    record OfToken(
            String account, @Nullable Token token, @Nullable Instant notBefore) implements Input {
        @Override
        public void match(Cases cases) {
            cases.token().accept(this);
        }
    }

    /** A record of {@code refresh-outcomes}: an answer, or the offer of a Page's token. */
    record OfOutcome(
            String account,
            RefreshOutcome outcome,
            @Nullable Instant notBefore) implements Input {
        @Override
        public void match(Cases cases) {
            cases.outcome().accept(this);
        }
    }

    /** A record of {@code account-commands}, with its broker time. */
    record OfCommand(String account, AccountCommand command, Instant orderedAt) implements Input {
        @Override
        public void match(Cases cases) {
            cases.command().accept(this);
        }
    }

    /** A message of another account; null removes an earlier message. */
    record OfLink(String account, @Nullable RefreshWorkerLink link) implements Input {
        @Override
        public void match(Cases cases) {
            cases.link().accept(this);
        }
    }

    /** A message to the circuit breaker of an app, or to this task; null removes an earlier message. */
    record OfBreaker(AccountKey key, @Nullable RefreshWorkerLink link) implements Input {
        @Override
        public void match(Cases cases) {
            cases.breaker().accept(this);
        }
    }
}
