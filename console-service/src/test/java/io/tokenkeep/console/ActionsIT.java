package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.account.TestEvent;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions on single accounts; their ends come as refresh-worker writes them. */
@ExtendWith(KafkaExtension.class)
class ActionsIT {

    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        status("1", StatusState.CONNECTED, "7");
        status("2", StatusState.CONNECTED, "8");
        status("3", StatusState.DISCONNECTED, "7");
        status("4", StatusState.DEAUTHORIZED, "7");
        status("5", StatusState.REAUTHORIZATION_REQUIRED, "7");
        status("6", StatusState.DELETED, "7");
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get("/accounts").json().getInteger("total") == 5);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({"REFRESH, REFRESH_NOW", "VERIFY, VERIFY_NOW", "DISCONNECT, DISCONNECT"})
    void actionIsACommandThatWaitsForItsEnd(String action, AccountCommandKind kind) throws Exception {
        Answer begun = act("5", action);

        assertThat(begun.status()).isEqualTo(202);
        String id = begun.json().getString("id");
        assertThat(begun.json())
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("account", "threads-main:5")
                        .put("action", action)
                        .put("state", "WAITING"));
        AccountCommand command = topics.last(Topics.ACCOUNT_COMMANDS, "threads-main:5");
        assertThat(command.getRequestId()).isEqualTo(id);
        assertThat(command.getKind()).isEqualTo(kind);
        assertThat(command.getBehindDue()).isFalse();
        assertThat(console.client()
                        .with("Tokenkeep-Position", begun.position())
                        .get(path("5") + "/" + id)
                        .json())
                .isEqualTo(begun.json());

        write(TestEvent.ended("threads-main:5", id, ActionResult.REFUSED, FailureClass.REAUTHORIZE));
        JsonObject ended = awaitEnded("5", id);

        assertThat(ended)
                .isEqualTo(begun.json()
                        .copy()
                        .put("state", "ENDED")
                        .put("result", "REFUSED")
                        .put("failureClass", "REAUTHORIZE")
                        .put("at", TestStatus.CHANGED.toString()));
    }

    @Test
    void anotherInstanceAnswersTheSameAndALaterOneToo(LocalKafka kafka) {
        Answer begun = act("1", "VERIFY");
        String path = path("1") + "/" + begun.json().getString("id");
        write(TestEvent.ended(
                "threads-main:1", begun.json().getString("id"), ActionResult.VERIFIED, FailureClass.NONE));
        JsonObject ended = awaitEnded("1", begun.json().getString("id"));

        try (TestConsole other = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            assertThat(other.client().get(path).json()).isEqualTo(ended);
        }
    }

    @Test
    void repeatedRequestIsTheSameActionAlsoAfterItEndedTheAccount() {
        status("7", StatusState.CONNECTED, "7");
        awaitState("7", "CONNECTED");
        ApiClient api = console.client().with("Idempotency-Key", "end-7");
        Answer begun = api.post(path("7"), new JsonObject().put("action", "DISCONNECT"));
        status("7", StatusState.DISCONNECTED, "7");
        awaitState("7", "DISCONNECTED");

        Answer again = api.post(path("7"), new JsonObject().put("action", "DISCONNECT"));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(begun.json());
        assertThat(commands("threads-main:7")).hasSize(1);
        assertThat(api.post(path("7"), new JsonObject().put("action", "VERIFY")).problem())
                .isEqualTo("422 idempotency-key-reused");
        assertThat(api.post(path("1"), new JsonObject().put("action", "DISCONNECT"))
                        .problem())
                .as("another account is another request")
                .isEqualTo("422 idempotency-key-reused");
    }

    @Test
    void auditHasTheKeyAndNotTheAccount() throws Exception {
        Answer begun = act("1", "REFRESH");

        var entry = topics.last(Topics.CONSOLE_AUDIT, "accounts");
        assertThat(entry.getChangeId()).isEqualTo(begun.json().getString("id"));
        assertThat(entry.getOperation()).isEqualTo("startAction");
        assertThat(entry.getDetail()).isEqualTo("REFRESH of an account of threads-main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void accountThatWasEndedOnPurposeIsRefused(String id) {
        Answer refused = act(id, "REFRESH");

        assertThat(refused.problem()).isEqualTo("409 ended");
        assertThat(refused.json().getString("detail")).contains("new consent");
        assertThat(commands("threads-main:" + id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "999"})
    void deletedAndUnknownAccountAreNotFound(String id) {
        assertThat(act(id, "DISCONNECT").problem()).isEqualTo("404 not-found");
        assertThat(commands("threads-main:" + id)).isEmpty();
    }

    @Test
    void keyOfAClientActsOnItsAccountsAlone() {
        String id = act("2", "VERIFY").json().getString("id");
        ApiClient limited = limited("OPERATE");

        assertThat(limited.post(path("1"), new JsonObject().put("action", "VERIFY"))
                        .status())
                .isEqualTo(202);
        assertThat(limited.post(path("2"), new JsonObject().put("action", "DISCONNECT"))
                        .problem())
                .isEqualTo("404 not-found");
        assertThat(limited.get(path("2") + "/" + id).problem()).isEqualTo("404 not-found");
        assertThat(limited.get(path("1") + "/" + id).problem())
                .as("an id belongs to its account")
                .isEqualTo("404 not-found");
        assertThat(limited("READ")
                        .post(path("1"), new JsonObject().put("action", "VERIFY"))
                        .problem())
                .isEqualTo("403 forbidden");
    }

    @Test
    void idThatNobodyAskedForIsNotFound() {
        assertThat(console.client().get(path("1") + "/nothing").problem()).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"action\":\"REVOKE\"}", "{\"action\":\"VERIFY\",\"more\":1}", "[]", "{"})
    void bodyThatIsNotValidIsRefused(String body) {
        assertThat(console.client().send("POST", path("1"), body).problem()).isEqualTo("400 invalid-request");
    }

    @Test
    void moreActionsThanTheLimitFailTheHealthAndForgetTheOldest(LocalKafka kafka) {
        var settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("actions.limit", "1");
        String first = act("1", "VERIFY").json().getString("id");
        act("5", "VERIFY");
        try (TestConsole small = TestConsole.start(settings)) {
            Awaitility.await().atMost(TestConsole.LIMIT).until(() -> small.reasons().stream()
                    .anyMatch(text -> text.contains("actions.limit")));
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() ->
                            small.client().get("/accounts/threads-main%3A1").status() == 200);
            Answer last = small.client().post(path("1"), new JsonObject().put("action", "VERIFY"));
            assertThat(small.client()
                            .get(path("1") + "/" + last.json().getString("id"))
                            .status())
                    .isEqualTo(200);
            assertThat(small.client().get(path("1") + "/" + first).problem()).isEqualTo("404 not-found");
        }
    }

    private static Answer act(String id, String action) {
        return console.client().post(path(id), new JsonObject().put("action", action));
    }

    private static String path(String id) {
        return "/accounts/threads-main%3A" + id + "/actions";
    }

    private static JsonObject awaitEnded(String account, String id) {
        return Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get(path(account) + "/" + id).json(), action -> "ENDED"
                        .equals(action.getString("state")));
    }

    private static void awaitState(String id, String state) {
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> console.client()
                .get("/accounts/threads-main%3A" + id)
                .json()
                .getString("state", "")
                .equals(state));
    }

    private static List<AccountCommand> commands(String account) {
        return topics.read(Topics.ACCOUNT_COMMANDS.name()).stream()
                .map(record -> {
                    try {
                        return Topics.ACCOUNT_COMMANDS.codec().decode(record.value());
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(command -> command.getAccount().equals(account))
                .toList();
    }

    private static void status(String id, StatusState state, String client) {
        topics.write(Topics.ACCOUNT_STATUS.record(
                "threads-main:" + id, TestStatus.of(id, state).setClient(client).build()));
    }

    private static void write(AccountEvent event) {
        topics.write(Topics.ACCOUNT_EVENTS.record(event.getAccount(), event));
    }

    private static ApiClient limited(String role) {
        JsonObject key =
                new JsonObject().put("name", "program").put("role", role).put("clients", new JsonArray().add("7"));
        return console.client(console.client().post("/keys", key).json().getString("key"));
    }
}
