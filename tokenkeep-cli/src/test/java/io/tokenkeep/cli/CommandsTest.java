package io.tokenkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.cli.TestRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private static final String PAGE = """
            {"items":[{"account":"threads-main:1","name":"Ada\\u001b[31m \\u202eevil","kind":"USER","state":"CONNECTED",\
            "can":["READ","PUBLISH"],"since":"2026-11-29T10:00:00Z"}],"total":2,"counts":{"CONNECTED":2}%s}""";

    private FakeApi api;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listHasAllFiltersAndFollowsThePages() {
        api.json(200, PAGE.formatted(",\"next\":\"a b\"")).json(200, PAGE.formatted(""));

        Result result = TestRun.at(api)
                .run(
                        "accounts",
                        "list",
                        "--state",
                        "expiring,CONNECTED",
                        "--app",
                        "threads-main",
                        "--client",
                        "7",
                        "--provider",
                        "threads",
                        "--kind",
                        "user",
                        "--can",
                        "publish",
                        "--ends-before",
                        "2027-01-31T12:00:00Z",
                        "--text",
                        "a&b",
                        "--sort",
                        "endsAt",
                        "--all");

        assertThat(result.code()).isZero();
        String filter = "/accounts?state=EXPIRING&state=CONNECTED&app=threads-main&client=7&provider=threads&kind=USER"
                + "&can=PUBLISH&endsBefore=2027-01-31T12%3A00%3A00Z&text=a%26b&sort=endsAt&limit=200";
        assertThat(api.lines()).containsExactly("GET " + filter, "GET " + filter + "&after=a+b");
        assertThat(api.requests.get(0).header("Authorization")).isEqualTo("Bearer " + FakeApi.KEY);
        assertThat(result.out()).containsOnlyOnce("ACCOUNT").contains("threads-main:1", "CONNECTED");
        assertThat(result.out().lines()).hasSize(3);
        assertThat(result.err()).contains("2 of 2 shown. CONNECTED 2.");
    }

    @Test
    void textOfThePersonCommandsNoTerminalAndJsonIsTheSame() {
        api.json(200, PAGE.formatted("")).json(200, PAGE.formatted("").replace("evil", "\u202e\u009b"));

        assertThat(TestRun.at(api).run("accounts", "list").out()).doesNotContain("\u001b", "\u202e");
        Result json = TestRun.at(api).run("accounts", "list", "--output", "json");

        assertThat(json.out()).doesNotContain("\u001b", "\u202e", "\u009b").contains("\\u001b[31m", "\\u202e\\u009b");
        assertThat(json.err()).isEmpty();
    }

    @Test
    void tableFitsTheTerminalAndJsonIsNotCut() {
        String page = PAGE.formatted("").replace("evil", "x".repeat(300));
        api.json(200, page).json(200, page);

        assertThat(TestRun.at(api).width(80).run("accounts", "list").out().lines())
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.contains("…"));
        assertThat(TestRun.at(api)
                        .width(80)
                        .run("accounts", "list", "--output=json")
                        .out())
                .contains("x".repeat(300));
    }

    @Test
    void keyOfAnAccountIsWholeInANarrowTableAndTheEndIsADay() {
        api.json(200, """
                {"items":[{"account":"facebook-main:10200518063450203","name":"Bo and all his many friends","kind":"PAGE",\
                "state":"REAUTHORIZATION_REQUIRED","can":["READ","PUBLISH"],"client":"8",\
                "endsAt":"2027-02-27T14:38:36.430Z"}],"total":1,"counts":{"UNKNOWN":0,"REAUTHORIZATION_REQUIRED":1}}""");

        Result result = TestRun.at(api).width(80).run("accounts", "list");

        assertThat(result.out()).contains("facebook-main:10200518063450203 ").doesNotContain("T14:38");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.err())
                .contains("1 of 1 shown. REAUTHORIZATION_REQUIRED 1.")
                .doesNotContain("UNKNOWN");
    }

    @Test
    void historyFitsANarrowTerminalUncut() {
        api.json(200, """
                {"items":[{"at":"2026-11-29T14:38:45.747Z","kind":"ACTION_ENDED","result":"VERIFIED","failureClass":"NONE",\
                "expiresAt":"2027-01-28T14:38:36.430Z"}]}""");

        Result result = TestRun.at(api).width(80).run("accounts", "history", "threads-main:1");

        assertThat(result.out().lines().skip(1))
                .containsExactly("2026-11-29T14:38:45Z  ACTION_ENDED  VERIFIED                 2027-01-28");
    }

    @Test
    void emptyListsOfAnObjectAreLeftOut() {
        api.json(200, "{\"id\":\"7\",\"contacts\":[],\"name\":\"\"}");

        assertThat(TestRun.at(api).run("clients", "show", "7").out().lines()).containsExactly("id: 7", "name:");
    }

    @Test
    void actionWaitsForItsResult() {
        api.json(202, "{\"id\":\"r 1\",\"state\":\"WAITING\"}")
                .json(200, "{\"id\":\"r 1\",\"state\":\"WAITING\"}")
                .json(200, "{\"id\":\"r 1\",\"state\":\"ENDED\",\"result\":\"VERIFIED\"}");

        Result result = TestRun.at(api).run("accounts", "verify", "threads-main:1/2");

        assertThat(result.code()).isZero();
        assertThat(api.lines())
                .containsExactly(
                        "POST /accounts/threads-main%3A1%2F2/actions",
                        "GET /accounts/threads-main%3A1%2F2/actions/r%201",
                        "GET /accounts/threads-main%3A1%2F2/actions/r%201");
        assertThat(api.requests.get(0).body()).isEqualTo("{\"action\":\"VERIFY\"}");
        assertThat(result.out()).contains("result: VERIFIED");
    }

    @Test
    void actionThatWasRefusedIsANoAndOneWithoutResultIsNotYet() {
        api.json(202, "{\"id\":\"1\"}")
                .json(200, "{\"state\":\"ENDED\",\"result\":\"REFUSED\",\"failureClass\":\"REAUTHORIZE\"}");
        assertThat(TestRun.at(api).run("accounts", "refresh", "a:1").code()).isEqualTo(1);

        api.json(202, "{\"id\":\"1\"}");
        for (int round = 0; round < 3; round++) {
            api.json(200, "{\"state\":\"WAITING\"}");
        }
        assertThat(TestRun.at(api)
                        .run("accounts", "refresh", "a:1", "--wait", "2")
                        .code())
                .isEqualTo(4);

        api.json(202, "{\"id\":\"1\",\"state\":\"WAITING\"}");
        assertThat(TestRun.at(api)
                        .run("accounts", "refresh", "a:1", "--no-wait")
                        .code())
                .isZero();
    }

    @Test
    void disconnectAsksFirst() {
        assertThat(TestRun.at(api)
                        .input("no\n")
                        .run("accounts", "disconnect", "a:1")
                        .code())
                .isEqualTo(1);
        assertThat(TestRun.at(api).run("accounts", "disconnect", "a:1").code()).isEqualTo(2);
        assertThat(api.requests).isEmpty();

        api.json(202, "{\"id\":\"1\"}").json(200, "{\"state\":\"ENDED\",\"result\":\"DISCONNECTED\"}");
        assertThat(TestRun.at(api)
                        .input("y\n")
                        .run("accounts", "disconnect", "a:1")
                        .code())
                .isZero();
    }

    @Test
    void bulkActionCountsAsksRunsAndShowsResults() {
        api.json(201, "{\"id\":\"b1\",\"state\":\"PREPARING\"}")
                .json(200, "{\"id\":\"b1\",\"state\":\"PREPARING\"}")
                .json(200, "{\"id\":\"b1\",\"state\":\"PREPARED\",\"total\":3,\"counts\":{\"CONNECTED\":3}}")
                .json(200, "{\"id\":\"b1\",\"state\":\"RUNNING\"}")
                .json(200, "{\"id\":\"b1\",\"state\":\"RUNNING\",\"total\":3,\"sent\":2}")
                .json(
                        200,
                        "{\"id\":\"b1\",\"state\":\"ENDED\",\"total\":3,\"sent\":3,\"results\":{\"VERIFIED\":2,\"REFUSED\":1}}");

        Result result =
                TestRun.at(api).input("yes\n").run("accounts", "verify", "--client", "7", "--state", "CONNECTED");

        assertThat(result.code()).as("one was refused").isEqualTo(1);
        assertThat(api.requests.get(0).body())
                .isEqualTo("{\"action\":\"VERIFY\",\"filter\":{\"state\":[\"CONNECTED\"],\"client\":\"7\"}}");
        assertThat(api.lines()).contains("POST /bulk-actions/b1/start").hasSize(6);
        assertThat(result.err()).contains("VERIFY, accounts: 3 (CONNECTED 3)", "2 of 3 sent", "3 of 3 sent");
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("RESULT ACCOUNTS", "VERIFIED 2", "REFUSED 1");
    }

    @Test
    void bulkActionThatIsNotConfirmedIsCancelled() {
        api.json(201, "{\"id\":\"b1\"}")
                .json(200, "{\"id\":\"b1\",\"state\":\"PREPARED\",\"total\":3}")
                .json(200, "{\"id\":\"b1\",\"state\":\"CANCELLED\"}");

        assertThat(TestRun.at(api)
                        .input("\n")
                        .run("accounts", "refresh", "--all-accounts")
                        .code())
                .isEqualTo(1);
        assertThat(api.lines()).last().isEqualTo("POST /bulk-actions/b1/cancel");
    }

    @Test
    void exportGoesToAFileByteForByteAndToTheTerminalWithoutCommands() throws IOException {
        String table = "account,name\r\na:1,\"A\u001b[2J\"\r\n";
        api.with(200, table, Map.of("Content-Type", "text/csv")).with(200, table, Map.of("Content-Type", "text/csv"));
        Path file = folder.resolve("states.csv");

        assertThat(TestRun.at(api)
                        .run("accounts", "export", "--app", "a", "--to", file.toString())
                        .code())
                .isZero();
        assertThat(TestRun.at(api).run("accounts", "export").out()).isEqualTo(table.replace("\u001b", "\uFFFD"));

        assertThat(file).hasContent(table);
        assertThat(api.lines()).containsExactly("GET /csv/accounts?app=a", "GET /csv/accounts");
    }

    @Test
    void tableWithARowThatFailedIsANo() throws IOException {
        Path file = Files.writeString(folder.resolve("links.csv"), "apps\nthreads-main\nnone\n");
        api.with(
                200,
                "line,id,url,problem\r\n2,l1,https://a/c/x,\r\n3,,,no such app\r\n",
                Map.of("Content-Type", "text/csv"));

        Result result = TestRun.at(api).run("links", "create", "--from", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("no such app");
        assertThat(result.err()).contains("1 rows failed");
        assertThat(api.requests.get(0).header("Content-type")).isEqualTo("text/csv");
    }

    @Test
    void linkHasWhatTheOptionsSay() {
        api.json(201, "{\"id\":\"l1\"}");

        TestRun.at(api)
                .run("links", "create", "--app", "a,b", "--client", "7", "--expect", "a:HANDLE:x:y", "--many-uses");

        assertThat(api.requests.get(0).body())
                .isEqualTo("{\"apps\":[\"a\",\"b\"],\"client\":\"7\",\"single\":false,"
                        + "\"expected\":[{\"app\":\"a\",\"kind\":\"HANDLE\",\"value\":\"x:y\"}]}");
    }

    @Test
    void deletionByListAsksAndIsTheSameRequestEachTime() throws IOException {
        Path file = Files.writeString(folder.resolve("ids.csv"), "id\n17\n");
        assertThat(TestRun.at(api)
                        .input("n\n")
                        .run("delete-by-list", file.toString(), "--app", "f", "--as-of", "2026-11-29T10:00:00Z")
                        .code())
                .isEqualTo(1);
        api.with(200, "line,problem\r\n2,\r\n", Map.of("Content-Type", "text/csv"));

        TestRun.at(api).run("delete-by-list", file.toString(), "--app", "f", "--as-of", "2026-11-29T10:00:00Z", "-y");

        assertThat(api.lines()).containsExactly("POST /csv/deletions?app=f&asOf=2026-11-29T10%3A00%3A00Z");
        assertThat(api.requests.get(0).headers()).doesNotContainKey("Idempotency-key");
    }

    @Test
    void importHasSubcommandsAndSendsJsonLinesAsSuch() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens.ndjson"), "{\"token\":\"t\"}\n");
        api.json(200, "{\"id\":\"i1\",\"total\":1,\"taken\":1,\"refused\":0}")
                .json(200, "{\"id\":\"i1\"}")
                .json(200, "{}");

        assertThat(TestRun.at(api).run("import", file.toString(), "--app", "a").code())
                .isZero();
        assertThat(TestRun.at(api).run("import", "show", "i1").code()).isZero();
        assertThat(TestRun.at(api).run("import", "links", "i1").code()).isZero();

        assertThat(api.requests.get(0).header("Content-type")).isEqualTo("application/x-ndjson");
        assertThat(api.lines())
                .containsExactly("POST /csv/imports?app=a", "GET /imports/i1", "POST /imports/i1/connect-links");
    }
}
