package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class LinkProgressIT {

    private static TestConsole console;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        console.client().post("/clients", new JsonObject().put("id", "8").put("name", "Eight"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void linkShowsHowFarItsPeopleCameAndWhatBecameOfIt(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        String id = console.client().post("/links", link("7")).json().getString("id");
        String path = "/links/" + id;
        assertThat(appOf(path).getString("step")).isEqualTo("NONE");

        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        step(topics, id, LinkStepKind.OPENED, null, hourAgo);
        step(topics, id, LinkStepKind.LEFT, "first", hourAgo);
        step(topics, id, LinkStepKind.LEFT, "second", Instant.now());
        await(path, link -> progress(link).getInteger("browsers") == 2);
        JsonObject stuck = console.client().get(path).json();
        assertThat(progress(stuck).getString("openedAt"))
                .startsWith(hourAgo.toString().substring(0, 19));
        assertThat(appOf(path).getBoolean("stuck")).isTrue();
        assertThat(idsWith("LEFT")).contains(id);
        assertThat(idsWith("NOT_OPENED")).doesNotContain(id);

        step(topics, id, LinkStepKind.RETURNED, "first", Instant.now());
        topics.write(Topics.AUTHORIZATION_OUTCOMES.record("authorization-1", connected(id)));
        await(path, link -> !link.getJsonArray("outcomes").isEmpty());
        await(path, link -> app(link).getString("step").equals("RETURNED"));
        JsonObject outcome =
                console.client().get(path).json().getJsonArray("outcomes").getJsonObject(0);
        assertThat(outcome.getString("state")).isEqualTo("CONNECTED");
        assertThat(outcome.getString("message")).isEqualTo("Connected, but the person did not allow all permissions.");
        assertThat(outcome.getJsonArray("accounts").getJsonObject(0).getString("name"))
                .isEqualTo("Ada");
        assertThat(outcome.getJsonArray("missingScopes")).containsExactly("threads_manage_insights");
        assertThat(idsWith("LEFT")).doesNotContain(id);
        assertThat(idsWith("RETURNED")).contains(id);

        ApiClient eight = console.client(console.client()
                .post(
                        "/keys",
                        new JsonObject()
                                .put("name", "of eight")
                                .put("role", "READ")
                                .put("clients", new JsonArray().add("8")))
                .json()
                .getString("key"));
        assertThat(eight.get(path).problem()).isEqualTo("404 not-found");
        assertThat(eight.get("/links?step=RETURNED").json().getJsonArray("items"))
                .isEmpty();
        console.client().put(path, link("8"));
        assertThat(eight.get(path).json().getJsonArray("outcomes"))
                .as("what was connected for client 7 stays hidden from client 8")
                .isEmpty();
    }

    @Test
    void stepThatDoesNotExistIsRefused() {
        assertThat(console.client().get("/links?step=LOST").problem()).isEqualTo("400 invalid-request");
    }

    private static void step(
            TestTopics topics, String linkId, LinkStepKind kind, @Nullable String browser, Instant at) {
        String app = browser == null ? null : "threads-main";
        String key = browser == null ? linkId : linkId + "/threads-main/" + browser;
        topics.write(Topics.CONNECT_LINK_STEPS.record(key, new LinkStep(key, linkId, app, kind, browser, at)));
    }

    private static AuthorizationOutcome connected(String linkId) {
        return AuthorizationOutcome.newBuilder()
                .setAuthorizationId("authorization-1")
                .setApp("threads-main")
                .setClient("7")
                .setConnectLink(linkId)
                .setState(AuthorizationState.CONNECTED)
                .setReason(AuthorizationReason.NONE)
                .setAccounts(List.of(new ConnectedAccount("threads-main:1", TokenKind.USER, "Ada")))
                .setAccountsTotal(1)
                .setMissingScopes(List.of("threads_manage_insights"))
                .setDecidedAt(Instant.now())
                .build();
    }

    private static void await(String path, Predicate<JsonObject> shown) {
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> shown.test(console.client().get(path).json()));
    }

    private static JsonObject progress(JsonObject link) {
        return link.getJsonObject("progress");
    }

    private static JsonObject app(JsonObject link) {
        return progress(link).getJsonArray("apps").getJsonObject(0);
    }

    private static JsonObject appOf(String path) {
        return app(console.client().get(path).json());
    }

    private static List<String> idsWith(String step) {
        return console.client().get("/links?limit=200&client=7&step=" + step).json().getJsonArray("items").stream()
                .map(link -> ((JsonObject) link).getString("id"))
                .toList();
    }

    private static JsonObject link(String client) {
        return new JsonObject().put("apps", new JsonArray().add("threads-main")).put("client", client);
    }
}
