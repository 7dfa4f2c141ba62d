package io.tokenkeep.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    static Stream<Arguments> nonsense() {
        return Stream.of(
                row("the token's account", token -> token.setAccountId("")),
                row("the token's account", token -> token.setAccountId("  ")),
                row("the token's account", token -> token.setAccountId("2\u0000")),
                row("the token's account", token -> token.setAccountId("2".repeat(257))),
                row("sequence", token -> token.setSequence(-1)),
                row("sequence", token -> token.setSequence(Long.MAX_VALUE)),
                row("aliases", token -> token.setAliases(List.of(""))),
                row("aliases", token -> token.setAliases(Collections.nCopies(21, "1"))),
                row("client", token -> token.setClient("c".repeat(65))),
                row("displayName", token -> token.setDisplayName("n".repeat(1025))),
                row("parentAccount", token -> token.setParentAccount("nobody")),
                row("commandId", token -> token.setCommandId("a\nb")),
                row("orderedAt", token -> token.setOrderedAt(Instant.EPOCH)),
                row("orderedAt", token -> token.setOrderedAt(NOW.plus(Duration.ofDays(401)))),
                row("authorizedAt", token -> token.setAuthorizedAt(Instant.ofEpochMilli(Long.MIN_VALUE))),
                row("issuedAt", token -> token.setIssuedAt(Instant.ofEpochMilli(Long.MAX_VALUE))),
                row("expiresAt", token -> token.setExpiresAt(Instant.ofEpochMilli(Long.MAX_VALUE))),
                row("refreshableAt", token -> token.setRefreshableAt(Instant.ofEpochMilli(Long.MIN_VALUE))),
                row("dataAccessExpiresAt", token -> token.setDataAccessExpiresAt(Instant.EPOCH)),
                row("state", token -> token.setState(TokenState.UNKNOWN)),
                row("LIVE", token -> token.setSealedToken(null)),
                row("LIVE", token -> token.setSealedToken(" ")),
                row("LIVE", token -> token.setGoneReason(GoneReason.DISCONNECTED)),
                row("GONE", token -> token.setState(TokenState.GONE)),
                row("GONE", token -> token.setState(TokenState.GONE).setSealedToken(null)),
                row("NON_EXPIRING", token -> token.setLifetime(Lifetime.NON_EXPIRING)),
                row("scopes", token -> token.setScopes(Collections.nCopies(201, "s"))),
                row("linkedAccountsTotal", token -> token.setLinkedAccountsTotal(-1)),
                row("linkedAccounts", token -> token.setLinkedAccounts(linked(201))),
                row("missingPages", token -> token.setMissingPages(missing(51))),
                row("expectedPages", token -> token.setExpectedPages(List.of(""))),
                row("expectedPages", token -> token.setExpectedPages(Collections.nCopies(21, "1"))));
    }

    @Test
    void tokensAsTheServicesWriteThemMakeSense() {
        assertThat(TokenCheck.problem(sound().build(), NOW)).isNull();
        assertThat(TokenCheck.problem(gone(), NOW)).isNull();
        assertThat(TokenCheck.problem(
                        sound().setLinkedAccounts(linked(200))
                                .setMissingPages(missing(50))
                                .setExpiresAt(Instant.parse("2096-10-02T00:00:00Z"))
                                .build(),
                        NOW))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsNamedAndNotQuoted(String what, Consumer<Token.Builder> change) {
        Token.Builder token = sound();
        change.accept(token);

        assertThat(TokenCheck.problem(token.build(), NOW)).contains(what).doesNotContain("eyJ");
    }

    @Test
    void rankLaterThanItsRecordByMoreThanFiveMinutesHasToWait() {
        Instant soon = NOW.plus(Duration.ofMinutes(5));

        assertThat(TokenCheck.notBefore(sound().setOrderedAt(soon).build(), NOW))
                .isNull();
        assertThat(TokenCheck.notBefore(sound().setOrderedAt(soon.plusMillis(1)).build(), NOW))
                .isEqualTo(soon.plusMillis(1));
    }

    private static Arguments row(String what, Consumer<Token.Builder> change) {
        return Arguments.of(what, change);
    }

    private static Token.Builder sound() {
        return Token.newBuilder()
                .setApp("threads-main")
                .setAccountId("27640875392278831")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setSealedToken("eyJ.sealed")
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(NOW)
                .setOrderedAt(NOW)
                .setSequence(0)
                .setIssuedAt(NOW)
                .setExpiresAt(NOW.plus(Duration.ofDays(60)))
                .setRefreshableAt(NOW.plus(Duration.ofDays(1)));
    }

    private static Token gone() {
        return sound().setState(TokenState.GONE)
                .setGoneReason(GoneReason.DISCONNECTED)
                .setSealedToken(null)
                .setIssuedAt(null)
                .setExpiresAt(null)
                .setRefreshableAt(null)
                .build();
    }

    private static List<LinkedAccount> linked(int count) {
        return Collections.nCopies(count, new LinkedAccount("facebook", "1", "a Page"));
    }

    private static List<MissingPage> missing(int count) {
        return Collections.nCopies(count, new MissingPage("facebook-main:1", "a Page", MissingPageReason.NO_TOKEN));
    }
}
