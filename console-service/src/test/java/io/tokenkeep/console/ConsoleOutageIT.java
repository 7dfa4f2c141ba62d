package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.confirm.ConsentFixtures;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Each test has a broker of its own, because it stops the broker. */
class ConsoleOutageIT {

    @Test
    void serviceBeforeItsBrokerAnswersThatItIsNotReadyAndMakesNothing() {
        try (TestConsole console = TestConsole.start("127.0.0.1:1")) {
            ApiClient api = console.client();

            assertThat(api.get("/clients").problem()).isEqualTo("503 not-ready");
            assertThat(api.post("/clients", client("7")).problem()).isEqualTo("503 not-ready");
            assertThat(api.get("/confirmations").problem()).isEqualTo("503 not-ready");
            assertThat(console.client("tokenkeep_unknown_" + "s".repeat(43))
                            .get("/clients")
                            .problem())
                    .as("the key may be among the keys that are not read yet")
                    .isEqualTo("503 not-ready");
            assertThat(console.isHealthy()).isFalse();
        }
    }

    @Test
    void requestThatKafkaDidNotTakeIsFinishedByItsRepetition() throws Exception {
        try (LocalKafka kafka = LocalKafka.start();
                TestConsole console =
                        TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            ApiClient api = console.client().with("Idempotency-Key", "through-the-outage");
            kafka.stop();
            assertThat(api.post("/clients", client("7")).problem()).isEqualTo("503 not-ready");
            assertThat(console.client().get("/clients").status())
                    .as("what was read can still be shown")
                    .isEqualTo(200);

            kafka.restart();
            List<Answer> made = new ArrayList<>();
            Awaitility.await().atMost(TestConsole.LIMIT).until(() -> {
                made.add(api.post("/clients", client("7")));
                return made.get(made.size() - 1).status() == 201;
            });

            assertThat(made).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 503));
            assertThat(versions(kafka, "7")).containsOnly(1L);
            assertThat(claims(kafka)).as("however often it came").hasSize(1);
        }
    }

    @Test
    void decisionThatKafkaDidNotTakeIsRepeatedAndCountsOnce() {
        try (LocalKafka kafka = LocalKafka.start();
                TestConsole console =
                        TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            Instant now = Instant.now();
            new TestTopics(kafka)
                    .write(Topics.HELD_CONSENTS.record(
                            "held", ConsentFixtures.held("held", null, now, now.plusSeconds(3600))));
            ApiClient api = console.client();
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() -> api.get("/confirmations/held").status() == 200);
            JsonObject confirm = new JsonObject().put("decision", "CONFIRM");
            kafka.stop();
            assertThat(api.post("/confirmations/held/decision", confirm).problem())
                    .isEqualTo("503 not-ready");
            assertThat(api.get("/confirmations/held").status())
                    .as("what was read can still be shown")
                    .isEqualTo(200);

            kafka.restart();
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() ->
                            api.post("/confirmations/held/decision", confirm).status() == 200);
            assertThat(api.post("/confirmations/held/decision", new JsonObject().put("decision", "REFUSE"))
                            .problem())
                    .isEqualTo("409 decided");
        }
    }

    @Test
    void listOfDeletionsThatKafkaDidNotTakeIsCarriedOutByItsRepetition() {
        try (LocalKafka kafka = LocalKafka.start();
                TestConsole console =
                        TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            String path = "/csv/deletions?app=threads-main&asOf="
                    + Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
            ApiClient api = console.client();
            kafka.stop();
            assertThat(api.send("POST", path, "1\n2\n", "text/csv").problem()).isEqualTo("503 not-ready");

            kafka.restart();
            Awaitility.await().atMost(TestConsole.LIMIT).until(() -> {
                Answer answer = api.send("POST", path, "1\n2\n", "text/csv");
                return answer.status() == 200
                        && answer.response()
                                        .body()
                                        .lines()
                                        .filter(line -> line.contains(",RECEIVED,"))
                                        .count()
                                == 2;
            });
            assertThat(new TestTopics(kafka).read(Topics.ACCOUNT_COMMANDS.name()))
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .contains("threads-main:1", "threads-main:2");
        }
    }

    @Test
    void whatOneInstanceMadeIsAtTheOtherAfterTheFirstIsGone() {
        try (LocalKafka kafka = LocalKafka.start()) {
            String position;
            String url;
            String id;
            String key;
            TestConsole one = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
            try (TestConsole two = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
                one.client().post("/clients", client("7"));
                key = one.client()
                        .post("/keys", new JsonObject().put("name", "program").put("role", "OPERATE"))
                        .json()
                        .getString("key");
                Answer link = one.client(key)
                        .post(
                                "/links",
                                new JsonObject()
                                        .put("apps", new JsonArray().add("threads-main"))
                                        .put("client", "7"));
                url = link.json().getString("url");
                id = link.json().getString("id");
                position = link.position();
                one.close();

                Awaitility.await()
                        .atMost(TestConsole.LIMIT)
                        .until(() -> two.client(key).get("/me").status() == 200);
                Answer seen =
                        two.client(key).with("Tokenkeep-Position", position).get("/links/" + id);
                assertThat(seen.json().getString("url")).isEqualTo(url);
                assertThat(two.client(key).delete("/links/" + id).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void everyChangeHasItsEntryAndNoTopicHasASecret() throws Exception {
        try (LocalKafka kafka = LocalKafka.start();
                TestConsole console =
                        TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            ApiClient api = console.client();
            api.post("/clients", client("7"));
            api.put("/clients/7", new JsonObject().put("name", "Changed"));
            Answer key =
                    api.post("/keys", new JsonObject().put("name", "program").put("role", "READ"));
            Answer link = api.post("/links", new JsonObject().put("apps", new JsonArray().add("threads-main")));
            api.delete("/clients/7");

            List<AuditEntry> entries = values(kafka, Topics.CONSOLE_AUDIT);
            assertThat(entries)
                    .extracting(AuditEntry::getOperation)
                    .containsExactlyInAnyOrder(
                            "createClient", "changeClient", "createKey", "createLink", "deleteClient");
            assertThat(entries).extracting(AuditEntry::getKeyName).containsOnly("first");
            assertThat(values(kafka, Topics.CLIENTS)).allSatisfy(record -> assertThat(entries)
                    .extracting(AuditEntry::getChangeId)
                    .contains(record.getVersion().getChangeId()));

            String keyText = key.json().getString("key");
            List<String> secrets = List.of(
                    keyText.substring(keyText.length() - 43),
                    link.json().getString("url").replaceAll(".*/", ""),
                    TestConsole.ADMIN.secret());
            for (String topic : List.of(
                    "clients", "api-keys", "connect-links", "idempotency-keys", "console-audit", "dead-letters")) {
                new TestTopics(kafka).read(topic).forEach(record -> assertThat(
                                new String(record.value(), StandardCharsets.ISO_8859_1))
                        .as(topic)
                        .doesNotContain(secrets.toArray(CharSequence[]::new)));
            }
        }
    }

    private static List<Long> versions(LocalKafka kafka, String id) throws Exception {
        return values(kafka, Topics.CLIENTS).stream()
                .filter(record -> record.getClientId().equals(id))
                .map(Client::getVersion)
                .map(version -> version.getSequence())
                .toList();
    }

    /** The first claim of each key. */
    private static Map<String, IdempotentRequest> claims(LocalKafka kafka) throws Exception {
        Map<String, IdempotentRequest> first = new HashMap<>();
        values(kafka, Topics.IDEMPOTENCY_KEYS).forEach(claim -> first.putIfAbsent(claim.getRequestKey(), claim));
        return first;
    }

    private static <V extends SpecificRecord> List<V> values(LocalKafka kafka, Topic<V> topic)
            throws UnreadableRecordException {
        List<V> values = new ArrayList<>();
        for (var record : new TestTopics(kafka).read(topic.name())) {
            values.add(topic.codec().decode(record.value()));
        }
        return values;
    }

    private static JsonObject client(String id) {
        return new JsonObject().put("id", id).put("name", "Name");
    }
}
