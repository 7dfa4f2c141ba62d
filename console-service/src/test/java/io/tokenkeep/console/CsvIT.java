package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.kit.table.Position;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class CsvIT {

    private static final String HEADER =
            "id,name,contacts,language,time_zone,brand_name,logo_url,colour,privacy_url,help_url,version";

    private static TestConsole console;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void clientsAreMadeAndChangedRowByRow() {
        String table = """
                \uFEFFid;name;contacts;language;time_zone;colour
                a-1;Ada;"Ada <ada@agency.example>
                Bo";de;Europe/Berlin;#102030
                a-2;'=Two;;;;
                a-2;Twice;;;;
                a-3;;;;;
                a-4;Four;;xx;;
                a-5;Five;;;Moon/Crater;
                """;
        List<String> rows = lines(post("/csv/clients", table));

        assertThat(rows).hasSize(7);
        assertThat(rows.subList(0, 3)).containsExactly("line,result,problem", "2,made,", "4,made,");
        assertThat(rows.get(3)).startsWith("5,,").contains("an earlier row");
        assertThat(rows.get(4)).startsWith("6,,").contains("name");
        assertThat(rows.get(5)).startsWith("7,,").contains("language");
        assertThat(rows.get(6)).startsWith("8,,").contains("IANA");
        JsonObject ada = console.client().get("/clients/a-1").json();
        assertThat(ada.getJsonArray("contacts").encode())
                .isEqualTo("[{\"name\":\"Ada\",\"email\":\"ada@agency.example\"},{\"name\":\"Bo\"}]");
        assertThat(ada.getJsonObject("brand").encode()).isEqualTo("{\"colour\":\"#102030\"}");
        assertThat(console.client().get("/clients/a-2").json().getString("name"))
                .isEqualTo("=Two");

        List<String> again = lines(
                post("/csv/clients", "id,language,name,version\na-1,,Ada,1\na-2,,'=Two,\na-1x,,X,7\na-2y,,Y,0\n"));
        assertThat(again.subList(1, 3)).containsExactly("2,changed,", "3,unchanged,");
        assertThat(again.get(3)).startsWith("4,,").contains("current version is 0");
        assertThat(again.get(4)).isEqualTo("5,made,");
        JsonObject changed = console.client().get("/clients/a-1").json();
        assertThat(changed.containsKey("language")).as("an empty cell removes").isFalse();
        assertThat(changed.getString("timeZone"))
                .as("a missing column does not")
                .isEqualTo("Europe/Berlin");
    }

    @Test
    void repeatedTableMakesNothingAgain() {
        String table = "id,name\nr-1,One\nr-2,Two\n";
        ApiClient api = console.client().with("Idempotency-Key", "clients");

        Answer first = api.send("POST", "/csv/clients", table, "text/csv");
        Answer again = api.send("POST", "/csv/clients", table, "text/csv");

        assertThat(again.response().body()).isEqualTo(first.response().body()).contains("2,made,");
        assertThat(console.client().get("/clients/r-1").json().getInteger("version"))
                .isEqualTo(1);
        assertThat(api.send("POST", "/csv/clients", table + "r-3,Three\n", "text/csv")
                        .problem())
                .isEqualTo("422 idempotency-key-reused");
    }

    @Test
    void positionOfATableCoversAllItsRows(LocalKafka kafka) {
        String table = "apps\n" + "threads-main\n".repeat(50);
        Answer made = console.client().with("Idempotency-Key", "links").send("POST", "/csv/links", table, "text/csv");
        Map<Integer, Long> last = new HashMap<>();
        new TestTopics(kafka)
                .read(Topics.CONNECT_LINKS.name())
                .forEach(record -> last.merge(record.partition(), record.offset(), Math::max));
        assertThat(last).as("it has rows in several partitions").hasSizeGreaterThan(1);

        assertThat(made.position().split(","))
                .extracting(text -> Position.parse(text).orElseThrow())
                .containsExactlyInAnyOrderElementsOf(last.entrySet().stream()
                        .map(end -> new Position("connect-links", end.getKey(), end.getValue()))
                        .toList());
        ApiClient reader = console.client().with("Tokenkeep-Position", made.position());
        assertThat(reader.get("/links").status()).isEqualTo(200);
        assertThat(console.client()
                        .with("Tokenkeep-Position", made.position() + ",connect-links.0.nine")
                        .get("/links")
                        .problem())
                .isEqualTo("400 invalid-request");
        assertThat(console.client()
                        .with("Idempotency-Key", "links")
                        .send("POST", "/csv/links", table, "text/csv")
                        .position())
                .as("a repetition that wrote nothing covers them as well")
                .isEqualTo(made.position());
    }

    @Test
    void tableThatWasReadFromTheApiIsTakenByItAndChangesNothing() {
        post("/csv/clients", "id,name,contacts,help_url\n'=e-1,'@E,\"'+A <a@b.example>\nB\",mailto:help@b.example\n");
        Answer all = console.client().get("/csv/clients");

        assertThat(all.header("Content-Type")).isEqualTo("text/csv");
        List<String> lines = all.response().body().lines().toList();
        assertThat(lines.get(0)).isEqualTo(HEADER);
        assertThat(all.response().body()).contains("'=e-1,'@E,\"'+A <a@b.example>\nB\",,,,,,,mailto:help@b.example,1");
        assertThat(lines(post("/csv/clients", all.response().body())).stream().skip(1))
                .allMatch(line -> line.endsWith(",unchanged,"));
    }

    @Test
    void limitedKeySeesItsOwnClientsAndLinksAlone() {
        post("/csv/clients", "id,name\nk-1,One\nk-2,Two\n");
        post("/csv/links", """
                apps,client,note,expected_kind,expected_value
                threads-main,k-1,=1+1,HANDLE,ada
                threads-main,k-2,secret,,
                threads-main,,mine,,
                """);
        String key = console.client()
                .post(
                        "/keys",
                        new JsonObject()
                                .put("name", "program")
                                .put("role", "READ")
                                .put("clients", new JsonArray().add("k-1")))
                .json()
                .getString("key");

        assertThat(console.client(key)
                        .get("/csv/clients")
                        .response()
                        .body()
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .startsWith("k-1,One,");
        String links = console.client(key).get("/csv/links").response().body();
        assertThat(links.lines().skip(1))
                .singleElement()
                .asString()
                .contains(",OPEN,,threads-main,k-1,", ",true,threads-main HANDLE ada,0,,,", ",'=1+1,")
                .doesNotContain("http");
        assertThat(console.client()
                        .get("/csv/links?client=k-2")
                        .response()
                        .body()
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .contains("http://localhost:8080/c/", "secret");
    }

    private static Answer post(String path, String table) {
        Answer answer = console.client().send("POST", path, table, "text/csv");
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static List<String> lines(Answer answer) {
        return answer.response().body().lines().toList();
    }
}
