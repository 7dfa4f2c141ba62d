package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.account.SpoiledAccounts;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that can be read and make no sense. */
class NonsenseTest {

    private static final Instant NOW = World.START;
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    static Stream<Arguments> nonsense() {
        Token token = Fixtures.consented(KEY, NOW);
        AccountCommand accountCommand = Fixtures.accountCommand(KEY, AccountCommandKind.DELETE_DATA, NOW);
        return Stream.of(
                token(Token.newBuilder(token).setSequence(-1)),
                token(Token.newBuilder(token).setAliases(List.of(""))),
                token(Token.newBuilder(token).setExpiresAt(NEVER)),
                token(Token.newBuilder(token).setIssuedAt(Instant.ofEpochMilli(Long.MIN_VALUE))),
                token(Token.newBuilder(token).setOrderedAt(NOW.plus(Duration.ofDays(500)))),
                token(Token.newBuilder(token).setSealedToken(null)),
                token(Token.newBuilder(token).setSealedToken("x".repeat(128 << 10))),
                outcome(RefreshOutcome.newBuilder(outcome()).setSequence(-1)),
                outcome(RefreshOutcome.newBuilder(outcome()).setTryAgainAt(NEVER)),
                outcome(RefreshOutcome.newBuilder(outcome()).setDataAccessExpiresAt(NEVER)),
                outcome(RefreshOutcome.newBuilder(outcome()).setCommandId(" ")),
                outcome(RefreshOutcome.newBuilder(outcome())
                        .setOffer(Token.newBuilder(token).setSequence(-1).build())),
                accountCommand(AccountCommand.newBuilder(accountCommand).setSignedAt(NEVER)),
                accountCommand(AccountCommand.newBuilder(accountCommand).setRequestId("")),
                accountCommand(AccountCommand.newBuilder(accountCommand).setToken(token)),
                accountCommand(revoke(token).setToken(null)),
                accountCommand(
                        revoke(Token.newBuilder(token).setSealedToken(null).build())),
                accountCommand(revoke(gone(token))),
                accountCommand(
                        revoke(Token.newBuilder(token).setKind(TokenKind.PAGE).build())),
                accountCommand(revoke(Token.newBuilder(token)
                        .setOrderedAt(NOW.plus(Duration.ofHours(20)))
                        .build())),
                accountCommand(revoke(Token.newBuilder(token).setAccountId("1").build())
                        .setAccount(KEY)),
                link(RefreshWorkerLink.newBuilder(link()).setOrderedAt(NEVER)),
                link(RefreshWorkerLink.newBuilder(link()).setTargets(List.of("nobody"))),
                link(RefreshWorkerLink.newBuilder(link()).setTargets(Collections.nCopies(51, KEY))),
                link(RefreshWorkerLink.newBuilder(link()).setSuccesses(-1)));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsSetAsideAndTheNextRecordRead(String topic, byte[] value) {
        try (World world = new World(directory)) {
            world.raw(topic, KEY.getBytes(UTF_8), value);
            world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);

            assertThat(world.deadLetters()).hasSize(1);
            assertThat(world.events()).containsExactly(EventKind.CONNECTED);
        }
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void keyThatIsNoKeyIsSetAside(String topic, byte[] value) {
        try (World world = new World(directory)) {
            world.raw(topic, "threads-main: ".getBytes(UTF_8), value);
            world.raw(topic, "threads-main:1\n2".getBytes(UTF_8), value);
            world.raw(topic, ("threads-main:" + "1".repeat(300)).getBytes(UTF_8), value);

            assertThat(world.deadLetters()).hasSize(3);
        }
    }

    @Test
    void rankOfTomorrowWaitsUntilTomorrowAndWinsThen() {
        try (World world = new World(directory)) {
            Instant tomorrow = world.now().plus(Duration.ofHours(20));
            Token early = Fixtures.consented(KEY, world.now());
            world.read(early).read(Fixtures.consented(KEY, tomorrow), world.now());
            assertThat(world.pass(SECOND).meters().setAside()).isEqualTo(1);
            assertThat(world.status().getOrderedAt()).isEqualTo(early.getOrderedAt());

            // Meanwhile the present goes on.
            Token next = Fixtures.consented(KEY, world.now());
            assertThat(world.read(next).status().getOrderedAt()).isEqualTo(next.getOrderedAt());

            world.pass(Duration.ofHours(20));
            assertThat(world.meters().setAside()).isZero();
            assertThat(world.status().getOrderedAt()).isEqualTo(tomorrow);
            assertThat(world.deadLetters()).isEmpty();
        }
    }

    @Test
    void whatIsSetAsideIsBounded() {
        try (World world = new World(directory)) {
            Instant tomorrow = world.now().plus(Duration.ofHours(20));
            Token large = Token.newBuilder(Fixtures.consented(KEY, tomorrow))
                    .setSealedToken("x".repeat(120 << 10))
                    .build();
            for (int i = 0; i < 200; i++) {
                world.read(large, world.now());
            }

            assertThat(world.pass(SECOND).meters().setAside()).isBetween(100L, 140L);
            assertThat(world.deadLetters()).hasSize(200 - (int) world.meters().setAside());
        }
    }

    /** An account in the state that no rule can read: what a mistake of ours might leave. */
    @Test
    void recordTheRulesFailOnIsSetAsideAndChangesNothing() {
        try (World world = new World(directory)) {
            world.read(Fixtures.consented(KEY, world.now())).pass(SECOND);
            Bytes key = Bytes.wrap(KEY.getBytes(UTF_8));
            KeyValueStore<Bytes, byte[]> accounts = world.spoiled(StateStores.ACCOUNTS);
            byte[] spoiled = SpoiledAccounts.withSequence(accounts.get(key), -1);
            accounts.put(key, spoiled);

            world.read(Fixtures.consented(KEY, world.now()));

            assertThat(world.deadLetters()).singleElement().satisfies(dead -> assertThat(
                            new String(dead.headers().lastHeader("reason").value(), UTF_8))
                    .isEqualTo("the rules failed on it (IllegalArgumentException)"));
            assertThat(accounts.get(key)).isEqualTo(spoiled);
            assertThat(world.meters().updatesFailed()).isEqualTo(1);
        }
    }

    @Test
    void accountThatWouldGrowTooLargeStaysAsItWas() {
        try (World world = new World(directory)) {
            String page = Family.PAGE;
            Token large = Token.newBuilder(Family.page(page, Family.ANNA, world.now()))
                    .setSealedToken("x".repeat(120 << 10))
                    .build();
            for (int i = 0; i < 20; i++) {
                world.read(Family.offer(
                        Token.newBuilder(large)
                                .setParentAccount("facebook-main:" + i)
                                .build(),
                        world.now()));
            }

            assertThat(world.deadLetters()).hasSizeBetween(10, 15);
            assertThat(world.meters().updatesFailed()).isPositive();
            assertThat(world.pass(Duration.ofDays(2)).commands()).isNotEmpty();
        }
    }

    private static Arguments token(Token.Builder token) {
        return Arguments.of("tokens", Topics.TOKENS.codec().encode(token.build()));
    }

    private static Arguments outcome(RefreshOutcome.Builder outcome) {
        return Arguments.of("refresh-outcomes", Topics.REFRESH_OUTCOMES.codec().encode(outcome.build()));
    }

    private static Arguments accountCommand(AccountCommand.Builder accountCommand) {
        return Arguments.of("account-commands", Topics.ACCOUNT_COMMANDS.codec().encode(accountCommand.build()));
    }

    private static AccountCommand.Builder revoke(Token token) {
        return AccountCommand.newBuilder(Fixtures.revokeUnused(token, NOW));
    }

    private static Token gone(Token token) {
        return Token.newBuilder(token)
                .setState(TokenState.GONE)
                .setGoneReason(GoneReason.EXPIRED)
                .setSealedToken(null)
                .build();
    }

    private static Arguments link(RefreshWorkerLink.Builder link) {
        return Arguments.of(
                "refresh-worker-links", Topics.REFRESH_WORKER_LINKS.codec().encode(link.build()));
    }

    private static RefreshOutcome outcome() {
        RefreshCommand command = RefreshCommand.newBuilder()
                .setCommandId("id")
                .setAccount(KEY)
                .setKind(CommandKind.REFRESH)
                .setToken(Fixtures.consented(KEY, NOW))
                .setIssuedAt(NOW)
                .setNotAfter(NOW)
                .build();
        return Fixtures.outcome(command, RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT, NOW);
    }

    private static RefreshWorkerLink link() {
        return RefreshWorkerLink.newBuilder()
                .setKind(LinkKind.ALIAS)
                .setTargets(List.of("threads-main:1"))
                .setOrderedAt(NOW)
                .build();
    }
}
