package io.tokenkeep.account;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of {@code tokens} holds of one account after one more record: the higher rank, at equal rank the higher
 * offset. A null removes a GONE that came before it and nothing else; whoever holds LIVE keeps it.
 */
public record TokenFold(Token token, long offset) {

    /** The fold after a record with this value (null: the record had none) at {@code offset}; null when nothing is held. */
    public static @Nullable TokenFold fold(@Nullable TokenFold held, @Nullable Token value, long offset) {
        if (value == null) {
            return held == null || held.removedBy(offset) ? null : held;
        }
        TokenFold next = new TokenFold(value, offset);
        return held == null || Rank.of(value).replaces(offset, Rank.of(held.token), held.offset) ? next : held;
    }

    /** A null read again from before a younger GONE must not remove that one. */
    private boolean removedBy(long nullOffset) {
        return token.getState() == TokenState.GONE && nullOffset > offset;
    }

    /** The same for a record of a consumer. */
    public static @Nullable TokenFold fold(@Nullable TokenFold held, ConsumerRecord<?, Token> next) {
        return fold(held, next.value(), next.offset());
    }
}
