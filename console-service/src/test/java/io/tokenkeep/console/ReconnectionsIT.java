package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that need a person, and their links; statuses come as refresh-worker writes them. Each test has accounts of its own. */
@ExtendWith(KafkaExtension.class)
class ReconnectionsIT {

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
    void accountIsListedWithAdviceAndWithItsLinkOnceThereIsOne() {
        String account = needs(
                "ada", status -> status.setClient("7").setDisplayName("Ada").setExpiresAt(TestStatus.CHANGED));
        JsonObject shown = item(console.client(), account);
        assertThat(shown.getString("app")).isEqualTo("threads-main");
        assertThat(shown.getString("kind")).isEqualTo("USER");
        assertThat(shown.getString("name")).isEqualTo("Ada");
        assertThat(shown.getString("client")).isEqualTo("7");
        assertThat(shown.getString("state")).isEqualTo("REAUTHORIZATION_REQUIRED");
        assertThat(shown.getString("advice"))
                .isEqualTo("The access has ended. The person has to open the link and consent again.");
        assertThat(shown.getString("since")).isEqualTo("2026-11-29T10:00:00Z");
        assertThat(shown.getString("expiresAt")).isEqualTo("2026-11-29T10:00:00Z");
        assertThat(shown.containsKey("link")).isFalse();

        Answer made = link(console.client(), account);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.position()).startsWith("connect-links");
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        JsonObject link = made.json();
        assertThat(link.getJsonArray("apps")).containsExactly("threads-main");
        assertThat(link.getString("client")).isEqualTo("7");
        assertThat(link.getBoolean("single")).isTrue();
        assertThat(link.getJsonArray("expected"))
                .containsExactly(new JsonObject()
                        .put("app", "threads-main")
                        .put("kind", "ACCOUNT")
                        .put("value", "ada"));
        assertThat(item(console.client(), account).getJsonObject("link"))
                .isEqualTo(new JsonObject()
                        .put("id", link.getString("id"))
                        .put("expiresAt", link.getString("expiresAt"))
                        .put("url", link.getString("url")));
        assertThat(item(console.client(key("READ", "7")), account)
                        .getJsonObject("link")
                        .containsKey("url"))
                .as("a reader may not use a link")
                .isFalse();
    }

    @Test
    void pageIsExpectedAsAPageThatAnybodyMayGive() {
        needs(
                "112233",
                status -> status.setApp("facebook-main").setKind(TokenKind.PAGE).setClient("7"));

        JsonObject link = link(console.client(), "facebook-main:112233").json();

        assertThat(link.getJsonArray("expected"))
                .containsExactly(new JsonObject()
                        .put("app", "facebook-main")
                        .put("kind", "PAGE")
                        .put("value", "112233"));
    }

    @Test
    void openLinkIsReturnedToEverybodyWhoAsksAtBothInstances(LocalKafka kafka) {
        String account = needs("bo", status -> status.setClient("7"));
        Answer made = link(
                console.client(),
                account,
                new JsonObject().put("note", "for Bo").put("language", "de"));

        Answer again = link(console.client(key("OPERATE", "7")), account, new JsonObject().put("note", "not this"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        assertThat(again.json().getString("note")).isEqualTo("for Bo");
        try (TestConsole other = TestConsole.start(kafka.bootstrapServers()).awaitHealthy()) {
            Answer there = link(other.client().with("Tokenkeep-Position", made.position()), account);
            assertThat(there.status()).isEqualTo(200);
            assertThat(there.json().getString("url")).isEqualTo(made.json().getString("url"));
            assertThat(item(other.client(), account).getJsonObject("link").getString("url"))
                    .isEqualTo(made.json().getString("url"));
        }
        assertThat(topics.read(Topics.CONSOLE_AUDIT.name()).stream()
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                        .filter(("connect-links/" + made.json().getString("id"))::equals))
                .as("one change, one entry")
                .hasSize(1);
    }

    @Test
    void requestsAtTheSameTimeMakeOneLink() {
        String account = needs("cy", status -> status.setClient("7"));
        ApiClient api = console.client();
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(CompletableFuture.supplyAsync(() -> link(api, account)));
        }

        List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers)
                .extracting(answer -> answer.json().getString("id"))
                .containsOnly(answers.get(0).json().getString("id"));
    }

    @Test
    void linkThatAnEmployeeMadeForTheAccountCounts() {
        String account = needs("di", status -> status.setClient("7"));
        JsonObject body = new JsonObject()
                .put("apps", new JsonArray().add("threads-main"))
                .put("client", "7")
                .put("expected", new JsonArray().add(expected("ACCOUNT", "di")));
        for (JsonObject other : List.of(
                body.copy().put("single", false),
                body.copy().put("client", "8"),
                body.copy().put("expected", new JsonArray()),
                body.copy().put("expected", new JsonArray().add(expected("HANDLE", "di"))),
                body.copy().put("expected", body.getJsonArray("expected").copy().add(expected("ACCOUNT", "else"))),
                body.copy().put("apps", new JsonArray().add("threads-main").add("facebook-main")))) {
            assertThat(console.client().post("/links", other).status()).isEqualTo(201);
        }
        assertThat(item(console.client(), account).containsKey("link"))
                .as("none of these is for this account and client alone")
                .isFalse();

        String made = console.client().post("/links", body).json().getString("id");

        Answer offered = link(console.client(), account);
        assertThat(offered.status()).isEqualTo(200);
        assertThat(offered.json().getString("id")).isEqualTo(made);
    }

    @Test
    void linkThatWasUsedOrRevokedOrIsOverIsReplaced() {
        String account = needs("eli", status -> status.setClient("7"));
        LinkSignature signature = new LinkSignature(LinkKeys.parse(TestConsole.LINK_KEYS));
        ConnectLink over = signature.sign(foreign("over", "eli", Instant.now().minusSeconds(1)));
        ConnectLink unsigned = foreign("unsigned", "eli", Instant.now().plus(Duration.ofDays(1)));
        topics.write(Topics.CONNECT_LINKS.record("over", over));
        topics.write(Topics.CONNECT_LINKS.record("unsigned", unsigned));
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get("/links/over").status() == 200);
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get("/links/unsigned").status() == 200);

        Answer first = link(console.client(), account);
        assertThat(first.status()).isEqualTo(201);
        console.client().delete("/links/" + first.json().getString("id"));
        Answer second = link(console.client(), account);
        assertThat(second.status()).isEqualTo(201);
        String used = second.json().getString("id");
        String use = LinkUses.key(used, "threads-main");
        topics.write(Topics.CONNECT_LINK_USES.record(
                use, new LinkUse(use, used, "threads-main", "authorization-1", Instant.now())));
        await(account, shown -> !shown.containsKey("link"));
        Answer third = link(console.client(), account);

        assertThat(third.status()).isEqualTo(201);
        assertThat(List.of(first, second, third))
                .extracting(answer -> answer.json().getString("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void repeatedRequestReturnsWhatTheFirstOneMadeAlsoWhenTheAccountIsWellAgain() {
        String account = needs("fay", status -> status.setClient("7"));
        ApiClient api = console.client().with("Idempotency-Key", "one-reconnection");
        Answer made = link(api, account);
        write(TestStatus.of("fay", StatusState.CONNECTED).setClient("7").build());
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> items(console.client(), "").stream()
                .noneMatch(one -> account.equals(one.getString("account"))));

        Answer again = link(api, account);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.position()).isEmpty();
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(link(api, account, new JsonObject().put("note", "other")).problem())
                .isEqualTo("422 idempotency-key-reused");
        assertThat(link(console.client(), account).problem()).isEqualTo("404 not-found");
    }

    @Test
    void limitedKeySeesItsClientsAccountsAndWhatHasNoClientIsForAdmins() {
        String ofSeven = needs("gus", status -> status.setClient("7"));
        String ofNone = needs("hal", status -> status);
        ApiClient eight = console.client(key("OPERATE", "8"));
        ApiClient all = console.client(key("OPERATE", null));

        assertThat(accounts(eight, "")).doesNotContain(ofSeven, ofNone);
        assertThat(accounts(eight, "&client=7")).isEmpty();
        assertThat(link(eight, ofSeven).problem()).isEqualTo("404 not-found");
        assertThat(accounts(all, "")).contains(ofSeven).doesNotContain(ofNone);
        assertThat(link(all, ofNone).problem()).isEqualTo("404 not-found");
        assertThat(link(eight, ofSeven).json().getString("detail"))
                .isEqualTo(link(eight, "threads-main:nobody")
                        .json()
                        .getString("detail")
                        .replace("nobody", "gus"));

        Answer byAdmin = link(console.client(), ofNone);
        assertThat(byAdmin.status()).isEqualTo(201);
        assertThat(byAdmin.json().containsKey("client")).isFalse();
        assertThat(link(console.client(key("OPERATE", "7")), ofSeven).status()).isEqualTo(201);
    }

    @Test
    void accountKeepsAClientThatTheConsoleDoesNotKnow() {
        String account = needs("ivy", status -> status.setClient("of another system"));

        Answer made = link(console.client(), account);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getString("client")).isEqualTo("of another system");
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusState.class,
            names = {"CONNECTED", "DISCONNECTED", "DELETED"})
    void accountThatNeedsNobodyIsNotListedAndHasNoLink(StatusState state) {
        String account = needs("jo-" + state, status -> status.setClient("7"));
        write(TestStatus.of("jo-" + state, state).setClient("7").build());

        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> !accounts(console.client(), "")
                .contains(account));
        Answer refused = link(console.client(), account);
        assertThat(refused.problem()).isEqualTo("404 not-found");
        assertThat(refused.json().getString("detail")).contains("needs no person", "no such account");
    }

    @Test
    void listIsFilteredAndComesInPages() {
        List<String> wanted = List.of(
                needs("kim-1", status -> status.setApp("app-1").setClient("8").setState(StatusState.EXPIRING)),
                needs("kim-2", status -> status.setApp("app-1").setClient("8").setState(StatusState.EXPIRING)),
                needs("kim:3", status -> status.setApp("app-1").setClient("8").setState(StatusState.EXPIRING)));
        needs("kim-4", status -> status.setApp("app-1").setClient("8").setState(StatusState.DEAUTHORIZED));
        needs("kim-5", status -> status.setApp("app-1").setClient("7").setState(StatusState.EXPIRING));
        needs("kim-6", status -> status.setApp("app-2").setClient("8").setState(StatusState.EXPIRING));
        String filter = "&client=8&app=app-1&state=EXPIRING";

        JsonObject first =
                console.client().get("/reconnections?limit=2" + filter).json();
        JsonObject second = console.client()
                .get("/reconnections?limit=2&after=" + first.getString("next").replace(":", "%3A") + filter)
                .json();

        assertThat(first.getJsonArray("items")).hasSize(2);
        assertThat(second.containsKey("next")).isFalse();
        assertThat(accounts(console.client(), filter)).containsExactlyElementsOf(wanted);
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("account"))
                .isEqualTo("app-1:kim:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=CONNECTED",
                "state=",
                "limit=0",
                "limit=201",
                "client=",
                "app=a123456789b123456789c123456789d123456789e123456789f123456789g1234"
            })
    void filterThatTheContractDoesNotAllowIsRefused(String query) {
        assertThat(console.client().get("/reconnections?" + query).problem()).isEqualTo("400 invalid-request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                       |
            {"account":"x"}                                                          |
            {"account":"threads-main:lou","client":"8"}                              |
            {"account":"threads-main:lou","expected":[]}                             |
            {"account":"threads-main:lou","expiresAt":"tomorrow"}                    | 2027-01-31
            {"account":"threads-main:lou","expiresAt":"2020-01-01T00:00:00Z"}        | an hour
            {"account":"threads-main:lou","returnUrl":"https://elsewhere.example/"}  | links.return.hosts
            {"account":"threads-main:lou","language":"xx"}                           |
            {"account":"gone-app:lou"}                                               | links.apps
            []                                                                       |
            """)
    void linkThatCannotBeMadeIsRefusedWithTheReason(String body, String named) {
        needs("lou", status -> status.setClient("7"));
        needs("lou", status -> status.setApp("gone-app").setClient("7"));

        Answer refused = console.client().send("POST", "/reconnect-links", body);

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        if (named != null) {
            assertThat(refused.json().getString("detail")).contains(named);
        }
    }

    @Test
    void bodyThatIsTooLargeOrOfAnotherTypeIsRefused() {
        assertThat(console.client()
                        .send("POST", "/reconnect-links", " ".repeat(70_000))
                        .problem())
                .isEqualTo("413 too-large");
        assertThat(console.client()
                        .send("POST", "/reconnect-links", "account=threads-main:1", "text/plain")
                        .problem())
                .isEqualTo("415 unsupported-media-type");
    }

    @Test
    void moreAccountsThanTheLimitFailTheHealthAndTheFirstOnesStay(LocalKafka kafka) {
        needs("mo-1", status -> status);
        needs("mo-2", status -> status);
        var settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("reconnections.limit", "1");
        try (TestConsole small = TestConsole.start(settings)) {
            Awaitility.await().atMost(TestConsole.LIMIT).until(() -> small.reasons().stream()
                    .anyMatch(text -> text.contains("reconnections.limit")));
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() -> small.client().get("/reconnections").status() == 200);
            assertThat(items(small.client(), "")).hasSize(1);
        }
    }

    private static ConnectLink foreign(String id, String account, Instant expiresAt) {
        return ConnectLink.newBuilder()
                .setLinkId(id)
                .setVersion(new RecordVersion(1L, id, Instant.now(), "key"))
                .setCreationId(id)
                .setCreatedAt(Instant.now())
                .setMadeUnder("links-1")
                .setApps(List.of("threads-main"))
                .setClient("7")
                .setExpiresAt(expiresAt)
                .setSingle(true)
                .setExpected(List.of(new ExpectedAccount("threads-main", ExpectedKind.ACCOUNT, account)))
                .setSignedUnder("links-1")
                .setSignature("")
                .build();
    }

    private static JsonObject expected(String kind, String value) {
        return new JsonObject().put("app", "threads-main").put("kind", kind).put("value", value);
    }

    /** An account whose access has ended, once the console lists it. */
    private static String needs(String id, UnaryOperator<AccountStatus.Builder> change) {
        AccountStatus status = change.apply(TestStatus.of(id, StatusState.REAUTHORIZATION_REQUIRED)
                        .setFailureClass(FailureClass.REAUTHORIZE))
                .build();
        write(status);
        String account = status.getApp() + ":" + id;
        await(account, shown -> true);
        return account;
    }

    private static void write(AccountStatus status) {
        topics.write(Topics.ACCOUNT_STATUS.record(status.getApp() + ":" + status.getAccountId(), status));
    }

    private static void await(String account, Predicate<JsonObject> shown) {
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> items(console.client(), "").stream()
                .filter(one -> account.equals(one.getString("account")))
                .anyMatch(shown));
    }

    private static JsonObject item(ApiClient api, String account) {
        return items(api, "").stream()
                .filter(one -> account.equals(one.getString("account")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> accounts(ApiClient api, String filter) {
        return items(api, filter).stream().map(one -> one.getString("account")).toList();
    }

    private static List<JsonObject> items(ApiClient api, String filter) {
        Answer page = api.get("/reconnections?limit=200" + filter);
        assertThat(page.status()).isEqualTo(200);
        return page.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Answer link(ApiClient api, String account) {
        return link(api, account, new JsonObject());
    }

    private static Answer link(ApiClient api, String account, JsonObject more) {
        return api.post("/reconnect-links", more.copy().put("account", account));
    }

    private static String key(String role, @Nullable String client) {
        JsonObject key = new JsonObject().put("name", "program").put("role", role);
        if (client != null) {
            key.put("clients", new JsonArray().add(client));
        }
        return console.client().post("/keys", key).json().getString("key");
    }
}
