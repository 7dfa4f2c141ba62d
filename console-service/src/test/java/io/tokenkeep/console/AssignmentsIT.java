package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client rules, and accounts that an admin assigns. */
@ExtendWith(KafkaExtension.class)
class AssignmentsIT {

    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        console.client().post("/clients", new JsonObject().put("id", "8").put("name", "Eight"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void ruleIsMadeShownChangedAndDeletedAndMovesItsPageEachTime() {
        ApiClient api = console.client();
        Answer made = api.post("/rules", rule("facebook-main", "PAGE", "101", "7"));
        assertThat(made.status()).isEqualTo(201);
        String path = "/rules/" + made.json().getString("id");
        assertThat(api.get(path).json()).isEqualTo(made.json());
        assertThat(ids(api.get("/rules?client=7"))).contains(made.json().getString("id"));
        assertThat(ids(api.get("/rules?client=8"))).doesNotContain(made.json().getString("id"));
        assertThat(clientsGiven("facebook-main:101")).containsExactly("7");

        Answer changed = api.with("If-Match", "\"1\"").put(path, new JsonObject().put("client", "8"));
        assertThat(changed.json().getString("client")).isEqualTo("8");
        assertThat(api.with("If-Match", "\"1\"")
                        .put(path, new JsonObject().put("client", "7"))
                        .problem())
                .isEqualTo("412 precondition-failed");
        assertThat(clientsGiven("facebook-main:101")).containsExactly("7", "8");

        assertThat(api.without("If-Match").delete(path).status()).isEqualTo(204);
        assertThat(api.get(path).problem()).isEqualTo("404 not-found");
        assertThat(clientsGiven("facebook-main:101"))
                .as("accounts stay where they are")
                .containsExactly("7", "8");
        assertThat(api.post("/rules", rule("facebook-main", "PAGE", "101", "7")).status())
                .isEqualTo(201);
    }

    @Test
    void accountHasOneRuleOfAKindAndAHandleIsComparedWithoutRegardToCase() {
        ApiClient api = console.client();
        Answer made = api.post("/rules", rule("threads-main", "HANDLE", "@Anna.A", "7"));
        assertThat(made.status()).isEqualTo(201);

        Answer again = api.post("/rules", rule("threads-main", "HANDLE", "anna.a", "8"));

        assertThat(again.problem()).isEqualTo("409 exists");
        assertThat(again.json().getString("detail")).contains(made.json().getString("id"));
        assertThat(clientsGiven("threads-main:anna.a"))
                .as("a handle is no account's key")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other-main    | PAGE    | 1  | 7 | links.apps
            facebook-main | PAGE    | 1  | 9 | client 9
            facebook-main | UNKNOWN | 1  | 7 | kind
            facebook-main | PAGE    | ''   | 7 | value
            facebook-main | ACCOUNT | ' '  | 7 | value
            """)
    void ruleThatCannotBeFollowedIsRefused(String app, String kind, String value, String client, String named) {
        Answer refused = console.client().post("/rules", rule(app, kind, value, client));

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        assertThat(refused.json().getString("detail")).contains(named);
    }

    @Test
    void repeatedRequestForARuleWritesTheSameCommand() {
        ApiClient api = console.client().with("Idempotency-Key", "rule-1");
        Answer made = api.post("/rules", rule("facebook-main", "PAGE", "102", "7"));
        Answer again = api.post("/rules", rule("facebook-main", "PAGE", "102", "7"));

        assertThat(again.json()).isEqualTo(made.json());
        assertThat(commands("facebook-main:102"))
                .extracting(AccountCommand::getRequestId)
                .hasSize(2)
                .containsOnly(commands("facebook-main:102").get(0).getRequestId());
    }

    @Test
    void accountsAreAssignedInBulk() {
        JsonArray wanted = new JsonArray();
        IntStream.range(0, 499).forEach(i -> wanted.add(assignment("facebook-main:5" + i, i % 2 == 0 ? "7" : "8")));
        wanted.add(new JsonObject().put("account", "facebook-main:taken"));

        Answer accepted = console.client()
                .with("Idempotency-Key", "bulk-1")
                .post("/assignments", new JsonObject().put("assignments", wanted));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().getInteger("accepted")).isEqualTo(500);
        assertThat(clientsGiven("facebook-main:50")).containsExactly("7");
        assertThat(clientsGiven("facebook-main:5497")).containsExactly("8");
        assertThat(commands("facebook-main:taken")).singleElement().satisfies(command -> {
            assertThat(command.getKind()).isEqualTo(AccountCommandKind.ASSIGN_CLIENT);
            assertThat(command.getClient()).as("belongs to nobody").isNull();
        });
    }

    @Test
    void tableAssignsTheAccountOfEachRowAndARowThatCannotBeUsedFailsAlone() {
        String table =
                "\uFEFFaccount;client\r\nfacebook-main:7001;7\r\nfacebook-main:7002;9\r\nno-account;7\r\nfacebook-main:7003;\r\n";
        ApiClient api = console.client().with("Idempotency-Key", "table-1");

        Answer done = api.send("POST", "/csv/assignments", table, "text/csv");
        Answer again = api.send("POST", "/csv/assignments", table, "text/csv");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.response().body().lines())
                .containsExactly(
                        "line,account,client,problem",
                        "2,facebook-main:7001,7,",
                        "3,,,client: there is no client 9.",
                        "4,,,account: write it as <app>:<account id>.",
                        "5,facebook-main:7003,,");
        assertThat(again.response().body()).isEqualTo(done.response().body());
        assertThat(commands("facebook-main:7001"))
                .as("the same command twice")
                .extracting(AccountCommand::getRequestId)
                .hasSize(2)
                .containsOnly(commands("facebook-main:7001").get(0).getRequestId());
        assertThat(commands("facebook-main:7002")).isEmpty();
        assertThat(commands("facebook-main:7003").get(0).getClient()).isNull();
        assertThat(api.send("POST", "/csv/assignments", "id\r\n1\r\n", "text/csv")
                        .problem())
                .as("an unknown column")
                .isEqualTo("400 invalid-request");
    }

    @ParameterizedTest
    @CsvSource({"facebook-main, 7, <app>", "facebook-main:6001, 9, client 9", "'facebook-main: ', 7, <app>"})
    void ifOneAssignmentIsRefusedNoneIsMade(String account, String client, String named) {
        JsonArray wanted =
                new JsonArray().add(assignment("facebook-main:6000", "7")).add(assignment(account, client));

        Answer refused = console.client().post("/assignments", new JsonObject().put("assignments", wanted));

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        assertThat(refused.json().getString("detail")).contains("assignments/1").contains(named);
        assertThat(commands("facebook-main:6000")).isEmpty();
    }

    @Test
    void sameAccountTwiceAndTooManyAreRefused() {
        JsonArray twice =
                new JsonArray().add(assignment("facebook-main:6000", "7")).add(assignment("facebook-main:6000", "8"));
        assertThat(console.client()
                        .post("/assignments", new JsonObject().put("assignments", twice))
                        .problem())
                .isEqualTo("400 invalid-request");

        JsonArray many = new JsonArray();
        IntStream.range(0, 501).forEach(i -> many.add(assignment("facebook-main:6" + i, "7")));
        assertThat(console.client()
                        .post("/assignments", new JsonObject().put("assignments", many))
                        .problem())
                .isEqualTo("400 invalid-request");
        assertThat(commands("facebook-main:6000")).isEmpty();
    }

    private static JsonObject rule(String app, String kind, String value, String client) {
        return new JsonObject()
                .put("app", app)
                .put("kind", kind)
                .put("value", value)
                .put("client", client);
    }

    private static JsonObject assignment(String account, String client) {
        return new JsonObject().put("account", account).put("client", client);
    }

    private static List<String> ids(Answer page) {
        return page.json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static List<String> clientsGiven(String account) {
        return commands(account).stream().map(AccountCommand::getClient).toList();
    }

    private static List<AccountCommand> commands(String account) {
        return topics.read(Topics.ACCOUNT_COMMANDS.name()).stream()
                .map(record -> command(record.value()))
                .filter(command -> command.getAccount().equals(account))
                .toList();
    }

    private static AccountCommand command(byte[] value) {
        try {
            return Topics.ACCOUNT_COMMANDS.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable command", e);
        }
    }
}
