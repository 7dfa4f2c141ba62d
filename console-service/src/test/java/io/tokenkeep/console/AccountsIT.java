package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of accounts; statuses come as refresh-worker writes them. */
@ExtendWith(KafkaExtension.class)
class AccountsIT {

    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        console.client().post("/clients", new JsonObject().put("id", "8").put("name", "Eight"));
        write("threads-main", "101", StatusState.CONNECTED, status -> status.setProvider("threads")
                .setClient("7")
                .setDisplayName("Ada Lovelace")
                .setScopes(List.of("threads_basic"))
                .setExpiresAt(TestStatus.CHANGED.plusSeconds(60)));
        write("threads-main", "102", StatusState.EXPIRING, status -> status.setClient("8")
                .setDisplayName("Bo"));
        write("threads-main", "103", StatusState.CONNECTED, status -> status);
        write("facebook-main", "200", StatusState.CONNECTED, status -> status.setProvider("facebook")
                .setClient("7")
                .setClaimedForClient("8")
                .setLinkedAccounts(List.of(new LinkedAccount("facebook", "201", "A Page")))
                .setMissingPages(List.of(new MissingPage("facebook-main:209", "Lost", MissingPageReason.NOT_TICKED))));
        write("facebook-main", "201", StatusState.USER_ACTION_REQUIRED, status -> status.setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setClient("7")
                .setScopes(List.of("pages_show_list"))
                .setTasks(List.of("ANALYZE"))
                .setParentAccount("facebook-main:200"));
        write("facebook-main", "202", StatusState.CONNECTED, status -> status.setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setClient("8")
                .setParentAccount("facebook-main:200"));
        awaitTotal(console, 6);
    }

    private static void awaitTotal(TestConsole at, int total) {
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> {
            Answer answer = at.client().get("/accounts");
            return answer.status() == 200 && answer.json().getInteger("total") == total;
        });
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void listHasAPageTheTotalAndACountForEachState() {
        JsonObject page = list("?limit=2");

        assertThat(keys(page)).containsExactly("facebook-main:200", "facebook-main:201");
        assertThat(page.getInteger("total")).isEqualTo(6);
        assertThat(page.getJsonObject("counts"))
                .isEqualTo(new JsonObject()
                        .put("UNKNOWN", 0)
                        .put("CONNECTED", 4)
                        .put("EXPIRING", 1)
                        .put("REAUTHORIZATION_REQUIRED", 0)
                        .put("USER_ACTION_REQUIRED", 1)
                        .put("DISCONNECTED", 0)
                        .put("DEAUTHORIZED", 0));
        JsonObject next = list("?limit=2&after=" + page.getString("next"));
        assertThat(keys(next)).containsExactly("facebook-main:202", "threads-main:101");
    }

    @Test
    void filtersMustAllMatchAndStatesMayBeRepeated() {
        assertThat(keys(list("?state=EXPIRING&state=USER_ACTION_REQUIRED")))
                .containsExactly("facebook-main:201", "threads-main:102");
        assertThat(keys(list("?state=EXPIRING"))).containsExactly("threads-main:102");
        assertThat(keys(list("?app=facebook-main&kind=PAGE&client=8"))).containsExactly("facebook-main:202");
        assertThat(keys(list("?can=READ&provider=threads"))).containsExactly("threads-main:101");
        assertThat(keys(list("?endsBefore=2026-11-29T10:01:01Z"))).containsExactly("threads-main:101");
        assertThat(keys(list("?endsBefore=2026-11-29T10:01:00Z"))).isEmpty();
        assertThat(keys(list("?text=love%20AD"))).containsExactly("threads-main:101");
        assertThat(keys(list("?text=10&sort=name&limit=3")))
                .containsExactly("threads-main:101", "threads-main:102", "threads-main:103");
    }

    @Test
    void keyOfAClientNeitherSeesNorCountsOthers() {
        ApiClient seven = console.client(key("READ", "7"));

        JsonObject page = seven.get("/accounts").json();

        assertThat(keys(page)).containsExactly("facebook-main:200", "facebook-main:201", "threads-main:101");
        assertThat(page.getInteger("total")).isEqualTo(3);
        assertThat(page.getJsonObject("counts").getInteger("EXPIRING")).isZero();
        assertThat(seven.get("/accounts?client=8").json().getInteger("total")).isZero();
        assertThat(seven.get("/accounts/threads-main%3A102").problem()).isEqualTo("404 not-found");
        assertThat(seven.get("/accounts/threads-main%3A103").problem()).isEqualTo("404 not-found");
        JsonObject person = seven.get("/accounts/facebook-main%3A200").json();
        assertThat(person.getJsonArray("pages")).containsExactly("facebook-main:201");
        assertThat(person.getInteger("pagesTotal")).isEqualTo(1);
        assertThat(person.containsKey("claimedForClient")).isFalse();
        assertThat(codes(person)).contains("PAGES_MISSING").doesNotContain("CLIENT_CONFLICT");
        ApiClient eight = console.client(key("READ", "8"));
        assertThat(eight.get("/accounts/facebook-main:202").json().containsKey("parent"))
                .isFalse();
    }

    @Test
    void accountIsShownWithCapabilitiesAdviceAndRelatives() {
        JsonObject person = console.client().get("/accounts/facebook-main:200").json();
        assertThat(person.getJsonArray("pages")).containsExactly("facebook-main:201", "facebook-main:202");
        assertThat(person.getString("claimedForClient")).isEqualTo("8");
        assertThat(person.getJsonArray("missingPages").getJsonObject(0).getString("reason"))
                .isEqualTo("NOT_TICKED");
        assertThat(person.getJsonArray("linkedAccounts").getJsonObject(0).getString("accountId"))
                .isEqualTo("201");
        assertThat(person.containsKey("advice")).isFalse();
        assertThat(codes(person)).contains("PAGES_MISSING", "CLIENT_CONFLICT");
        assertThat(codes(console.client().get("/accounts/threads-main:103").json()))
                .isEmpty();

        JsonObject page = console.client().get("/accounts/facebook-main%3A201").json();
        assertThat(page.getString("parent")).isEqualTo("facebook-main:200");
        assertThat(page.getString("advice")).contains("The provider wants something");
        assertThat(page.getJsonArray("can")).isEmpty();
        assertThat(page.getJsonArray("capabilities").getJsonObject(1))
                .isEqualTo(new JsonObject()
                        .put("capability", "PUBLISH")
                        .put("possible", false)
                        .put("missingScopes", new JsonArray().add("pages_manage_posts"))
                        .put("missingTask", "CREATE_CONTENT"));
        assertThat(console.client().get("/accounts/threads-main:999").problem()).isEqualTo("404 not-found");
        assertThat(console.client().get("/accounts/none").problem()).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=GONE",
                "state=DELETED",
                "kind=ROBOT",
                "can=FLY",
                "endsBefore=tomorrow",
                "endsBefore=%2B1000000000-12-31T23:59:59Z",
                "text=",
                "text=%20",
                "text=a+b+c+d+e+f+g+h+i",
                "sort=colour",
                "limit=0",
                "limit=201",
                "after=nothing"
            })
    void queryThatIsNotValidIsRefused(String query) {
        assertThat(console.client().get("/accounts?" + query).problem()).isEqualTo("400 invalid-request");
    }

    @Test
    void textThatIsTooLongAndAPlaceOfAnotherOrderAreRefused() {
        assertThat(console.client().get("/accounts?text=" + "x".repeat(101)).problem())
                .isEqualTo("400 invalid-request");
        assertThat(console.client().get("/accounts/" + "x".repeat(513)).problem())
                .isEqualTo("400 invalid-request");
        String next = list("?limit=1&sort=endsAt").getString("next");
        assertThat(console.client().get("/accounts?sort=name&after=" + next).problem())
                .isEqualTo("400 invalid-request");
        assertThat(keys(list("?limit=1&sort=endsAt&after=" + next))).containsExactly("facebook-main:200");
    }

    @Test
    void statesAreATableWithTheSameFilters() {
        String table = csv(console.client(), "?app=threads-main");

        assertThat(table.lines().findFirst())
                .contains("account,app,provider,kind,state,since,can,name,client,endsAt,nextAction,nextActionAt,"
                        + "failureClass,errorCode,errorSubcode,advice");
        assertThat(table.lines().skip(1).map(line -> line.replaceAll(",.*", "")))
                .containsExactly("threads-main:101", "threads-main:102", "threads-main:103");
        assertThat(table)
                .contains("threads-main:101,threads-main,threads,USER,CONNECTED," + TestStatus.CHANGED
                        + ",READ,Ada Lovelace,7," + TestStatus.CHANGED.plusSeconds(60) + ",,,NONE,,,\r\n")
                .contains("EXPIRING")
                .contains("The access ends soon");
        assertThat(csv(console.client(), "?state=EXPIRING").lines()).hasSize(2);
        assertThat(csv(console.client(key("READ", "8")), "").lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.contains(",8,"));
        assertThat(console.client().get("/csv/accounts?state=NONE").problem()).isEqualTo("400 invalid-request");
        assertThat(console.client().get("/csv/accounts?endsBefore=soon").problem())
                .isEqualTo("400 invalid-request");
    }

    @Test
    void nameIsNeitherAFormulaNorANumber() {
        write("facebook-csv", "1", StatusState.CONNECTED, status -> status.setDisplayName("=1+1"));
        write("facebook-csv", "2", StatusState.CONNECTED, status -> status.setDisplayName("17841788310136145"));
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> csv(console.client(), "?app=facebook-csv").lines().count() == 3);

        String table = csv(console.client(), "?app=facebook-csv");
        write("facebook-csv", "1", StatusState.DELETED, status -> status);
        write("facebook-csv", "2", StatusState.DELETED, status -> status);
        awaitTotal(console, 6);

        assertThat(table).contains(",'=1+1,").contains(",'17841788310136145,");
    }

    private static String csv(ApiClient from, String query) {
        Answer table = from.get("/csv/accounts" + query);
        assertThat(table.status()).isEqualTo(200);
        return table.response().body();
    }

    @Test
    void deletedAccountLeavesBothInstancesAndARestartDoesNotBringItBack(LocalKafka kafka) {
        write("threads-main", "900", StatusState.CONNECTED, status -> status.setDisplayName("Zed"));
        try (TestConsole other = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            awaitTotal(other, 7);
            awaitTotal(console, 7);
            write("threads-main", "900", StatusState.DELETED, status -> status);
            awaitTotal(other, 6);
            awaitTotal(console, 6);
        }
        try (TestConsole again = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            assertThat(again.client().get("/accounts/threads-main:900").problem())
                    .isEqualTo("404 not-found");
            assertThat(again.client().get("/accounts").json().getInteger("total"))
                    .isEqualTo(6);
        }
    }

    @Test
    void moreAccountsThanTheLimitFailTheHealth(LocalKafka kafka) {
        var settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("accounts.limit", "2");
        try (TestConsole small = TestConsole.start(settings)) {
            Awaitility.await().atMost(TestConsole.LIMIT).until(() -> small.reasons().stream()
                    .anyMatch(text -> text.contains("accounts.limit")));
            awaitTotal(small, 2);
        }
    }

    private static JsonObject list(String query) {
        Answer page = console.client().get("/accounts" + query);
        assertThat(page.status()).isEqualTo(200);
        return page.json();
    }

    private static List<String> codes(JsonObject account) {
        return account.getJsonArray("issues").stream()
                .map(issue -> ((JsonObject) issue).getString("code"))
                .toList();
    }

    private static List<String> keys(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("account"))
                .toList();
    }

    private static void write(String app, String id, StatusState state, UnaryOperator<AccountStatus.Builder> change) {
        AccountStatus status =
                change.apply(TestStatus.of(id, state).setApp(app)).build();
        topics.write(Topics.ACCOUNT_STATUS.record(app + ":" + id, status));
    }

    private static String key(String role, String client) {
        JsonObject key =
                new JsonObject().put("name", "program").put("role", role).put("clients", new JsonArray().add(client));
        return console.client().post("/keys", key).json().getString("key");
    }
}
