package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00.123456Z");

    private final Tally tally = new Tally(START);

    @Test
    void accountsOfAnEarlierRunAreNotCounted() {
        Token old = token(START.minusSeconds(60), "command");

        tally.add("old", old, true);
        tally.add("older", old, false);

        assertThat(tally.concerns(old)).isFalse();
        assertThat(tally.connected()).isZero();
        assertThat(tally.refreshed()).isZero();
        assertThat(tally.unusable()).isZero();
    }

    @Test
    void consentInTheMillisecondOfTheStartIsOfThisRun() {
        tally.add("new", token(Instant.parse("2026-11-23T08:00:00.123Z"), null), true);

        assertThat(tally.connected()).isEqualTo(1);
    }

    @Test
    void refreshOfAnOldConsentIsNotOfThisRun() {
        tally.add("a", token(START.minusSeconds(60), null), true);
        tally.add("a", token(START.minusSeconds(60), "command"), true);

        assertThat(tally.refreshed()).isZero();
    }

    @Test
    void accountConnectedAgainIsCountedOnce() {
        tally.add("a", token(START.minusSeconds(60), "command"), false);
        tally.add("a", token(START.plusSeconds(1), null), true);
        tally.add("a", token(START.plusSeconds(1), "command"), true);

        assertThat(tally.connected()).isEqualTo(1);
        assertThat(tally.refreshed()).isEqualTo(1);
        assertThat(tally.unusable()).isZero();
    }

    @Test
    void currentTokenThatDoesNotWorkIsUnusableUntilOneDoes() {
        tally.add("a", token(START.plusSeconds(1), null), true);
        tally.add("a", token(START.plusSeconds(1), "command"), false);
        assertThat(tally.unusable()).isEqualTo(1);
        assertThat(tally.refreshed()).isZero();

        tally.add("a", token(START.plusSeconds(1), "command"), true);
        assertThat(tally.unusable()).isZero();
        assertThat(tally.refreshed()).isEqualTo(1);
    }

    private static Token token(Instant authorizedAt, @Nullable String commandId) {
        return Token.newBuilder()
                .setApp("threads-main")
                .setAccountId("1")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(authorizedAt)
                .setOrderedAt(authorizedAt)
                .setSequence(0)
                .setCommandId(commandId)
                .build();
    }
}
