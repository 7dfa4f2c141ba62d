package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances share the topics, as behind a balancer. */
@ExtendWith(KafkaExtension.class)
class ClientsIT {

    private static TestConsole one;
    private static TestConsole two;

    @BeforeAll
    static void start(LocalKafka kafka) {
        one = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        two = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void clientIsMadeShownChangedAndDeleted() {
        ApiClient api = one.client();
        JsonObject brand = new JsonObject().put("name", "Ada & Co").put("colour", "#aabbcc");
        Answer made = api.post(
                "/clients",
                client("crud", "Ada")
                        .put("language", "pt-BR")
                        .put("timeZone", "Europe/Lisbon")
                        .put("brand", brand)
                        .put(
                                "contacts",
                                new JsonArray()
                                        .add(new JsonObject().put("name", "Ada").put("email", "a@b.c"))));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.json().getJsonObject("brand")).isEqualTo(brand);
        assertThat(made.json().getString("changedBy")).isEqualTo("first");

        assertThat(api.get("/clients/crud").json()).isEqualTo(made.json());

        Answer changed = api.put("/clients/crud", fields("Grace"));
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json().getString("createdAt")).isEqualTo(made.json().getString("createdAt"));
        assertThat(changed.json().getJsonArray("contacts")).isEmpty();
        assertThat(changed.json().containsKey("language")).isFalse();

        assertThat(api.delete("/clients/crud").status()).isEqualTo(204);
        assertThat(api.get("/clients/crud").problem()).isEqualTo("404 not-found");
        assertThat(api.delete("/clients/crud").problem()).isEqualTo("404 not-found");

        Answer again = api.post("/clients", client("crud", "Edsger"));
        assertThat(again.header("ETag")).as("versions of a key go on").isEqualTo("\"4\"");
    }

    @Test
    void readThatNamesThePositionOfAWriteSeesItAtTheOtherInstance() {
        for (int round = 0; round < 20; round++) {
            String id = "moved-" + round;
            Answer made = one.client().post("/clients", client(id, "Ada"));
            Answer seen =
                    two.client().with("Tokenkeep-Position", made.position()).get("/clients/" + id);

            assertThat(seen.status()).isEqualTo(200);
        }
    }

    @Test
    void positionThatIsNoPositionIsRefusedAndOneThatDoesNotComeIsNotReady() {
        ApiClient api = one.client();

        assertThat(api.with("Tokenkeep-Position", "somewhere").get("/clients").problem())
                .isEqualTo("400 invalid-request");
        assertThat(api.with("Tokenkeep-Position", "tokens.0.1").get("/clients").problem())
                .isEqualTo("400 invalid-request");
        Answer late = api.with("Tokenkeep-Position", "clients.0.999999999").get("/clients");
        assertThat(late.problem()).isEqualTo("503 not-ready");
        assertThat(late.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void repeatedRequestMakesNothingNewAtAnyInstance() {
        ApiClient first = one.client().with("Idempotency-Key", "repeat-1");
        ApiClient second = two.client().with("Idempotency-Key", "repeat-1");

        Answer made = first.post("/clients", client("repeated", "Ada"));
        Answer again = first.post("/clients", client("repeated", "Ada"));
        Answer elsewhere =
                second.with("Tokenkeep-Position", made.position()).post("/clients", client("repeated", "Ada"));

        assertThat(List.of(made.status(), again.status(), elsewhere.status())).containsOnly(201);
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(elsewhere.json()).isEqualTo(made.json());
        assertThat(made.position()).isNotEmpty();
        assertThat(again.position()).isEmpty();

        ApiClient deleting = one.client().with("Idempotency-Key", "repeat-3");
        deleting.post("/clients", client("deleted", "Ada"));
        deleting.delete("/clients/deleted");
        assertThat(deleting.post("/clients", client("deleted", "Ada")).problem())
                .as("a repetition does not bring back what was deleted")
                .isEqualTo("404 not-found");

        assertThat(first.post("/clients", client("repeated", "Another")).problem())
                .isEqualTo("422 idempotency-key-reused");
        assertThat(first.with("Idempotency-Key", "repeat-2")
                        .post("/clients", client("repeated", "Ada"))
                        .problem())
                .isEqualTo("409 exists");
    }

    @Test
    void sameRequestAtBothInstancesAtOnceMakesOneClient() {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (TestConsole instance : List.of(one, two, one, two)) {
            ApiClient api = instance.client().with("Idempotency-Key", "at-once");
            answers.add(CompletableFuture.supplyAsync(() -> api.post("/clients", client("at-once", "Ada"))));
        }

        List<Answer> all = answers.stream().map(CompletableFuture::join).toList();
        assertThat(all).extracting(Answer::status).containsOnly(201);
        assertThat(all.stream().map(answer -> answer.json().getLong("version")).distinct())
                .containsExactly(1L);
    }

    @Test
    void oneOfTwoChangesOfOneVersionWinsAndTheOtherLearnsIt() {
        Answer made = one.client().post("/clients", client("contested", "Ada"));
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (TestConsole instance : List.of(one, two)) {
            ApiClient api = instance.client()
                    .with("Tokenkeep-Position", made.position())
                    .with("If-Match", "\"1\"");
            String name = "by " + instance.port();
            answers.add(CompletableFuture.supplyAsync(() -> api.put("/clients/contested", fields(name))));
        }

        List<Answer> all = answers.stream().map(CompletableFuture::join).toList();
        Answer won = all.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        Answer lost = all.stream()
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
        assertThat(lost.problem()).isEqualTo("412 precondition-failed");
        assertThat(two.client()
                        .with("Tokenkeep-Position", won.position())
                        .get("/clients/contested")
                        .json()
                        .getString("name"))
                .isEqualTo(won.json().getString("name"));
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        ApiClient api = one.client();
        IntStream.range(0, 7).forEach(i -> api.post("/clients", client("page-" + i, "P")));

        List<String> ids = new ArrayList<>();
        String after = "page-";
        String next = after;
        while (next != null) {
            JsonObject page = api.get("/clients?limit=3&after=" + next).json();
            page.getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getString("id")));
            next = page.getString("next");
        }

        assertThat(ids).startsWith("page-0", "page-1", "page-2", "page-3", "page-4", "page-5", "page-6");
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static JsonObject client(String id, String name) {
        return fields(name).put("id", id);
    }

    private static JsonObject fields(String name) {
        return new JsonObject().put("name", name);
    }
}
