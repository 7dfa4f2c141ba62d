package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.Commands.Account;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.topic.Topics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every command is answered, by a token or by an outcome. One worker serves all of these. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {

    private static final String OLD_KEY = KeySet.generate("tokens-0", new SecureRandom());

    private ExchangeBench bench;
    private Commands commands;
    private TestWorker worker;

    @BeforeAll
    void open(LocalKafka kafka) throws Exception {
        bench = new ExchangeBench(kafka);
        commands = new Commands(bench);
        worker = bench.start(bench.settings().with("tokens.keys", rotated()));
    }

    /** The active key of all tests, and an older one that still opens. */
    private static String rotated() {
        String old = OLD_KEY.replace("\"active\"", "\"open\"");
        return "{\"keys\":[" + inner(TestSettings.TOKENS_KEYS) + "," + inner(old) + "]}";
    }

    private static String inner(String keySet) {
        return keySet.substring(keySet.indexOf('[') + 1, keySet.lastIndexOf(']'));
    }

    @AfterEach
    void calm() {
        assertThat(worker.hasFailed()).isFalse();
        bench.simulator().faults().clear();
        for (Switch each : Switch.values()) {
            bench.simulator().switches().turnOff(each);
        }
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void refreshIsAnsweredByTheNextToken() throws Exception {
        Account account = commands.account(MAIN);

        RefreshCommand command = commands.send(commands.command(CommandKind.REFRESH, account));

        Token next = commands.published(command);
        Token before = account.token();
        assertThat(next.getOrderedAt()).isEqualTo(before.getOrderedAt());
        assertThat(next.getSequence()).isEqualTo(before.getSequence() + 1);
        assertThat(next.getDisplayName()).isEqualTo(account.username());
        Instant issuedAt = Objects.requireNonNull(next.getIssuedAt());
        assertThat(issuedAt).isAfterOrEqualTo(before.getOrderedAt());
        assertThat(next.getExpiresAt()).isEqualTo(issuedAt.plus(Duration.ofDays(60)));
        assertThat(next.getRefreshableAt()).isEqualTo(issuedAt.plus(Duration.ofHours(24)));
        assertThat(opened(next)).isNotEqualTo(account.secret());
        assertThat(bench.simulator().tokens().alive(opened(next))).isTrue();
        assertThat(worker.metrics()).contains("result=\"PUBLISHED\"");
    }

    @Test
    void sameTokenWithALaterEndIsPublished() throws Exception {
        bench.simulator().switches().turnOn(Switch.REFRESH_KEEPS_TOKEN);
        Account account = commands.account(MAIN);

        RefreshCommand command = commands.send(commands.command(CommandKind.REFRESH, account));

        assertThat(opened(commands.published(command))).isEqualTo(account.secret());
    }

    @Test
    void sameTokenWithTheSameEndIsUnchanged() throws Exception {
        bench.simulator().switches().turnOn(Switch.REFRESH_KEEPS_TOKEN);
        Account account = commands.account(MAIN);
        Instant later = Instant.now().plus(Duration.ofDays(61)).truncatedTo(ChronoUnit.MILLIS);

        RefreshCommand command = commands.send(commands.command(
                CommandKind.REFRESH,
                account.key(),
                Token.newBuilder(account.token()).setExpiresAt(later).build()));

        RefreshOutcome outcome = commands.outcome(command);
        assertThat(outcome.getResult()).isEqualTo(RefreshResult.UNCHANGED);
        // And the end is the one that the provider tells, though it comes earlier than was known.
        assertThat(outcome.getExpiresAt()).isCloseTo(later.minus(Duration.ofDays(1)), within(1, ChronoUnit.MINUTES));
        assertThat(commands.tokens(account)).isEmpty();
    }

    @Test
    void verificationTellsTheNameAndTheClocksItCanLearn() throws Exception {
        Account account = commands.account(MAIN);
        RefreshOutcome plain = commands.outcome(commands.send(commands.command(CommandKind.VERIFY, account)));
        bench.simulator().switches().turnOn(Switch.DEBUG_OPEN_TO_ALL);
        RefreshOutcome full = commands.outcome(commands.send(commands.command(CommandKind.VERIFY, account)));

        assertThat(plain.getResult()).isEqualTo(RefreshResult.VERIFIED);
        assertThat(plain.getDisplayName()).isEqualTo(account.username());
        assertThat(plain.getExpiresAt()).isNull();
        assertThat(plain.getOrderedAt()).isEqualTo(account.token().getOrderedAt());
        assertThat(plain.getSequence()).isEqualTo(4);
        assertThat(full.getResult()).isEqualTo(RefreshResult.VERIFIED);
        assertThat(full.getScopes()).containsExactly("threads_basic");
        assertThat(full.getExpiresAt()).isAfter(Instant.now().plus(Duration.ofDays(59)));
        assertThat(full.getDataAccessExpiresAt()).isAfter(Instant.now().plus(Duration.ofDays(89)));
    }

    @Test
    void tokenIsPublishedAnewUnderTheActiveKeyWithTheRankItCameWith() throws Exception {
        Account account = commands.account(MAIN, OLD_KEY);

        RefreshCommand command = commands.publish(PublishForm.TOKEN, account, account.token());

        Token published = commands.published(command);
        assertThat(Sealer.kidOf(account.token().getSealedToken())).isEqualTo("tokens-0");
        assertThat(Sealer.kidOf(published.getSealedToken())).isEqualTo("tokens-1");
        assertThat(opened(published)).isEqualTo(account.secret());
        assertThat(published.getSequence()).isEqualTo(account.token().getSequence());
        assertThat(commands.uses(account)).isZero();
    }

    @Test
    void goneIsPublishedWithoutASecretAndThenRemovedByANull() throws Exception {
        Account account = commands.account(MAIN);
        Token gone = Token.newBuilder(account.token())
                .setState(TokenState.GONE)
                .setGoneReason(GoneReason.DATA_DELETED)
                .setSequence(5)
                .build();

        RefreshCommand command = commands.publish(PublishForm.GONE, account, gone);
        Token published = commands.published(command);
        commands.publish(PublishForm.NULL, account, gone);
        bench.tail(Topics.TOKENS.name())
                .await(record -> TopicTail.hasKey(record, account.key()) && record.value() == null);

        assertThat(published.getState()).isEqualTo(TokenState.GONE);
        assertThat(published.getSealedToken()).isNull();
        assertThat(published.getSequence()).isEqualTo(5);
        assertThat(commands.tokens(account)).hasSize(2).last().isNull();
    }

    @Test
    void commandsOfOneAccountAreAnsweredInTheirOrder() throws Exception {
        bench.simulator().switches().turnOn(Switch.REFRESH_KILLS_OLD_TOKEN);
        Account account = commands.account(MAIN);
        bench.simulator()
                .inject(FaultRule.on(Endpoint.REFRESH, Fault.latency(Duration.ofMillis(500)))
                        .once());

        RefreshCommand slow = commands.send(commands.command(CommandKind.REFRESH, account));
        RefreshCommand quick = commands.send(commands.command(CommandKind.VERIFY, account));

        // Only after the refresh is the token dead.
        assertThat(commands.outcome(quick).getResult()).isEqualTo(RefreshResult.REFUSED);
        commands.published(slow);
    }

    @Test
    void abortedCommandIsNotCarriedOut() throws Exception {
        Account aborted = commands.account(MAIN);
        Account committed = commands.account(MAIN);
        RefreshCommand never = commands.command(CommandKind.REFRESH, aborted).build();
        RefreshCommand once = commands.command(CommandKind.REFRESH, committed).build();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bench.kafka().bootstrapServers(), "transactional.id", "as-refresh-worker");

        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Topics.REFRESH_COMMANDS.record(never.getAccount(), never))
                    .get(30, TimeUnit.SECONDS);
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(Topics.REFRESH_COMMANDS.record(once.getAccount(), once))
                    .get(30, TimeUnit.SECONDS);
            producer.commitTransaction();
        }

        commands.published(once);
        // Control records stand at the end, and are passed over.
        bench.awaitCommitted("tokenkeep-exchange-commands", Topics.REFRESH_COMMANDS.name());
        assertThat(commands.uses(aborted)).isZero();
    }

    @Test
    void unreadableCommandIsSetAsideAndTheNextIsCarriedOut() throws Exception {
        Account account = commands.account(MAIN);
        RefreshCommand misplaced =
                commands.command(CommandKind.REFRESH, account).build();

        bench.send(new ProducerRecord<>(
                Topics.REFRESH_COMMANDS.name(), "plain".getBytes(UTF_8), "not a command".getBytes(UTF_8)));
        bench.send(Topics.REFRESH_COMMANDS.record("someone-else:1", misplaced));
        RefreshCommand next = commands.send(commands.command(CommandKind.REFRESH, account));

        commands.published(next);
        assertThat(reason("plain")).isNotBlank();
        assertThat(reason("someone-else:1")).contains("do not name the same account");
        assertThat(commands.tokens(account)).hasSize(1);
    }

    private String reason(String key) {
        var letter = bench.tail(Topics.DEAD_LETTERS_NAME).await(record -> TopicTail.hasKey(record, key));
        return new String(letter.headers().lastHeader("reason").value(), UTF_8);
    }

    private static String opened(Token token) throws Exception {
        return new Opener(KeySet.parse(TestSettings.TOKENS_KEYS), Purpose.ACCESS_TOKEN)
                .open(token.getApp() + ":" + token.getAccountId(), Objects.requireNonNull(token.getSealedToken()));
    }
}
