package io.tokenkeep.exchange.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that can be read and make no sense. */
class CommandJobsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String KEY = "threads-main:27640875392278831";

    static Stream<Consumer<RefreshCommand.Builder>> nonsense() {
        return Stream.of(
                command -> command.setCommandId(" "),
                command -> command.setNotAfter(Instant.ofEpochMilli(Long.MAX_VALUE)),
                command -> command.setIssuedAt(Instant.EPOCH),
                command -> command.setToken(token().setSequence(-1).build()),
                command -> command.setToken(token().setSealedToken(null).build()),
                command -> command.setToken(token().setAliases(List.of("")).build()),
                command -> command.setToken(token().setExpiresAt(Instant.ofEpochMilli(Long.MIN_VALUE))
                        .build()),
                command -> command.setToken(
                        token().setOrderedAt(NOW.plus(Duration.ofHours(20))).build()));
    }

    @Test
    void commandThatMakesSenseIsRead() throws UnreadableRecordException {
        assertThat(CommandJobs.read(record(command().build()), NOW))
                .isEqualTo(command().build());
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void commandThatMakesNoneIsADeadLetter(Consumer<RefreshCommand.Builder> change) {
        RefreshCommand.Builder command = command();
        change.accept(command);

        assertThatThrownBy(() -> CommandJobs.read(record(command.build()), NOW))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void randomCommandsAreReadOrRefusedAndNeverThrowAnythingElse() {
        Random random = new Random(4711);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            Instant any = random.nextBoolean()
                    ? Instant.ofEpochMilli(random.nextLong())
                    : NOW.plusSeconds(random.nextInt(2_000_000) - 1_000_000);
            RefreshCommand command = command()
                    .setNotAfter(random.nextInt(4) == 0 ? any : NOW)
                    .setToken(token().setSequence(random.nextInt(10) == 0 ? random.nextLong() : 1)
                            .setExpiresAt(random.nextInt(4) == 0 ? any : null)
                            .setState(random.nextInt(3) == 0 ? TokenState.GONE : TokenState.LIVE)
                            .build())
                    .build();
            refused += isRead(command) ? 0 : 1;
        }
        assertThat(refused).isBetween(1000, 9500);
    }

    private static boolean isRead(RefreshCommand command) {
        try {
            assertThat(CommandJobs.read(record(command), NOW)).isEqualTo(command);
            return true;
        } catch (UnreadableRecordException e) {
            return false;
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(RefreshCommand command) {
        return new ConsumerRecord<>(
                Topics.REFRESH_COMMANDS.name(),
                0,
                0,
                KEY.getBytes(UTF_8),
                Topics.REFRESH_COMMANDS.codec().encode(command));
    }

    private static RefreshCommand.Builder command() {
        return RefreshCommand.newBuilder()
                .setCommandId("an-id")
                .setAccount(KEY)
                .setKind(CommandKind.VERIFY)
                .setToken(token().build())
                .setIssuedAt(NOW)
                .setNotAfter(NOW.plusSeconds(600));
    }

    private static Token.Builder token() {
        return Token.newBuilder()
                .setApp("threads-main")
                .setAccountId("27640875392278831")
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setSealedToken("sealed")
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(NOW)
                .setOrderedAt(NOW)
                .setSequence(0);
    }
}
