package io.tokenkeep.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import java.security.SecureRandom;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenTableTest {

    private static final String ACCOUNT = "threads-main:27640875392278831";
    private static final Rank FIRST = Rank.first(Instant.parse("2026-11-01T10:00:00Z"));

    private final String jwkSet = KeySet.generate("tokens-1", new SecureRandom());
    private final TokenTable table = new TokenTable(jwkSet);

    @Test
    void currentTokenIsOpened() throws Exception {
        table.read(at(0, token(FIRST, TokenState.LIVE, "first")));
        table.read(at(1, token(FIRST.next(), TokenState.LIVE, "second")));
        table.read(at(2, token(FIRST, TokenState.LIVE, "first, late")));

        assertThat(table.token(ACCOUNT)).contains("second");
    }

    @Test
    void goneAccountHasNoToken() throws Exception {
        table.read(at(0, token(FIRST, TokenState.LIVE, "first")));
        table.read(at(1, token(FIRST.next(), TokenState.GONE, null)));

        assertThat(table.token(ACCOUNT)).isEmpty();
    }

    @Test
    void deletedAndUnknownAccountsHaveNoToken() throws Exception {
        table.read(at(0, token(FIRST, TokenState.GONE, null)));
        table.read(new ConsumerRecord<>("tokens", 0, 1, ACCOUNT, null));

        assertThat(table.token(ACCOUNT)).isEmpty();
        assertThat(table.token("threads-main:1")).isEmpty();
    }

    private Token token(Rank rank, TokenState state, @Nullable String secret) {
        Sealer sealer = new Sealer(KeySet.parse(jwkSet), Purpose.ACCESS_TOKEN);
        return Token.newBuilder()
                .setApp("threads-main")
                .setAccountId("27640875392278831")
                .setKind(TokenKind.USER)
                .setState(state)
                .setSealedToken(secret == null ? null : sealer.seal(ACCOUNT, secret))
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(rank.orderedAt())
                .setOrderedAt(rank.orderedAt())
                .setSequence(rank.sequence())
                .build();
    }

    private static ConsumerRecord<String, Token> at(long offset, Token token) {
        return new ConsumerRecord<>("tokens", 0, offset, ACCOUNT, token);
    }
}
