package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.TestEvent;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The histories of accounts; events come as refresh-worker writes them. */
@ExtendWith(KafkaExtension.class)
class HistoryIT {

    private static final String PATH = "/accounts/threads-main%3A1/events";

    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        status("1", StatusState.CONNECTED, "7");
        status("2", StatusState.CONNECTED, "8");
        write(TestEvent.of("threads-main:1", "e1", EventKind.CONNECTED)
                .setExpiresAt(TestStatus.CHANGED.plusSeconds(60))
                .build());
        write(TestEvent.of("threads-main:1", "e2", EventKind.REFRESH_FAILED)
                .setAt(TestStatus.CHANGED.plusSeconds(1))
                .setFailureClass(FailureClass.TRANSIENT)
                .setErrorCode(2)
                .setErrorSubcode(99)
                .build());
        write(TestEvent.ended("threads-main:1", "r1", ActionResult.VERIFIED, FailureClass.NONE));
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> items(console, PATH).size() == 3);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void historyHasAllThatIsKnownOfAnEvent() {
        JsonArray items = items(console, PATH);

        assertThat(items.getJsonObject(0))
                .isEqualTo(new JsonObject(Map.of(
                        "eventId",
                        "e2",
                        "kind",
                        "REFRESH_FAILED",
                        "at",
                        TestStatus.CHANGED.plusSeconds(1).toString(),
                        "failureClass",
                        "TRANSIENT",
                        "errorCode",
                        2,
                        "errorSubcode",
                        99)));
        assertThat(items.getJsonObject(1).getString("requestId")).isEqualTo("r1");
        assertThat(items.getJsonObject(1).getString("result")).isEqualTo("VERIFIED");
        assertThat(items.getJsonObject(2).getString("expiresAt"))
                .isEqualTo(TestStatus.CHANGED.plusSeconds(60).toString());
    }

    @Test
    void pagesFollowOneAnother() {
        JsonObject first = console.client().get(PATH + "?limit=2").json();
        JsonObject second = console.client()
                .get(PATH + "?limit=2&before=" + first.getString("next"))
                .json();

        assertThat(ids(first.getJsonArray("items"))).containsExactly("e2", "end of r1");
        assertThat(ids(second.getJsonArray("items"))).containsExactly("e1");
        assertThat(second.containsKey("next")).isFalse();
        assertThat(second.containsKey("completeSince")).isFalse();
    }

    @Test
    void keyOfAClientSeesTheHistoriesOfItsAccountsAlone() {
        JsonObject key =
                new JsonObject().put("name", "program").put("role", "READ").put("clients", new JsonArray().add("7"));
        ApiClient limited =
                console.client(console.client().post("/keys", key).json().getString("key"));

        assertThat(limited.get(PATH).status()).isEqualTo(200);
        assertThat(limited.get("/accounts/threads-main%3A2/events").problem()).isEqualTo("404 not-found");
        assertThat(console.client().get("/accounts/threads-main%3A2/events").status())
                .isEqualTo(200);
        assertThat(console.client().get("/accounts/threads-main%3A999/events").problem())
                .isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "before=x", "before=1", "before=1.2.3"})
    void queryThatIsNotValidIsRefused(String query) {
        assertThat(console.client().get(PATH + "?" + query).problem()).isEqualTo("400 invalid-request");
    }

    @Test
    void deletionEndsAHistoryForEverAlsoIfThePersonComesBack(LocalKafka kafka) {
        String path = "/accounts/threads-main%3A3/events";
        status("3", StatusState.CONNECTED, "7");
        write(TestEvent.of("threads-main:3", "before", EventKind.CONNECTED).build());
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> items(console, path).size() == 1);
        status("3", StatusState.DELETED, "7");
        write(TestEvent.of("threads-main:3", "deleted", EventKind.DELETED).build());
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get(path).status() == 404);
        status("3", StatusState.CONNECTED, "7");
        write(TestEvent.of("threads-main:3", "after", EventKind.CONNECTED).build());

        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> ids(items(console, path))
                .equals(List.of("after")));
        try (TestConsole again = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            assertThat(ids(items(again, path))).containsExactly("after");
        }
    }

    @Test
    void answerSaysSinceWhenAHistoryIsComplete(LocalKafka kafka) {
        var settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("events.limit", "1");
        try (TestConsole small = TestConsole.start(settings).awaitHealthy()) {
            assertThat(small.client().get(PATH).json().getString("completeSince"))
                    .isNotNull();
        }
    }

    private static JsonArray items(TestConsole from, String path) {
        return from.client().get(path).json().getJsonArray("items", new JsonArray());
    }

    private static List<String> ids(JsonArray items) {
        return items.stream()
                .map(item -> ((JsonObject) item).getString("eventId"))
                .toList();
    }

    private static void status(String id, StatusState state, String client) {
        topics.write(Topics.ACCOUNT_STATUS.record(
                "threads-main:" + id, TestStatus.of(id, state).setClient(client).build()));
    }

    private static void write(AccountEvent event) {
        topics.write(Topics.ACCOUNT_EVENTS.record(event.getAccount(), event));
    }
}
