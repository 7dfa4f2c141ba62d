package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The instance that carries a bulk action out is killed with SIGKILL, and another one goes on. */
@ExtendWith(KafkaExtension.class)
class BulkKillIT {

    private static final int ACCOUNTS = 60;
    private static final int WINDOW = 20;

    @TempDir
    private Path directory;

    @Test
    void nextOwnerGoesOnWhereTheKilledOneStoppedAndEachAccountGetsOneCommand(LocalKafka kafka) throws Exception {
        int port = LocalPorts.free(new SecureRandom());
        Map<String, String> settings = new HashMap<>(TestConsole.settings(kafka.bootstrapServers()));
        settings.put("bulk.window", Integer.toString(WINDOW));
        BulkTopics topics = new BulkTopics(kafka);
        Vertx vertx = Vertx.vertx();
        String id;
        try (ServiceJvm killed = OwnProcess.start(settings, port, directory)) {
            // Alone, so it owns every partition.
            ApiClient api = OwnProcess.client(vertx, port);
            OwnProcess.awaitAnswer(api);
            writeAccounts(topics);
            awaitAccounts(api, ACCOUNTS);
            id = api.post(
                            "/bulk-actions",
                            new JsonObject().put("action", "VERIFY").put("filter", new JsonObject()))
                    .json()
                    .getString("id");
            await().atMost(TestConsole.LIMIT).until(() -> state(api, id).equals("PREPARED"));
            assertThat(api.send("POST", "/bulk-actions/" + id + "/start", null).status())
                    .isEqualTo(200);
            topics.awaitCommands(id, WINDOW);

            killed.kill();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        try (TestConsole next = TestConsole.start(settings).awaitHealthy()) {
            Set<String> answered = new HashSet<>();
            await().atMost(TestConsole.LIMIT).until(() -> {
                for (AccountCommand command : topics.commands(id)) {
                    if (answered.add(command.getRequestId())) {
                        topics.answer(command.getRequestId(), ActionResult.VERIFIED, FailureClass.NONE);
                    }
                }
                return state(next.client(), id).equals("ENDED");
            });

            Map<String, String> accounts = new HashMap<>();
            topics.commands(id)
                    .forEach(command -> accounts.merge(command.getRequestId(), command.getAccount(), (one, other) -> {
                        assertThat(other).as("a repeated command").isEqualTo(one);
                        return one;
                    }));
            assertThat(accounts).hasSize(ACCOUNTS);
            assertThat(new HashSet<>(accounts.values())).hasSize(ACCOUNTS);
            JsonObject ended = next.client().get("/bulk-actions/" + id).json();
            assertThat(ended.getJsonObject("results")).isEqualTo(new JsonObject().put("VERIFIED", ACCOUNTS));
        }
    }

    @Test
    void twoInstancesShareTheBulkActionsOfTheirPartitions(LocalKafka kafka) {
        Map<String, String> settings = new HashMap<>(TestConsole.settings(kafka.bootstrapServers()));
        settings.put("topics.prefix", "two.");
        BulkTopics topics = new BulkTopics(kafka, "two.");
        try (TestConsole one = TestConsole.start(settings).awaitHealthy();
                TestConsole two = TestConsole.start(settings).awaitHealthy()) {
            topics.write(Topics.ACCOUNT_STATUS.record(
                    "threads-main:1", TestStatus.of("1", StatusState.CONNECTED).build()));
            for (TestConsole each : new TestConsole[] {one, two}) {
                awaitAccounts(each.client(), 1);
            }
            // On all three partitions with near certainty, so each instance has some.
            for (int i = 0; i < 12; i++) {
                TestConsole maker = i % 2 == 0 ? one : two;
                TestConsole starter = i % 2 == 0 ? two : one;
                String id = maker.client()
                        .post(
                                "/bulk-actions",
                                new JsonObject().put("action", "REFRESH").put("filter", new JsonObject()))
                        .json()
                        .getString("id");
                await().atMost(TestConsole.LIMIT)
                        .until(() -> state(starter.client(), id).equals("PREPARED"));
                assertThat(starter.client()
                                .send("POST", "/bulk-actions/" + id + "/start", null)
                                .status())
                        .isEqualTo(200);
                topics.awaitCommands(id, 1);
                topics.answer(id + ".0", ActionResult.REFRESHED, FailureClass.NONE);
                await().atMost(TestConsole.LIMIT)
                        .until(() -> state(maker.client(), id).equals("ENDED"));
                assertThat(topics.commands(id)).hasSize(1);
            }
        }
    }

    @Test
    void sameRequestAtTwoInstancesAtOnceMakesOneBulkAction(LocalKafka kafka) {
        Map<String, String> settings = new HashMap<>(TestConsole.settings(kafka.bootstrapServers()));
        settings.put("topics.prefix", "same.");
        BulkTopics topics = new BulkTopics(kafka, "same.");
        try (TestConsole one = TestConsole.start(settings).awaitHealthy();
                TestConsole two = TestConsole.start(settings).awaitHealthy()) {
            topics.write(Topics.ACCOUNT_STATUS.record(
                    "threads-main:1", TestStatus.of("1", StatusState.CONNECTED).build()));
            for (TestConsole each : new TestConsole[] {one, two}) {
                awaitAccounts(each.client(), 1);
            }
            for (int i = 0; i < 5; i++) {
                String key = "same-" + i;
                CompletableFuture<JsonObject> first = CompletableFuture.supplyAsync(() -> make(one.client(), key));
                CompletableFuture<JsonObject> second = CompletableFuture.supplyAsync(() -> make(two.client(), key));

                String id = first.join().getString("id");

                assertThat(second.join().getString("id")).isEqualTo(id);
                assertThat(second.join().getString("createdAt"))
                        .as("of the first record")
                        .isEqualTo(first.join().getString("createdAt"));
                await().atMost(TestConsole.LIMIT)
                        .until(() -> state(one.client(), id).equals("PREPARED"));
                await().atMost(TestConsole.LIMIT)
                        .until(() -> state(two.client(), id).equals("PREPARED"));
            }
        }
    }

    private static JsonObject make(ApiClient api, String key) {
        return api.with("Idempotency-Key", key)
                .post("/bulk-actions", new JsonObject().put("action", "VERIFY").put("filter", new JsonObject()))
                .json();
    }

    private static void awaitAccounts(ApiClient api, int total) {
        await().atMost(TestConsole.LIMIT)
                .until(() -> api.get("/accounts").json().getInteger("total", -1) == total);
    }

    private static String state(ApiClient api, String id) {
        return api.get("/bulk-actions/" + id).json().getString("state", "");
    }

    private static void writeAccounts(BulkTopics topics) {
        for (int i = 0; i < ACCOUNTS; i++) {
            topics.write(Topics.ACCOUNT_STATUS.record(
                    "threads-main:" + i,
                    TestStatus.of(Integer.toString(i), StatusState.CONNECTED).build()));
        }
    }
}
