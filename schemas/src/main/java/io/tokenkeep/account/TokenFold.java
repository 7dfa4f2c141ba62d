package io.tokenkeep.account;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record that a reader of {@code tokens} holds for one account: the record of the higher rank, at equal rank of the higher
 * offset. A null removes a GONE before it and nothing else; a reader that holds LIVE keeps it.
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

    /** A null that is read again must not remove a GONE that came after it. */
    private boolean removedBy(long nullOffset) {
        return token.getState() == TokenState.GONE && nullOffset > offset;
    }

    /** The same for a record of a consumer. */
    public static @Nullable TokenFold fold(@Nullable TokenFold held, ConsumerRecord<?, Token> next) {
        return fold(held, next.value(), next.offset());
    }
}
