package io.tokenkeep.account;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.time.Instant;

/** Tokens of one account, told apart by their rank. */
final class Tokens {

    static final Instant CONSENT = Instant.parse("2026-11-01T10:00:00Z");

    private Tokens() {}

    static Token live(Rank rank) {
        return token(rank).setSealedToken("sealed").build();
    }

    static Token gone(Rank rank) {
        return token(rank)
                .setState(TokenState.GONE)
                .setGoneReason(GoneReason.DISCONNECTED)
                .build();
    }

    static Rank rank(long decision, long sequence) {
        return new Rank(CONSENT.plusSeconds(decision), sequence);
    }

    private static Token.Builder token(Rank rank) {
        return Token.newBuilder()
                .setApp("threads-main")
                .setAccountId("27640875392278831")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(CONSENT)
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence());
    }
}
