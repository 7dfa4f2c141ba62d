package io.tokenkeep.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCheckTest {

    private static final Instant NOW = Tokens.CONSENT;
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final String KEY = "threads-main:27640875392278831";

    static Stream<Arguments> commands() {
        Token token = Tokens.live(Tokens.rank(0, 0));
        return Stream.of(
                row("commandId", command -> command.setCommandId("")),
                row("account", command -> command.setAccount("nobody")),
                row("issuedAt", command -> command.setIssuedAt(NEVER)),
                row("notAfter", command -> command.setNotAfter(Instant.EPOCH)),
                row(
                        "sequence",
                        command -> command.setToken(
                                Token.newBuilder(token).setSequence(-1).build())),
                row(
                        "the token's rank lies in the future",
                        command -> command.setToken(Token.newBuilder(token)
                                .setOrderedAt(NOW.plus(Duration.ofHours(20)))
                                .build())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandThatMakesNoSenseIsNamed(String what, Consumer<RefreshCommand.Builder> change) {
        RefreshCommand.Builder command = command(Tokens.live(Tokens.rank(0, 0)));
        change.accept(command);

        assertThat(RecordCheck.problem(command.build(), NOW)).contains(what);
    }

    @Test
    void commandsAsRefreshWorkerGivesThemMakeSense() {
        Token gone = Tokens.gone(Tokens.rank(0, 1));

        assertThat(RecordCheck.problem(command(Tokens.live(Tokens.rank(0, 0))).build(), NOW))
                .isNull();
        assertThat(RecordCheck.problem(
                        command(gone)
                                .setKind(CommandKind.PUBLISH)
                                .setPublishForm(PublishForm.GONE)
                                .build(),
                        NOW))
                .isNull();
        assertThat(RecordCheck.problem(
                        command(Token.newBuilder(gone)
                                        .setSealedToken("the last")
                                        .build())
                                .build(),
                        NOW))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app", "app:", ":1", "app: ", "app:1\u0007", " :1"})
    void keyThatIsNoKeyIsNamed(String key) {
        assertThat(RecordCheck.problem(key, NOW)).isEqualTo("the key is no <app>:<accountId>");
        assertThat(RecordCheck.problem("app:1", NOW)).isNull();
    }

    @Test
    void consentsTimesAndIdsMakeSense() {
        AuthorizationCode code = AuthorizationCode.newBuilder()
                .setAuthorizationId("an-id")
                .setApp("threads-main")
                .setSealedCode("sealed")
                .setRedirectUri("https://example.com")
                .setReceivedAt(NOW)
                .build();
        AuthorizationProgress progress = AuthorizationProgress.newBuilder()
                .setAuthorizationId("an-id")
                .setApp("threads-main")
                .setSealedAnswer("sealed")
                .setAnsweredAt(NOW)
                .setOrderedAt(NOW)
                .build();

        assertThat(RecordCheck.problem(code, NOW)).isNull();
        assertThat(RecordCheck.problem(progress, NOW)).isNull();
        assertThat(RecordCheck.problem(
                        AuthorizationCode.newBuilder(code).setReceivedAt(NEVER).build(), NOW))
                .contains("receivedAt");
        assertThat(RecordCheck.problem(
                        AuthorizationProgress.newBuilder(progress)
                                .setOrderedAt(NEVER)
                                .build(),
                        NOW))
                .contains("orderedAt");
    }

    private static Arguments row(String what, Consumer<RefreshCommand.Builder> change) {
        return Arguments.of(what, change);
    }

    private static RefreshCommand.Builder command(Token token) {
        return RefreshCommand.newBuilder()
                .setCommandId("an-id")
                .setAccount(KEY)
                .setKind(CommandKind.VERIFY)
                .setToken(token)
                .setIssuedAt(NOW)
                .setNotAfter(NOW.plusSeconds(600));
    }

    static Stream<Arguments> heldConsents() {
        return Stream.of(
                held("authorizationId", held -> held.setAuthorizationId("")),
                held("account", held -> held.setAccount("nobody")),
                held("aliases", held -> held.setAliases(List.of(" "))),
                held("orderedAt", held -> held.setOrderedAt(NEVER)),
                held("heldAt", held -> held.setHeldAt(NEVER)),
                held("until", held -> held.setUntil(NEVER)),
                held(
                        "app",
                        held -> held.setCode(AuthorizationCode.newBuilder(held.getCode())
                                .setApp("")
                                .build())));
    }

    @ParameterizedTest
    @MethodSource("heldConsents")
    void heldConsentThatMakesNoSenseIsNamed(String what, Consumer<HeldConsent.Builder> change) {
        HeldConsent.Builder held = HeldConsent.newBuilder()
                .setAuthorizationId("an-id")
                .setState(HeldState.AWAITING_CONFIRMATION)
                .setCode(AuthorizationCode.newBuilder()
                        .setAuthorizationId("an-id")
                        .setApp("threads-main")
                        .setSealedCode("")
                        .setRedirectUri("")
                        .setReceivedAt(NOW)
                        .build())
                .setOrderedAt(NOW)
                .setSealedAnswer("sealed")
                .setAccount(KEY)
                .setAliases(List.of("99"))
                .setHeldAt(NOW)
                .setUntil(NOW.plus(Duration.ofDays(6)));
        assertThat(RecordCheck.problem(held.build(), NOW)).isNull();

        change.accept(held);

        assertThat(RecordCheck.problem(held.build(), NOW)).contains(what);
    }

    @Test
    void decisionsIdsAndTimeMakeSense() {
        ConsentDecision decision = ConsentDecision.newBuilder()
                .setDecisionId("a-decision")
                .setAuthorizationId("an-id")
                .setKind(ConsentDecisionKind.CONFIRM)
                .setDecidedBy("a-key")
                .setDecidedAt(NOW)
                .build();

        assertThat(RecordCheck.problem(decision, NOW)).isNull();
        assertThat(RecordCheck.problem(
                        ConsentDecision.newBuilder(decision).setDecidedAt(NEVER).build(), NOW))
                .contains("decidedAt");
        assertThat(RecordCheck.problem(
                        ConsentDecision.newBuilder(decision).setDecidedBy(" ").build(), NOW))
                .contains("decidedBy");
    }

    @Test
    void tokenOfAnAccountCommandMakesSense() {
        Token token = Tokens.live(Tokens.rank(0, 0));
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId("a-request")
                .setAccount(KEY)
                .setKind(AccountCommandKind.REVOKE_UNUSED)
                .setRequestedAt(NOW)
                .setToken(token)
                .build();

        assertThat(RecordCheck.problem(command, NOW)).isNull();
        assertThat(RecordCheck.problem(
                        AccountCommand.newBuilder(command)
                                .setToken(
                                        Token.newBuilder(token).setSequence(-1).build())
                                .build(),
                        NOW))
                .contains("sequence");
    }

    @Test
    void tokenOfAnImportMakesSense() {
        Token token = Token.newBuilder(Tokens.live(Tokens.rank(0, 0)))
                .setOrderedAt(Rank.ofImport().orderedAt())
                .build();
        AccountCommand.Builder command = AccountCommand.newBuilder()
                .setRequestId("a-row")
                .setAccount(KEY)
                .setKind(AccountCommandKind.IMPORT)
                .setRequestedAt(NOW);

        assertThat(RecordCheck.problem(command.setToken(token).build(), NOW)).isNull();
        assertThat(RecordCheck.problem(command.setToken(null).build(), NOW)).contains("missing");
        assertThat(problem(command, Token.newBuilder(token).setOrderedAt(NOW))).contains("rank");
        assertThat(problem(command, Token.newBuilder(token).setSequence(1))).contains("rank");
        assertThat(problem(command, Token.newBuilder(token).setAccountId("1"))).contains("another account");
        assertThat(problem(command, Token.newBuilder(token).setParentAccount(KEY)))
                .contains("parentAccount");
        assertThat(problem(command, Token.newBuilder(token).setSealedToken(null)))
                .contains("sealedToken");
        assertThat(RecordCheck.problem(
                        command.setToken(token)
                                .setKind(AccountCommandKind.VERIFY_NOW)
                                .build(),
                        NOW))
                .contains("no other command");
    }

    private static String problem(AccountCommand.Builder command, Token.Builder token) {
        return String.valueOf(
                RecordCheck.problem(command.setToken(token.build()).build(), NOW));
    }

    private static Arguments held(String what, Consumer<HeldConsent.Builder> change) {
        return Arguments.of(what, change);
    }
}
