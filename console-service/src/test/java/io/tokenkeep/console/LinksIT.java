package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.link.LinkToken;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaExtension.class)
class LinksIT {

    private static final LinkSignature PUBLIC =
            new LinkSignature(LinkKeys.parse(LinkKeys.publicPart(TestConsole.LINK_KEYS)));

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
    void recordOfALinkIsVerifiedByThePublicKeyAndLeadsFromItsAddress(LocalKafka kafka) throws Exception {
        Answer made = console.client()
                .post(
                        "/links",
                        link().put(
                                        "expected",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("app", "threads-main")
                                                        .put("kind", "HANDLE")
                                                        .put("value", "ada")))
                                .put("returnUrl", "https://agency.example/done")
                                .put("note", "for Ada"));
        assertThat(made.status()).isEqualTo(201);
        String token = made.json().getString("url").replace("http://localhost:8080/c/", "");
        assertThat(LinkToken.parse(token).orElseThrow().linkId())
                .isEqualTo(made.json().getString("id"));

        ConnectLink record =
                new TestTopics(kafka).last(Topics.CONNECT_LINKS, made.json().getString("id"));
        assertThat(PUBLIC.verify(record)).isTrue();
        assertThat(record.toString()).doesNotContain(token);
        assertThat(record.getClient()).isEqualTo("7");
    }

    @Test
    void addressStaysTheSameThroughChangesAndRevocation(LocalKafka kafka) throws Exception {
        Answer made = console.client().post("/links", link());
        String path = "/links/" + made.json().getString("id");
        String url = made.json().getString("url");

        Answer changed = console.client().put(path, link().put("single", false));
        assertThat(changed.json().getString("url")).isEqualTo(url);
        assertThat(changed.json().getBoolean("single")).isFalse();

        Answer revoked = console.client().delete(path);
        assertThat(revoked.json().getString("state")).isEqualTo("REVOKED");
        Answer after = console.client().put(path, link());
        assertThat(after.json().getString("state"))
                .as("a change does not undo a revocation")
                .isEqualTo("REVOKED");
        assertThat(after.json().getString("revokedAt")).isEqualTo(revoked.json().getString("revokedAt"));
        assertThat(PUBLIC.verify(new TestTopics(kafka)
                        .last(Topics.CONNECT_LINKS, made.json().getString("id"))))
                .isTrue();
    }

    @Test
    void repeatedRequestReturnsTheSameAddress() {
        ApiClient api = console.client().with("Idempotency-Key", "one-link");

        assertThat(api.post("/links", link()).json())
                .isEqualTo(api.post("/links", link()).json());
    }

    @Test
    void readerSeesNoAddressAndALimitedKeyNoOtherClientsLinks() {
        Answer ofSeven = console.client().post("/links", link());
        Answer ofNone =
                console.client().post("/links", new JsonObject().put("apps", new JsonArray().add("threads-main")));
        ApiClient reader = console.client(key("READ", null));
        ApiClient eight = console.client(key("OPERATE", "8"));

        String path = "/links/" + ofSeven.json().getString("id");
        assertThat(reader.get(path).json().containsKey("url")).isFalse();
        assertThat(eight.get(path).problem()).isEqualTo("404 not-found");
        assertThat(eight.delete(path).problem()).isEqualTo("404 not-found");
        assertThat(eight.put(path, link().put("client", "8")).problem()).isEqualTo("404 not-found");
        assertThat(eight.get("/links/" + ofNone.json().getString("id")).problem())
                .isEqualTo("404 not-found");
        assertThat(console.client(key("OPERATE", null))
                        .get("/links/" + ofNone.json().getString("id"))
                        .problem())
                .isEqualTo("404 not-found");
        assertThat(eight.post("/links", link()).problem()).isEqualTo("400 invalid-request");
        assertThat(eight.post("/links", link().put("client", "8")).status()).isEqualTo(201);
        assertThat(eight.get("/links?client=7").json().getJsonArray("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"apps":["nothing"]}                                                  | links.apps
            {"apps":["threads-main","threads-main"]}                              | once
            {"apps":[]}                                                           |
            {"apps":["threads-main"],"client":"99"}                               | no client 99
            {"apps":["threads-main"],"expiresAt":"2020-01-01T00:00:00Z"}          | an hour
            {"apps":["threads-main"],"expiresAt":"tomorrow"}                      | 2027-01-31
            {"apps":["threads-main"],"returnUrl":"https://elsewhere.example/"}    | links.return.hosts
            {"apps":["threads-main"],"returnUrl":"http://agency.example/"}        | https
            {"apps":["threads-main"],"returnUrl":"https://agency.example@x.example/"} | links.return.hosts
            {"apps":["threads-main"],"expected":[{"app":"facebook-main","kind":"PAGE","value":"1"}]} | none of the link
            {"apps":["threads-main"],"expected":[{"app":"threads-main","kind":"PERSON","value":"1"}]} |
            {"apps":["threads-main"],"language":"xx"}                             |
            {"apps":["threads-main"],"confirmWithinHours":0}                      | confirmWithinHours
            {"apps":["threads-main"],"confirmWithinHours":145}                    | confirmWithinHours
            {"apps":["threads-main"],"confirmWithinHours":-1}                     | confirmWithinHours
            {"apps":["threads-main"],"confirmWithinHours":1.5}                    | confirmWithinHours
            {"apps":["threads-main"],"confirmWithinHours":"24"}                   | confirmWithinHours
            {"apps":["threads-main"],"confirmWithinHours":99999999999}            | confirmWithinHours
            """)
    void linkThatCannotBeMadeIsRefusedWithTheReason(String body, String named) {
        Answer refused = console.client().send("POST", "/links", body);

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        if (named != null) {
            assertThat(refused.json().getString("detail")).contains(named);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 144})
    void linkMayAskForAConfirmationAndAChangeMayEndThat(int hours, LocalKafka kafka) throws Exception {
        Answer made = console.client().post("/links", link().put("confirmWithinHours", hours));
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().getString("id");
        String path = "/links/" + id;
        assertThat(made.json().getInteger("confirmWithinHours")).isEqualTo(hours);
        assertThat(console.client().get(path).json().getInteger("confirmWithinHours"))
                .isEqualTo(hours);
        ConnectLink record = new TestTopics(kafka).last(Topics.CONNECT_LINKS, id);
        assertThat(record.getConfirmWithinHours()).isEqualTo(hours);
        assertThat(PUBLIC.verify(record)).isTrue();
        assertThat(console.client().delete(path).json().getInteger("confirmWithinHours"))
                .as("after its revocation")
                .isEqualTo(hours);

        Answer changed = console.client().put(path, link().put("confirmWithinHours", 72));
        assertThat(changed.json().getInteger("confirmWithinHours")).isEqualTo(72);
        Answer without = console.client().put(path, link());
        assertThat(without.json().containsKey("confirmWithinHours")).isFalse();
        assertThat(new TestTopics(kafka).last(Topics.CONNECT_LINKS, id).getConfirmWithinHours())
                .isNull();
    }

    @Test
    void linkEndsWhenItSays() {
        String end = Instant.now().plus(Duration.ofDays(300)).toString();

        assertThat(console.client().post("/links", link().put("expiresAt", end)).status())
                .isEqualTo(201);
    }

    @Test
    void tableOfASpreadsheetBecomesLinksRowByRow() {
        String table = """
                \uFEFFapps;client;single;expected_kind;expected_value;note
                threads-main;7;true;HANDLE;ada;"two
                lines"
                threads-main facebook-main;8;FALSE;;;
                nothing;7;true;;;
                threads-main;7;maybe;;;
                """;

        List<String> rows = rows(console.client(), table);

        assertThat(rows).hasSize(5);
        assertThat(rows.get(0)).isEqualTo("line,id,url,problem");
        assertThat(rows.get(1)).startsWith("2,").endsWith(",");
        assertThat(rows.get(2)).startsWith("4,").contains("http://localhost:8080/c/");
        assertThat(rows.get(3)).startsWith("5,,,").contains("links.apps");
        assertThat(rows.get(4)).startsWith("6,,,").contains("true or false");
        Answer first = console.client().get("/links/" + rows.get(1).split(",", -1)[1]);
        assertThat(first.json().getString("note")).isEqualTo("two\nlines");
        assertThat(first.json().getString("url")).isEqualTo(rows.get(1).split(",", -1)[2]);
    }

    @Test
    void tableMayAskForConfirmationsAndShowsThem() {
        List<String> rows = rows(console.client(), """
                apps,client,note,confirm_within_hours
                threads-main,7,confirmed,48
                threads-main,7,,
                threads-main,7,,soon
                threads-main,7,,145
                threads-main,7,,1e2
                threads-main,7,,0
                """);

        assertThat(rows.subList(1, 3)).allMatch(row -> row.endsWith(","));
        assertThat(rows.get(3)).contains("confirm_within_hours: write a number of hours");
        assertThat(rows.get(4)).contains("confirmWithinHours");
        assertThat(rows.get(5)).contains("confirm_within_hours: write a number of hours");
        assertThat(rows.get(6)).contains("confirmWithinHours");
        String id = rows.get(1).split(",", -1)[1];
        assertThat(console.client().get("/links/" + id).json().getInteger("confirmWithinHours"))
                .isEqualTo(48);
        assertThat(console.client()
                        .get("/links/" + rows.get(2).split(",", -1)[1])
                        .json()
                        .containsKey("confirmWithinHours"))
                .isFalse();
        List<String> exported =
                console.client().get("/csv/links").response().body().lines().toList();
        assertThat(exported.get(0)).contains(",language,confirm_within_hours,note,");
        assertThat(exported)
                .filteredOn(line -> line.startsWith(id))
                .singleElement()
                .asString()
                .contains(",,48,confirmed,");
    }

    @Test
    void repeatedTableMakesNoLinkAgain() {
        String table = "apps,client\n" + "threads-main,7\n".repeat(250);
        ApiClient api = console.client().with("Idempotency-Key", "table");
        int before = linksOfSeven();

        List<String> made = rows(api, table);
        assertThat(rows(api, table)).isEqualTo(made);

        assertThat(made).hasSize(251).doesNotHaveDuplicates();
        assertThat(linksOfSeven()).isEqualTo(before + 250);
        assertThat(api.send("POST", "/csv/links", table + "threads-main,7\n", "text/csv")
                        .problem())
                .isEqualTo("422 idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | names of its columns
            apps                         | and a row
            client                       | names of its columns
            client,apps,colour\\n7,a,red | names the columns
            """)
    void tableThatCannotBeUsedIsRefusedAsAWhole(String table, String named) {
        Answer refused = console.client().send("POST", "/csv/links", table.replace("\\n", "\n"), "text/csv");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        if (!table.isEmpty()) {
            assertThat(refused.json().getString("detail")).containsAnyOf(named, "a row");
        }
    }

    private static int linksOfSeven() {
        int count = 0;
        String next = "";
        while (next != null) {
            JsonObject page = console.client()
                    .get("/links?client=7&limit=200" + (next.isEmpty() ? "" : "&after=" + next))
                    .json();
            count += page.getJsonArray("items").size();
            next = page.getString("next");
        }
        return count;
    }

    private static List<String> rows(ApiClient api, String table) {
        Answer answer = api.send("POST", "/csv/links", table, "text/csv");
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }

    private static JsonObject link() {
        return new JsonObject().put("apps", new JsonArray().add("threads-main")).put("client", "7");
    }

    private static String key(String role, @Nullable String client) {
        JsonObject key = new JsonObject().put("name", "program").put("role", role);
        if (client != null) {
            key.put("clients", new JsonArray().add(client));
        }
        return console.client().post("/keys", key).json().getString("key");
    }
}
