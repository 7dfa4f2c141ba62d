package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00.123456Z");

    private final Tally tally = new Tally();

    @Test
    void accountConnectedAgainIsCountedOnce() {
        tally.add("a", token("command"), false);
        tally.add("a", token(null), true);
        tally.add("a", token("command"), true);

        assertThat(tally.connected()).isEqualTo(1);
        assertThat(tally.refreshed()).isEqualTo(1);
        assertThat(tally.unusable()).isZero();
    }

    @Test
    void currentTokenThatDoesNotWorkIsUnusableUntilOneDoes() {
        tally.add("a", token(null), true);
        tally.add("a", token("command"), false);
        assertThat(tally.unusable()).isEqualTo(1);
        assertThat(tally.refreshed()).isZero();

        tally.add("a", token("command"), true);
        assertThat(tally.unusable()).isZero();
        assertThat(tally.refreshed()).isEqualTo(1);
        assertThat(tally.done()).isEqualTo(1);

        tally.add("a", token("command"), false);
        assertThat(tally.refreshed()).isEqualTo(1);
        assertThat(tally.done()).isZero();
    }

    @Test
    void pageCountsOnceItWorksHereAndWasVerified() {
        Token person = Token.newBuilder(token("command"))
                .setLinkedAccounts(List.of(LinkedAccount.newBuilder()
                        .setProvider("facebook")
                        .setAccountId("7")
                        .build()))
                .build();
        Token page = Token.newBuilder(token(null))
                .setKind(TokenKind.PAGE)
                .setAccountId("7")
                .build();

        tally.add("threads-main:1", person, true);
        assertThat(tally.pages()).isEqualTo(1);
        tally.add("threads-main:7", page, true);
        assertThat(tally.verifiedPages()).isZero();
        tally.verified("threads-main:7");

        assertThat(tally.verifiedPages()).isEqualTo(1);
        assertThat(tally.connected()).isEqualTo(1);
        tally.add("threads-main:7", page, false);
        assertThat(tally.verifiedPages()).isZero();
    }

    private static Token token(@Nullable String commandId) {
        return Token.newBuilder()
                .setApp("threads-main")
                .setAccountId("1")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(START)
                .setOrderedAt(START)
                .setSequence(0)
                .setCommandId(commandId)
                .build();
    }
}
