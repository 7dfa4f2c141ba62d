package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.api.ApiRoutes;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.security.SecureRandom;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KafkaExtension.class)
class KeysIT {

    /** Each operation: method, path, body, the role below the one that it needs. */
    private static final String OPERATIONS = """
            GET,    /me,          ,                                   ''
            GET,    /clients,     ,                                   ''
            POST,   /clients,     '{"id":"x","name":"X"}',            OPERATE
            GET,    /clients/7,   ,                                   ''
            PUT,    /clients/7,   '{"name":"X"}',                     OPERATE
            DELETE, /clients/7,   ,                                   OPERATE
            GET,    /rules,       ,                                   OPERATE
            POST,   /rules,       '{"app":"threads-main","kind":"ACCOUNT","value":"1","client":"7"}', OPERATE
            GET,    /rules/x,     ,                                   OPERATE
            PUT,    /rules/x,     '{"client":"7"}',                   OPERATE
            DELETE, /rules/x,     ,                                   OPERATE
            POST,   /csv/assignments, '{"account":1}', OPERATE
            POST,   /csv/deletions, '{"id":1}', OPERATE
            POST,   /csv/imports, '{"token":1}', OPERATE
            GET,    /csv/imports/x, ,                                 OPERATE
            GET,    /imports,     ,                                   OPERATE
            GET,    /imports/x,   ,                                   OPERATE
            POST,   /imports/x/connect-links, ,                       OPERATE
            POST,   /assignments, '{"assignments":[{"account":"threads-main:1"}]}', OPERATE
            GET,    /links,       ,                                   ''
            POST,   /links,       '{"apps":["threads-main"]}',        READ
            GET,    /csv/clients, ,                                   ''
            POST,   /csv/clients, '{"id":1}',                         OPERATE
            GET,    /csv/accounts, ,                                  ''
            GET,    /csv/links,   ,                                   ''
            POST,   /csv/links,   '{"apps":1}',                       READ
            GET,    /links/x,     ,                                   ''
            PUT,    /links/x,     '{"apps":["threads-main"]}',        READ
            DELETE, /links/x,     ,                                   READ
            GET,    /reconnections, ,                                 ''
            POST,   /reconnect-links, '{"account":"threads-main:1"}', READ
            GET,    /confirmations, ,                                 ''
            GET,    /confirmations/x, ,                               ''
            POST,   /confirmations/x/decision, '{"decision":"CONFIRM"}', READ
            GET,    /accounts,    ,                                   ''
            GET,    /accounts/x,  ,                                   ''
            GET,    /bulk-actions, ,                                  READ
            POST,   /bulk-actions, '{"action":"VERIFY","filter":{}}', READ
            GET,    /bulk-actions/x, ,                                READ
            POST,   /bulk-actions/x/start, ,                          READ
            POST,   /bulk-actions/x/cancel, ,                         READ
            GET,    /csv/bulk-actions/x, ,                            READ
            GET,    /accounts/x/events, ,                             ''
            POST,   /accounts/x/actions, '{"action":"VERIFY"}',       READ
            GET,    /accounts/x/actions/y, ,                          ''
            GET,    /apps,        ,                                   ''
            GET,    /apps/x,      ,                                   ''
            GET,    /keys,        ,                                   OPERATE
            POST,   /keys,        '{"name":"x","role":"READ"}',       OPERATE
            GET,    /keys/x,      ,                                   OPERATE
            DELETE, /keys/x,      ,                                   OPERATE
            """;

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
    void everyOperationOfTheContractIsInTheTable() throws Exception {
        OpenAPIContract contract = ApiRoutes.contract(console.vertx())
                .toCompletionStage()
                .toCompletableFuture()
                .get();

        assertThat(OPERATIONS.lines().map(line -> line.replaceAll("[ ,].*", "")).count())
                .isEqualTo(contract.operations().size());
        OPERATIONS.lines().map(line -> line.split("[ ,]+")).forEach(cells -> assertThat(
                        contract.findOperation(ApiRoutes.BASE + cells[1], HttpMethod.valueOf(cells[0])))
                .as(cells[0] + " " + cells[1])
                .isNotNull());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = OPERATIONS)
    void operationNeedsAKeyAndItsRole(String method, String path, String body, String tooLow) {
        Answer without = console.client("").send(method, path, body);
        assertThat(without.problem()).isEqualTo("401 unauthorized");
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(console.client("tokenkeep_first_" + "s".repeat(43))
                        .send(method, path, body)
                        .problem())
                .isEqualTo("401 unauthorized");

        if (!tooLow.isEmpty()) {
            ApiClient lower = console.client(key(tooLow).getString("key"));
            assertThat(lower.send(method, path, body).problem()).isEqualTo("403 forbidden");
            if (body != null) {
                assertThat(lower.send(method, path, "{\"not\":\"valid\"}").problem())
                        .as("a caller without the right does not learn the form")
                        .isEqualTo("403 forbidden");
            }
        }
    }

    @Test
    void keyIsShownOnceAndItsSecretIsNowhereElse(LocalKafka kafka) {
        JsonObject made = key("READ");
        String text = made.getString("key");

        assertThat(console.client(text).get("/me").json().getString("id")).isEqualTo(made.getString("id"));
        JsonObject shown = console.client().get("/keys/" + made.getString("id")).json();
        assertThat(shown.containsKey("key")).isFalse();
        assertThat(shown.getString("name")).isEqualTo("program");
    }

    @Test
    void repeatedRequestForAKeyDoesNotShowItAgain() {
        ApiClient api = console.client().with("Idempotency-Key", "one-key");
        JsonObject wanted = new JsonObject().put("name", "once").put("role", "READ");

        Answer made = api.post("/keys", wanted);
        Answer again = api.post("/keys", wanted);

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.problem()).isEqualTo("409 shown-before");
        assertThat(again.json().getString("detail")).contains(made.json().getString("id"));
        assertThat(again.response().body()).doesNotContain(made.json().getString("key"));
    }

    @Test
    void keyThatWasMadeElsewhereIsTakenByItsHashAndNoAnswerHasItsText() {
        ApiKeyText text = ApiKeyText.generate("made-elsewhere", new SecureRandom());
        ApiClient api = console.client().with("Idempotency-Key", "by-hash");

        Answer made = api.post("/keys", byHash(text));
        Answer again = api.post("/keys", byHash(text));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getString("id")).isEqualTo("made-elsewhere");
        assertThat(made.json().containsKey("key")).isFalse();
        assertThat(again.json()).as("a repetition needs no secret").isEqualTo(made.json());
        assertThat(console.client(text.reveal()).get("/me").json().getString("name"))
                .isEqualTo("elsewhere");
        assertThat(console.client().get("/keys/made-elsewhere").json().getString("secretHash"))
                .isEqualTo(text.hash());
    }

    @Test
    void idThatWasUsedOnceIsTakenAlsoAfterARevocationAndInTheSettings() {
        ApiKeyText text = ApiKeyText.generate("used-once", new SecureRandom());
        console.client().post("/keys", byHash(text));
        assertThat(console.client().post("/keys", byHash(text)).problem()).isEqualTo("409 exists");
        console.client().delete("/keys/used-once");

        assertThat(console.client().post("/keys", byHash(text)).problem()).isEqualTo("409 exists");
        assertThat(console.client(text.reveal()).get("/me").problem()).isEqualTo("401 unauthorized");
        ApiKeyText first = ApiKeyText.generate(TestConsole.ADMIN.id(), new SecureRandom());
        assertThat(console.client().post("/keys", byHash(first)).problem()).isEqualTo("409 exists");
    }

    private static JsonObject byHash(ApiKeyText text) {
        return new JsonObject()
                .put("id", text.id())
                .put("secretHash", text.hash())
                .put("name", "elsewhere")
                .put("role", "READ");
    }

    @Test
    void revokedKeyIsRefusedAndKeepsTheTimeOfItsRevocation() {
        JsonObject made = key("OPERATE");
        ApiClient program = console.client(made.getString("key"));
        assertThat(program.get("/clients").status()).isEqualTo(200);

        Answer revoked = console.client().delete("/keys/" + made.getString("id"));
        assertThat(program.get("/clients").problem()).isEqualTo("401 unauthorized");

        Answer again = console.client().delete("/keys/" + made.getString("id"));
        assertThat(again.json().getString("revokedAt")).isEqualTo(revoked.json().getString("revokedAt"));
    }

    @Test
    void expiredKeyIsRefused() {
        Answer made = console.client()
                .post(
                        "/keys",
                        new JsonObject()
                                .put("name", "old")
                                .put("role", "READ")
                                .put("expiresAt", Instant.EPOCH.toString()));

        assertThat(console.client(made.json().getString("key")).get("/me").problem())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void limitedKeySeesItsClientsAlone() {
        Answer made = console.client()
                .post(
                        "/keys",
                        new JsonObject()
                                .put("name", "limited")
                                .put("role", "OPERATE")
                                .put("clients", new JsonArray().add("7")));
        ApiClient limited = console.client(made.json().getString("key"));

        assertThat(limited.get("/clients/7").status()).isEqualTo(200);
        assertThat(limited.get("/clients/8").problem()).isEqualTo("404 not-found");
        assertThat(limited.get("/clients").json().getJsonArray("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /keys    | {"name":"x","role":"ADMIN","clients":["7"]}  | clients
            POST | /keys    | {"name":"x","role":"OWNER"}                  |
            POST | /keys    | {"name":"x","role":"READ","expiresAt":"soon"} | expiresAt
            POST | /keys    | {"name":"","role":"READ"}                    |
            POST | /keys    | {"name":"x","role":"READ","id":"lonely"}     | secretHash
            POST | /keys    | {"name":"x","role":"READ","secretHash":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"} | id
            POST | /keys    | {"name":"x","role":"READ","id":"x","secretHash":"ABC"} | secretHash
            POST | /keys    | {"name":"x","role":"READ","id":"a b","secretHash":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"} | id
            POST | /clients | {"id":"","name":"X"}                         |
            POST | /clients | {"id":"äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü","name":"X"} | 64 bytes
            POST | /clients | {"id":"x","name":"X","timeZone":"Mars/Base"} | Europe/Berlin
            POST | /clients | {"id":"x","name":"X","surplus":1}            |
            POST | /clients | {"id":"x"                                    |
            POST | /clients | []                                           |
            GET  | /clients?limit=0   | | limit
            GET  | /clients?limit=x   | | limit
            """)
    void requestThatTheContractDoesNotAllowIsRefused(String method, String path, String body, String named) {
        Answer refused = console.client().send(method, path, body);

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        if (named != null) {
            assertThat(refused.json().getString("detail")).contains(named);
        }
    }

    @Test
    void bodyThatIsTooLargeOrOfAnotherTypeAndUnknownPathsAreProblemsToo() {
        ApiClient api = console.client();

        assertThat(api.send("POST", "/clients", " ".repeat(70_000)).problem()).isEqualTo("413 too-large");
        assertThat(api.send("POST", "/clients", "id=x", "text/plain").problem())
                .isEqualTo("415 unsupported-media-type");
        assertThat(api.get("/nothing").problem()).isEqualTo("404 not-found");
        assertThat(api.send("PATCH", "/clients", "{}").problem()).isEqualTo("405 method-not-allowed");
    }

    @Test
    void keyThatCallsTooOftenIsAskedToWait(LocalKafka kafka) {
        var settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("api.calls.per.second", "1");
        try (TestConsole strict = TestConsole.start(settings).awaitHealthy()) {
            ApiClient api = strict.client();
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() -> api.get("/me").status() == 429);
            Answer refused = api.get("/me");

            assertThat(refused.status()).isIn(200, 429);
        }
    }

    @Test
    void documentIsServedWithoutAKey() {
        assertThat(console.client("").get("/openapi.json").json().getString("openapi"))
                .isEqualTo("3.1.0");
    }

    private static JsonObject key(String role) {
        return console.client()
                .post("/keys", new JsonObject().put("name", "program").put("role", role))
                .json();
    }
}
