package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.callback.deletion.FakeDeletions;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.callback.CallbackAnswer;
import io.tokenkeep.simulator.callback.CallbackKind;
import io.tokenkeep.simulator.callback.CallbackOrder;
import io.tokenkeep.simulator.callback.SentCallback;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The simulator of Meta calls the whole service, with a broker behind it. */
@ExtendWith(KafkaExtension.class)
class MetaCallsIT {

    private static final String CLIENT = "1234567890";
    private static final String SECRET = "the-secret-of-the-app";
    private static final String PERSON = "27640875392278831";
    private static final String ACCOUNT = "threads-main:" + PERSON;

    private final Vertx vertx = Vertx.vertx();
    private TestService service;
    private Simulator meta;

    @BeforeEach
    void start(LocalKafka kafka) {
        service = service(kafka).awaitHealthy();
        meta = join(Simulator.start(vertx, SimulatorConfig.defaults(), Clock.systemUTC()));
        String address = "http://127.0.0.1:" + service.running().publicPort() + "/callback/threads-main/";
        meta.register(new RegisteredApp(
                CLIENT,
                "App",
                List.of(SECRET, "another-secret-of-the-app"),
                List.of(address),
                address + "deauthorize",
                address + "delete"));
    }

    @AfterEach
    void stop() {
        service.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bothCallsAreInKafkaOnceAnsweredAndAReplayIsTheSame(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        int before = commands(topics).size();

        CallbackAnswer removed = call(CallbackKind.DEAUTHORIZE);
        CallbackAnswer deleted = call(CallbackKind.DELETE);

        assertThat(removed.isAccepted()).isTrue();
        assertThat(deleted.isAccepted()).isTrue();
        String code = Objects.requireNonNull(deleted.receipt()).confirmationCode();
        List<AccountCommand> commands = commands(topics);
        assertThat(commands.subList(before, commands.size()))
                .extracting(AccountCommand::getKind)
                .containsExactly(AccountCommandKind.DEAUTHORIZED, AccountCommandKind.DELETE_DATA);
        AccountCommand deletion = commands.get(commands.size() - 1);
        assertThat(deletion.getAccount()).isEqualTo(ACCOUNT);
        assertThat(deletion.getConfirmationCode()).isEqualTo(code);
        assertThat(receipts(topics, code)).extracting(DataDeletion::getState).containsOnly(DeletionState.RECEIVED);

        SentCallback replayed = join(meta.callbacks().replay(CallbackKind.DELETE, CLIENT, PERSON));

        assertThat(Objects.requireNonNull(replayed.answer()).receipt()).isEqualTo(deleted.receipt());
        List<AccountCommand> afterwards = commands(topics);
        assertThat(afterwards.get(afterwards.size() - 1).getRequestId()).isEqualTo(deletion.getRequestId());
    }

    @Test
    void pageFollowsTheDeletionAlsoAfterARestart(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        CallbackAnswer deleted = call(CallbackKind.DELETE);
        String code = Objects.requireNonNull(deleted.receipt()).confirmationCode();
        String path =
                URI.create(Objects.requireNonNull(deleted.receipt()).url()).getPath();
        TestBrowser browser = service.browser();
        await().atMost(LIMIT).until(() -> page(browser.get(path)).equals("200 deletion-received"));

        topics.write(Topics.DATA_DELETIONS.record(code, FakeDeletions.of(code, DeletionState.DONE, Instant.now())));
        await().atMost(LIMIT).until(() -> page(browser.get(path)).equals("200 deletion-done"));
        int receipts = receipts(topics, code).size();
        assertThat(Objects.requireNonNull(join(meta.callbacks().replay(CallbackKind.DELETE, CLIENT, PERSON))
                                .answer())
                        .receipt())
                .isEqualTo(deleted.receipt());
        assertThat(receipts(topics, code)).hasSize(receipts);

        try (TestService again = service(kafka).awaitHealthy()) {
            assertThat(page(again.browser().get(path))).isEqualTo("200 deletion-done");
        }
    }

    @Test
    void whoSignsWithAnythingElseIsRefused(LocalKafka kafka) {
        CallbackOrder order = CallbackOrder.of(CallbackKind.DELETE, CLIENT, "1");

        assertThat(answer(meta.callbacks().call(order.withSecret("a-strangers-secret")))
                        .status())
                .isEqualTo(403);
        assertThat(answer(meta.callbacks().call(order.withAlgorithm("none"))).status())
                .isEqualTo(400);
        assertThat(answer(meta.callbacks().call(order.withSecret("another-secret-of-the-app")))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void callDuringAnOutageIsReportedToComeAgainAndThenTaken(LocalKafka kafka) {
        kafka.stop();
        try {
            for (CallbackKind kind : CallbackKind.values()) {
                assertThat(call(kind).status()).isEqualTo(503);
            }
        } finally {
            kafka.restart();
        }

        for (CallbackKind kind : CallbackKind.values()) {
            await().atMost(LIMIT).until(() -> answer(meta.callbacks().replay(kind, CLIENT, PERSON))
                    .isAccepted());
        }
        TestTopics topics = new TestTopics(kafka);
        assertThat(commands(topics))
                .extracting(AccountCommand::getKind)
                .contains(AccountCommandKind.DEAUTHORIZED, AccountCommandKind.DELETE_DATA);
        service.awaitHealthy();
    }

    private CallbackAnswer call(CallbackKind kind) {
        return answer(meta.callbacks().call(CallbackOrder.of(kind, CLIENT, PERSON)));
    }

    private static CallbackAnswer answer(Future<SentCallback> sent) {
        return Objects.requireNonNull(join(sent).answer());
    }

    private static List<AccountCommand> commands(TestTopics topics) {
        return values(topics, Topics.ACCOUNT_COMMANDS).stream()
                .filter(command -> command.getAccount().equals(ACCOUNT))
                .toList();
    }

    private static List<DataDeletion> receipts(TestTopics topics, String code) {
        return values(topics, Topics.DATA_DELETIONS).stream()
                .filter(deletion -> deletion.getConfirmationCode().equals(code))
                .toList();
    }

    private static <V extends SpecificRecord> List<V> values(TestTopics topics, Topic<V> topic) {
        return topics.read(topic.name()).stream()
                .map(record -> {
                    try {
                        return topic.codec().decode(record.value());
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static TestService service(LocalKafka kafka) {
        return TestService.start(TestSettings.of(kafka.bootstrapServers())
                .with("publish.timeout", "8s")
                .with("apps.threads-main.client.secrets", SECRET + ",another-secret-of-the-app")
                .with("apps.other.client.secrets", "a-secret-of-its-own"));
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
