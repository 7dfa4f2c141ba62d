package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The apps; their status comes as exchange-worker and refresh-worker write it. */
@ExtendWith(KafkaExtension.class)
class AppsIT {

    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        account("facebook-main", "1", StatusState.CONNECTED, "7");
        account("facebook-main", "2", StatusState.EXPIRING, "8");
        account("gone-app", "3", StatusState.CONNECTED, "8");
        write(AppStatus.newBuilder()
                .setApp("facebook-main")
                .setPart(AppPart.CALLS)
                .setProvider("facebook")
                .setApiVersion("v25.0")
                .setProblem(AppProblem.SECRET_REFUSED)
                .setCoolingDownUntil(TestStatus.CHANGED)
                .setBudgetUsed(40)
                .setChangedAt(TestStatus.CHANGED)
                .build());
        write(AppStatus.newBuilder()
                .setApp("facebook-main")
                .setPart(AppPart.BREAKER)
                .setOpen(true)
                .setOpenSince(TestStatus.CHANGED)
                .setPersonsRefused(12)
                .setChangedAt(TestStatus.CHANGED)
                .build());
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get("/accounts").json().getInteger("total") == 3);
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> console.client()
                .get("/apps/facebook-main")
                .json()
                .getJsonObject("circuitBreaker")
                .getBoolean("open"));
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get("/apps/facebook-main").json().containsKey("provider"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void appIsShownWithItsCallsItsCircuitBreakerAndItsAccounts() {
        JsonObject app = console.client().get("/apps/facebook-main").json();

        assertThat(app.getString("advice")).contains("apps.facebook-main.client.secrets");
        app.remove("advice");
        assertThat(app.getJsonObject("counts").getInteger("EXPIRING")).isEqualTo(1);
        app.remove("counts");
        assertThat(app)
                .isEqualTo(new JsonObject()
                        .put("app", "facebook-main")
                        .put("provider", "facebook")
                        .put("problem", "SECRET_REFUSED")
                        .put("coolingDownUntil", TestStatus.CHANGED.toString())
                        .put("budgetUsed", 40)
                        .put("apiVersion", "v25.0")
                        .put("apiVersionEndsAt", "2028-07-29T00:00:00Z")
                        .put(
                                "circuitBreaker",
                                new JsonObject()
                                        .put("open", true)
                                        .put("openSince", TestStatus.CHANGED.toString())
                                        .put("personsRefused", 12))
                        .put("accounts", 2));
    }

    @Test
    void appThatNobodyHasReportedYetIsShown() {
        JsonObject app = console.client().get("/apps/threads-main").json();

        assertThat(app.getJsonObject("circuitBreaker").getBoolean("open")).isFalse();
        assertThat(app.getInteger("accounts")).isZero();
        assertThat(app.containsKey("apiVersion")).isFalse();
        assertThat(app.containsKey("advice")).isFalse();
    }

    @Test
    void keyOfAClientSeesAndCountsItsAccountsAlone() {
        JsonObject key =
                new JsonObject().put("name", "program").put("role", "READ").put("clients", new JsonArray().add("7"));
        ApiClient limited =
                console.client(console.client().post("/keys", key).json().getString("key"));

        assertThat(names(console.client())).containsExactly("facebook-main", "gone-app", "threads-main");
        assertThat(names(limited)).containsExactly("facebook-main", "threads-main");
        JsonObject app = limited.get("/apps/facebook-main").json();
        assertThat(app.getInteger("accounts")).isEqualTo(1);
        assertThat(app.getJsonObject("counts").getInteger("EXPIRING")).isZero();
        assertThat(limited.get("/apps/gone-app").problem()).isEqualTo("404 not-found");
        assertThat(console.client().get("/apps/nothing").problem()).isEqualTo("404 not-found");
    }

    @Test
    void nameThatIsTooLongIsRefused() {
        assertThat(console.client().get("/apps/" + "x".repeat(65)).problem()).isEqualTo("400 invalid-request");
    }

    private static List<String> names(ApiClient from) {
        return from.get("/apps").json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("app"))
                .toList();
    }

    private static void account(String app, String id, StatusState state, String client) {
        topics.write(Topics.ACCOUNT_STATUS.record(
                app + ":" + id,
                TestStatus.of(id, state).setApp(app).setClient(client).build()));
    }

    private static void write(AppStatus status) {
        String part = status.getPart() == AppPart.CALLS ? ":calls" : ":breaker";
        topics.write(Topics.APP_STATUS.record(status.getApp() + part, status));
    }
}
