package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk actions; statuses and answers come as refresh-worker writes them. Each test has accounts of its own, told apart by a provider. */
@ExtendWith(KafkaExtension.class)
class BulkActionsIT {

    private static TestConsole console;
    private static BulkTopics topics;
    private static String seven;
    private static String eight;

    @BeforeAll
    static void start(LocalKafka kafka) {
        Map<String, String> settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("bulk.window", "2");
        settings.put("bulk.accounts.limit", "40");
        console = TestConsole.start(settings).awaitHealthy();
        topics = new BulkTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        console.client().post("/clients", new JsonObject().put("id", "8").put("name", "Eight"));
        seven = key("OPERATE", "7");
        eight = key("OPERATE", "8");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void dryRunCountsAndRunsExactlyItsAccountsAndShowsTheirResults() throws Exception {
        write("count", "c1", StatusState.CONNECTED, status -> status);
        write("count", "c2", StatusState.EXPIRING, status -> status.setClient("7"));
        write("count", "c3", StatusState.EXPIRING, status -> status);
        awaitAccounts("count", 3);
        JsonObject filter = new JsonObject().put("provider", "count");

        Answer made = create(console.client(), "VERIFY", filter);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getInteger("total")).isEqualTo(3);
        assertThat(made.json().getJsonObject("counts").getInteger("EXPIRING")).isEqualTo(2);
        assertThat(made.json().getJsonObject("counts").getInteger("DISCONNECTED"))
                .isZero();
        assertThat(made.json().getJsonObject("filter")).isEqualTo(filter);
        String id = awaitState(made, "PREPARED");
        assertThat(topics.commands(id)).as("a dry run does nothing").isEmpty();
        write("count", "c0", StatusState.CONNECTED, status -> status);
        write("count", "c3", StatusState.DELETED, status -> status);
        awaitAccounts("count", 3);

        Answer started = console.client().send("POST", "/bulk-actions/" + id + "/start", null);
        assertThat(started.status()).isEqualTo(200);
        assertThat(started.json().getString("startedAt")).isNotEmpty();
        topics.awaitCommands(id, 2);
        Answer again = console.client().send("POST", "/bulk-actions/" + id + "/start", null);
        assertThat(again.json().getString("startedAt")).isEqualTo(started.json().getString("startedAt"));

        assertThat(topics.commands(id))
                .extracting(AccountCommand::getAccount, AccountCommand::getKind, AccountCommand::getBehindDue)
                .containsExactlyInAnyOrder(tuple("threads-main:c1"), tuple("threads-main:c2"));
        assertThat(topics.audited(id)).containsExactly("createBulkAction", "startBulkAction");
        topics.answer(id + ".0", ActionResult.VERIFIED, FailureClass.NONE);
        topics.answer(id + ".1", ActionResult.REFUSED, FailureClass.REAUTHORIZE);
        awaitState(made, "ENDED");
        JsonObject ended = show(id);
        assertThat(ended.getJsonObject("results"))
                .isEqualTo(new JsonObject().put("REFUSED", 1).put("SKIPPED", 1).put("VERIFIED", 1));
        assertThat(ended.getInteger("sent")).isEqualTo(2);
        assertThat(ended.getInteger("waiting")).isZero();
        List<String> rows = csv(console.client(), id);
        assertThat(rows)
                .containsExactly(
                        "account,result,failureClass,at",
                        "threads-main:c1,VERIFIED,,2026-11-29T10:00:00Z",
                        "threads-main:c2,REFUSED,REAUTHORIZE,2026-11-29T10:00:00Z",
                        rows.get(3));
        assertThat(rows.get(3)).as("without the id of the deleted account").startsWith(",SKIPPED,,2");
        assertThat(console.client()
                        .send("POST", "/bulk-actions/" + id + "/cancel", null)
                        .problem())
                .isEqualTo("409 wrong-state");
    }

    @Test
    void cancelSendsNothingMoreThanTheWindow() {
        for (int i = 0; i < 5; i++) {
            write("cancel", "w" + i, StatusState.CONNECTED, status -> status);
        }
        awaitAccounts("cancel", 5);
        Answer made = create(console.client(), "REFRESH", new JsonObject().put("provider", "cancel"));
        String id = awaitState(made, "PREPARED");
        start(id);
        topics.awaitCommands(id, 2);
        topics.answer(id + ".0", ActionResult.REFRESHED, FailureClass.NONE);
        topics.awaitCommands(id, 3);
        await().atMost(TestConsole.LIMIT).until(() -> show(id).getInteger("sent") == 3);

        Answer cancelled = console.client().send("POST", "/bulk-actions/" + id + "/cancel", null);

        assertThat(cancelled.json().getString("state")).isEqualTo("CANCELLED");
        topics.answer(id + ".1", ActionResult.UNCHANGED, FailureClass.NONE);
        topics.answer(id + ".2", ActionResult.REFRESHED, FailureClass.NONE);
        await().atMost(TestConsole.LIMIT).until(() -> show(id).getInteger("waiting") == 0);
        // Its commands would come before those of a bulk action that is made now.
        runToTheEnd("cancel", 5);
        assertThat(topics.commands(id)).hasSize(3);
        assertThat(csv(console.client(), id)).contains("threads-main:w4,NOT_SENT,,");
        assertThat(show(id).getInteger("sent")).isEqualTo(3);
        assertThat(console.client()
                        .send("POST", "/bulk-actions/" + id + "/cancel", null)
                        .json()
                        .getString("cancelledAt"))
                .isEqualTo(cancelled.json().getString("cancelledAt"));
        assertThat(console.client()
                        .send("POST", "/bulk-actions/" + id + "/start", null)
                        .problem())
                .isEqualTo("409 wrong-state");
    }

    private static void runToTheEnd(String provider, int total) {
        Answer made = create(console.client(), "VERIFY", new JsonObject().put("provider", provider));
        String id = awaitState(made, "PREPARED");
        start(id);
        for (int i = 0; i < total; i++) {
            topics.awaitCommands(id, i + 1);
            topics.answer(id + "." + i, ActionResult.VERIFIED, FailureClass.NONE);
        }
        awaitState(made, "ENDED");
    }

    @Test
    void keyOfAClientRunsItsAccountsAloneAndOthersDoNotSeeIt() {
        write("own", "o1", StatusState.CONNECTED, status -> status.setClient("7"));
        write("own", "o2", StatusState.CONNECTED, status -> status.setClient("8"));
        write("own", "o3", StatusState.CONNECTED, status -> status);
        write("own", "o4", StatusState.CONNECTED, status -> status.setClient("7"));
        awaitAccounts("own", 4);
        JsonObject filter = new JsonObject().put("provider", "own");
        Answer made = create(console.client(seven), "REFRESH", filter);
        assertThat(made.json().getInteger("total")).isEqualTo(2);
        String id = awaitState(made, "PREPARED");

        ApiClient other = console.client(eight);
        assertThat(other.get("/bulk-actions/" + id).problem()).isEqualTo("404 not-found");
        assertThat(other.send("POST", "/bulk-actions/" + id + "/start", null).problem())
                .isEqualTo("404 not-found");
        assertThat(other.send("POST", "/bulk-actions/" + id + "/cancel", null).problem())
                .isEqualTo("404 not-found");
        assertThat(other.get("/csv/bulk-actions/" + id).problem()).isEqualTo("404 not-found");
        assertThat(ids(other.get("/bulk-actions"))).doesNotContain(id);
        assertThat(ids(console.client(seven).get("/bulk-actions"))).containsExactly(id);
        Answer ofAdmin = create(console.client(), "REFRESH", filter);
        assertThat(console.client(seven)
                        .get("/bulk-actions/" + ofAdmin.json().getString("id"))
                        .problem())
                .isEqualTo("404 not-found");
        Answer list = console.client().get("/bulk-actions?limit=1");
        assertThat(ids(list)).hasSize(1);
        assertThat(ids(console.client()
                        .get("/bulk-actions?limit=200&after=" + list.json().getString("next"))))
                .contains(id)
                .doesNotContainAnyElementsOf(ids(list));

        // o4 moves to another client between the dry run and the start, which an ADMIN asks for.
        write("own", "o4", StatusState.CONNECTED, status -> status.setClient("8"));
        await().atMost(TestConsole.LIMIT)
                .until(() -> console.client()
                                .get("/accounts?provider=own&client=8")
                                .json()
                                .getInteger("total")
                        == 2);
        start(id);
        topics.awaitCommands(id, 1);
        topics.answer(id + ".0", ActionResult.REFRESHED, FailureClass.NONE);
        awaitState(made, "ENDED");

        assertThat(topics.commands(id)).extracting(AccountCommand::getAccount).containsExactly("threads-main:o1");
        List<String> rows = csv(console.client(seven), id);
        assertThat(rows.get(1)).startsWith("threads-main:o1,REFRESHED,");
        assertThat(rows.get(2)).as("another client's account now").startsWith(",SKIPPED,");
        assertThat(csv(console.client(), id).get(2)).startsWith("threads-main:o4,SKIPPED,");
    }

    @Test
    void disconnectingInBulkNeedsAnAdmin() {
        JsonObject none = new JsonObject().put("provider", "nothing");

        assertThat(create(console.client(seven), "DISCONNECT", none).problem()).isEqualTo("403 forbidden");
        assertThat(create(console.client(key("READ", "7")), "VERIFY", none).problem())
                .isEqualTo("403 forbidden");
        Answer made = create(console.client(), "DISCONNECT", none);
        assertThat(made.json().getString("state")).isEqualTo("PREPARED");
        assertThat(start(made.json().getString("id")).json().getString("state")).isEqualTo("ENDED");
    }

    @Test
    void repeatedRequestMakesOneBulkActionAndStartsItOnce(LocalKafka kafka) {
        write("again", "a1", StatusState.CONNECTED, status -> status);
        awaitAccounts("again", 1);
        JsonObject filter = new JsonObject().put("provider", "again");
        ApiClient api = console.client().with("Idempotency-Key", "bulk-again");
        Answer made = create(api, "REFRESH", filter);
        write("again", "a2", StatusState.CONNECTED, status -> status);
        awaitAccounts("again", 2);

        Answer repeated = create(api, "REFRESH", filter);

        assertThat(repeated.json().getString("id")).isEqualTo(made.json().getString("id"));
        assertThat(repeated.json().getInteger("total")).isEqualTo(1);
        assertThat(create(api, "VERIFY", filter).problem()).isEqualTo("422 idempotency-key-reused");
        String id = awaitState(made, "PREPARED");
        try (TestConsole other = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            start(id);
            other.client().send("POST", "/bulk-actions/" + id + "/start", null);
            topics.awaitCommands(id, 1);
            await().atMost(TestConsole.LIMIT).until(() -> show(id).getInteger("sent") == 1);
            topics.answer(id + ".0", ActionResult.REFRESHED, FailureClass.NONE);
            await().atMost(TestConsole.LIMIT).until(() -> other.client()
                    .get("/bulk-actions/" + id)
                    .json()
                    .getString("state")
                    .equals("ENDED"));
        }
        assertThat(topics.commands(id)).extracting(AccountCommand::getRequestId).containsOnly(id + ".0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"VERIFY\"}",
                "{\"filter\":{}}",
                "{\"action\":\"IMPORT\",\"filter\":{}}",
                "{\"action\":\"VERIFY\",\"filter\":{\"state\":[\"GONE\"]}}",
                "{\"action\":\"VERIFY\",\"filter\":{\"state\":\"CONNECTED\"}}",
                "{\"action\":\"VERIFY\",\"filter\":{\"endsBefore\":\"tomorrow\"}}",
                "{\"action\":\"VERIFY\",\"filter\":{\"text\":\" \"}}",
                "{\"action\":\"VERIFY\",\"filter\":{\"sort\":\"name\"}}",
                "{\"action\":\"VERIFY\",\"filter\":{\"acount\":\"x\"}}"
            })
    void filterThatIsNotValidIsRefused(String body) {
        assertThat(console.client().send("POST", "/bulk-actions", body).problem())
                .isEqualTo("400 invalid-request");
    }

    @Test
    void badPlaceAndUnknownIdAreRefused() {
        assertThat(console.client().get("/bulk-actions?after=x").problem()).isEqualTo("400 invalid-request");
        assertThat(console.client().get("/bulk-actions/bulk-x").problem()).isEqualTo("404 not-found");
    }

    @Test
    void filterThatFindsMoreThanThereIsRoomForIsRefusedUntilAnotherIsCancelled(LocalKafka kafka) {
        for (int i = 0; i < 3; i++) {
            write("full", "f" + i, StatusState.CONNECTED, status -> status);
        }
        awaitAccounts("full", 3);
        JsonObject filter = new JsonObject().put("provider", "full");
        Map<String, String> settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("topics.prefix", "full.");
        settings.put("bulk.accounts.limit", "3");
        BulkTopics own = new BulkTopics(kafka, "full.");
        try (TestConsole small = TestConsole.start(settings).awaitHealthy()) {
            for (int i = 0; i < 4; i++) {
                own.write(Topics.ACCOUNT_STATUS.record(
                        "threads-main:f" + i,
                        TestStatus.of("f" + i, StatusState.CONNECTED)
                                .setProvider(i < 3 ? "full" : "more")
                                .build()));
            }
            await().atMost(TestConsole.LIMIT)
                    .until(() -> small.client().get("/accounts").json().getInteger("total") == 4);
            Answer many = create(small.client(), "VERIFY", new JsonObject());
            assertThat(many.problem()).isEqualTo("507 full");
            assertThat(many.json().getString("detail")).contains("4 accounts", "bulk.accounts.limit");
            Answer made = create(small.client(), "VERIFY", filter);
            assertThat(made.status()).isEqualTo(201);
            assertThat(create(small.client(), "VERIFY", new JsonObject().put("provider", "more"))
                            .problem())
                    .isEqualTo("507 full");

            small.client().send("POST", "/bulk-actions/" + made.json().getString("id") + "/cancel", null);

            await().atMost(TestConsole.LIMIT)
                    .until(() -> create(small.client(), "VERIFY", filter).status() == 201);
        }
    }

    private static org.assertj.core.groups.Tuple tuple(String account) {
        return org.assertj.core.api.Assertions.tuple(account, AccountCommandKind.VERIFY_NOW, true);
    }

    private static Answer create(ApiClient api, String action, JsonObject filter) {
        return api.post("/bulk-actions", new JsonObject().put("action", action).put("filter", filter));
    }

    private static Answer start(String id) {
        Answer started = console.client().send("POST", "/bulk-actions/" + id + "/start", null);
        assertThat(started.status()).isEqualTo(200);
        return started;
    }

    private static JsonObject show(String id) {
        return console.client().get("/bulk-actions/" + id).json();
    }

    private static String awaitState(Answer made, String state) {
        String id = made.json().getString("id");
        await().atMost(TestConsole.LIMIT)
                .until(() -> show(id).getString("state").equals(state));
        return id;
    }

    private static List<String> csv(ApiClient api, String id) {
        Answer answer = api.get("/csv/bulk-actions/" + id);
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }

    private static List<String> ids(Answer page) {
        return page.json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static void awaitAccounts(String provider, int total) {
        await().atMost(TestConsole.LIMIT)
                .until(() -> console.client()
                                .get("/accounts?provider=" + provider)
                                .json()
                                .getInteger("total", -1)
                        == total);
    }

    private static void write(
            String provider, String id, StatusState state, UnaryOperator<AccountStatus.Builder> change) {
        topics.write(Topics.ACCOUNT_STATUS.record(
                "threads-main:" + id,
                change.apply(TestStatus.of(id, state).setProvider(provider)).build()));
    }

    private static String key(String role, String client) {
        JsonObject key =
                new JsonObject().put("name", "program").put("role", role).put("clients", new JsonArray().add(client));
        return console.client().post("/keys", key).json().getString("key");
    }
}
