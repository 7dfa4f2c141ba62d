package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientOpener;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Imports of tokens; the test answers in the place of exchange-worker and refresh-worker. */
@ExtendWith(KafkaExtension.class)
class ImportsIT {

    private static final String PAIR = RecipientKeys.generate("imports-1", new SecureRandom());

    private static LocalKafka broker;
    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        broker = kafka;
        console = TestConsole.start(settings()).awaitHealthy();
        topics = new TestTopics(kafka);
        console.client().post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = TestConsole.settings(broker.bootstrapServers());
        settings.put("imports.key", RecipientKeys.publicPart(PAIR));
        return settings;
    }

    @Test
    void eachTokenIsSealedSoThatOnlyTheRecipientOpensIt() throws Exception {
        Answer answer = send("token,account,client\nTHAAopen000000000001,1001,7\nTHAAopen000000000002,,\n");
        String id = answer.json().getString("id");

        assertThat(answer.json().getInteger("taken")).isEqualTo(2);
        assertThat(answer.json().getInteger("written")).isEqualTo(2);
        assertThat(written(id)).hasSize(2);
        TokenImport first = row(id, 1);
        assertThat(first.getApp()).isEqualTo("threads-main");
        assertThat(first.getExpectedAccount()).isEqualTo("1001");
        assertThat(first.getClient()).isEqualTo("7");
        assertThat(opened(PAIR, first)).isEqualTo("THAAopen000000000001");
        assertThatThrownBy(() -> opened(RecipientKeys.publicPart(PAIR), first))
                .as("with all that console-service has")
                .isNotNull();
        assertThat(row(id, 2).getExpectedAccount()).isNull();
    }

    @Test
    void jsonLinesAreTakenToo() throws Exception {
        Answer answer = post(
                console,
                "/csv/imports?app=threads-main",
                "{\"token\":\"THAAjson000000000001\",\"account\":\"1101\"}\n[]\n",
                "application/x-ndjson");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getInteger("refused")).isEqualTo(1);
        assertThat(answer.json().getJsonArray("refusedRows").getJsonObject(0).getString("reason"))
                .isEqualTo("BAD_ROW");
        TokenImport row = row(answer.json().getString("id"), 1);
        assertThat(opened(PAIR, row)).isEqualTo("THAAjson000000000001");
    }

    @Test
    void rowThatCannotBeUsedFailsAloneAndIsNamedInTheTableOfResults() {
        Answer answer = send("""
                token,account,client
                THAAbad0000000000001,1.78414E+16,
                THAAbad0000000000002,,nobody
                THAA bad,,
                THAAbad0000000000003,,
                THAAbad0000000000003,,
                """);
        String id = answer.json().getString("id");

        assertThat(answer.json().getInteger("total")).isEqualTo(5);
        assertThat(answer.json().getInteger("taken")).isEqualTo(1);
        assertThat(written(id)).hasSize(1);
        List<String> lines = table(console, id);
        assertThat(lines.get(0)).isEqualTo("line,row,state,reason,account,client,advice,link");
        assertThat(lines.get(1)).startsWith("2,1,REFUSED,ROUNDED_ACCOUNT,,,");
        assertThat(lines.get(2)).startsWith("3,2,REFUSED,UNKNOWN_CLIENT,,,");
        assertThat(lines.get(3)).startsWith("4,3,REFUSED,BAD_TOKEN,,,");
        assertThat(lines.get(4)).isEqualTo("5,4,WAITING,,,,,");
        assertThat(lines.get(5)).startsWith("6,5,REFUSED,TOKEN_TWICE,,,");
    }

    @Test
    void sameTableIsTheSameImportAlsoAtAnotherInstanceAndRowsWithAResultAreLeftAlone() {
        String table = "token\nTHAAsame000000000001\nTHAAsame000000000002\n";
        String id = send(table).json().getString("id");
        outcome(id, 1, ImportState.REFUSED, ImportReason.TOKEN_REFUSED, null);
        await(id, "REFUSED", 1);
        int entries = all(Topics.CONSOLE_AUDIT).size();

        Answer again = send(table);

        assertThat(again.json().getString("id")).isEqualTo(id);
        assertThat(again.json().getInteger("written"))
                .as("the row without a result")
                .isEqualTo(1);
        assertThat(written(id)).extracting(TokenImport::getRow).containsExactlyInAnyOrder(1, 2, 2);
        outcome(id, 2, ImportState.HANDED_OVER, ImportReason.NONE, null);
        try (TestConsole other = TestConsole.start(settings()).awaitHealthy()) {
            Answer elsewhere = post(other, "/csv/imports?app=threads-main", table, "text/csv");
            assertThat(elsewhere.json().getString("id")).isEqualTo(id);
            assertThat(elsewhere.json().getInteger("written")).isZero();
            assertThat(table(other, id)).isEqualTo(table(console, id));
        }
        assertThat(written(id)).hasSize(3);
        assertThat(all(Topics.IMPORTS))
                .filteredOn(one -> one.getImportId().equals(id))
                .hasSize(1);
        assertThat(all(Topics.CONSOLE_AUDIT)).as("a question is no change").hasSize(entries + 1);
        assertThat(post(console, "/csv/imports?app=threads-main&attempt=2", table, "text/csv")
                        .json()
                        .getString("id"))
                .isNotEqualTo(id);
    }

    @Test
    void clientThatIsMadeAfterwardsBringsItsRowWithTheSameTable() {
        String table = "token,client\nTHAAlate000000000001,late\n";
        String id = send(table).json().getString("id");
        assertThat(written(id)).isEmpty();
        console.client().post("/clients", new JsonObject().put("id", "late").put("name", "Late"));

        Answer again = send(table);

        assertThat(again.json().getString("id")).isEqualTo(id);
        assertThat(written(id))
                .singleElement()
                .extracting(TokenImport::getClient)
                .isEqualTo("late");
        assertThat(table(console, id).get(1)).startsWith("2,1,WAITING,,,late");
    }

    @Test
    void resultsAreCountedAndListed() {
        String id = send("token,account\nTHAAfold000000000001,1301\nTHAAfold000000000002,\nTHAAfold000000000003,1303\n")
                .json()
                .getString("id");
        outcome(id, 1, ImportState.HANDED_OVER, ImportReason.NONE, "threads-main:1301");
        outcome(id, 2, ImportState.HANDED_OVER, ImportReason.NONE, "threads-main:1302");
        outcome(id, 3, ImportState.REFUSED, ImportReason.OTHER_ACCOUNT, "threads-main:1399");
        ended(id, 1, "threads-main:1301", ActionResult.IMPORTED);
        ended(id, 2, "threads-main:1302", ActionResult.CURRENT_KEPT);
        await(id, "CURRENT_KEPT", 1);
        await(id, "IMPORTED", 1);
        await(id, "REFUSED", 1);

        JsonObject shown = console.client().get("/imports/" + id).json();
        assertThat(shown.getJsonObject("reasons")).isEqualTo(new JsonObject().put("OTHER_ACCOUNT", 1));
        assertThat(table(console, id).get(1)).isEqualTo("2,1,IMPORTED,,threads-main:1301,,,");
        assertThat(table(console, id).get(2)).startsWith("3,2,CURRENT_KEPT,,threads-main:1302,,\"The account is known");
        JsonObject page = console.client().get("/imports?limit=1").json();
        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(console.client().get("/imports?limit=200").json().getJsonArray("items").stream()
                        .map(one -> ((JsonObject) one).getString("id")))
                .contains(id);
        assertThat(console.client().get("/imports/i0").problem()).isEqualTo("404 not-found");
        assertThat(console.client().get("/csv/imports/i0").problem()).isEqualTo("404 not-found");
    }

    @Test
    void rowsWhosePersonsHaveToConsentHaveALinkEachAndTheSameOneAgain() {
        String id = send("""
                token,account,client
                THAAlink000000000001,1401,7
                THAAlink000000000002,1402,
                THAAlink000000000003,,7
                """).json().getString("id");
        String path = "/imports/" + id + "/connect-links";
        assertThat(console.client().send("POST", path, null).response().body().lines())
                .as("no row needs one")
                .hasSize(1);
        outcome(id, 1, ImportState.REFUSED, ImportReason.TOKEN_REFUSED, null);
        outcome(id, 2, ImportState.REFUSED, ImportReason.OTHER_APP, "threads-main:9402");
        outcome(id, 3, ImportState.REFUSED, ImportReason.NOT_A_TOKEN_OF_AN_ACCOUNT, null);
        await(id, "REFUSED", 3);

        List<String> made = console.client()
                .send("POST", path, null)
                .response()
                .body()
                .lines()
                .toList();
        List<String> again = console.client()
                .send("POST", path, null)
                .response()
                .body()
                .lines()
                .toList();

        assertThat(made).hasSize(3).isEqualTo(again);
        assertThat(made.get(1)).startsWith("2,1,threads-main:1401,7,http").contains(",this account alone,");
        assertThat(made.get(2)).startsWith("3,2,threads-main:9402,,http").contains(",any account,");
        String url = made.get(1).split(",", -1)[4];
        assertThat(table(console, id).get(1)).endsWith("," + url);
        List<ConnectLink> links = all(Topics.CONNECT_LINKS).stream()
                .filter(link -> String.valueOf(link.getNote()).contains(id))
                .toList();
        assertThat(links).hasSize(2);
        ConnectLink first = links.stream()
                .filter(link -> "7".equals(link.getClient()))
                .findFirst()
                .orElseThrow();
        assertThat(first.getExpected().get(0).getValue()).isEqualTo("1401");
        console.client().delete("/links/" + first.getLinkId());

        assertThat(console.client().send("POST", path, null).response().body())
                .as("in place of the revoked one")
                .doesNotContain(url);
    }

    @Test
    void auditNamesTheImportAndNobodyInIt() {
        String id = send("token,account\nTHAAaudit00000000001,150100000000001\n")
                .json()
                .getString("id");

        AuditEntry entry = all(Topics.CONSOLE_AUDIT).stream()
                .filter(one -> one.getSubject().equals("imports/" + id))
                .findFirst()
                .orElseThrow();
        assertThat(entry.getDetail()).isEqualTo("threads-main, 1 of a table of 1");
        assertThat(entry.toString()).doesNotContain("1501", "THAA");
    }

    @Test
    void tokenIsInNoTopicAndNoLogInClearAlsoOfRowsThatAreRefusedOrHaveItInAWrongColumn() {
        List<String> tokens = IntStream.range(0, 6)
                .mapToObj(i -> "THAAsweep" + i + "00000000000000")
                .toList();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Logger own = (Logger) LoggerFactory.getLogger("io.tokenkeep");
        own.setLevel(Level.TRACE);
        root.addAppender(logged);
        send("token,account,client\n" + tokens.get(0) + ",,\n" + tokens.get(1) + ",x,\n5," + tokens.get(2) + ",\n5,,"
                + tokens.get(3) + "\n");
        post(console, "/csv/imports?app=threads-main", tokens.get(4) + "\n" + tokens.get(5) + "\n", "text/csv");
        root.detachAppender(logged);
        own.setLevel(null);
        SecretSweep sweep = SecretSweep.of(Map.of("token", tokens));

        assertThat(List.copyOf(logged.list)).allSatisfy(event -> assertThat(
                        sweep.text("log", event.getFormattedMessage() + event.getKeyValuePairs()))
                .isEmpty());
        for (String topic : Topics.catalogue().keySet()) {
            topics.read(topic).forEach(record -> {
                assertThat(sweep.bytes(topic, record.key())).isEmpty();
                assertThat(record.value() == null ? List.of() : sweep.bytes(topic, record.value()))
                        .isEmpty();
            });
        }
    }

    @Test
    void thousandsOfRowsAreTakenInParts() {
        String table = IntStream.range(0, 2500)
                .mapToObj(i -> "THAAmany" + i)
                .collect(Collectors.joining("\n", "token\n", "\n"));

        String id = send(table).json().getString("id");

        assertThat(written(id)).hasSize(2500);
        assertThat(all(Topics.IMPORTS))
                .filteredOn(one -> one.getImportId().equals(id))
                .hasSize(3);
        assertThat(table(console, id)).hasSize(2501);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other-main   | token | links.apps
            threads-main | name  | token
            """)
    void tableThatCannotBeTakenIsRefusedAsAWhole(String app, String column, String named) {
        Answer refused = post(console, "/csv/imports?app=" + app, column + "\nTHAAwhole000000001\n", "text/csv");

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        assertThat(refused.json().getString("detail")).contains(named).doesNotContain("THAA");
    }

    @Test
    void tableThatIsTooLargeOrOfAnotherFormIsRefused() {
        String path = "/csv/imports?app=threads-main";
        assertThat(post(console, path, "token\n" + "x\n".repeat(3_000_000), "text/csv")
                        .problem())
                .isEqualTo("413 too-large");
        assertThat(post(console, path, "token\n" + "x\n".repeat(10_001), "text/csv")
                        .problem())
                .isEqualTo("400 invalid-request");
        assertThat(post(console, path, "{\"token\":\"x\"}", "application/json").problem())
                .isEqualTo("415 unsupported-media-type");
    }

    @Test
    void consoleWithoutAKeyNamesTheSettingAndOneWithAPrivateKeyDoesNotStart() {
        try (TestConsole other = TestConsole.start(broker.bootstrapServers()).awaitHealthy()) {
            Answer refused = post(other, "/csv/imports?app=threads-main", "token\nx\n", "text/csv");
            assertThat(refused.problem()).isEqualTo("409 not-set-up");
            assertThat(refused.json().getString("detail")).contains("imports.key");
        }
        Map<String, String> settings = settings();
        settings.put("imports.key", PAIR);
        String secret =
                new JsonObject(PAIR).getJsonArray("keys").getJsonObject(0).getString("d");
        assertThatThrownBy(() -> ConsoleConfig.from(SettingsSource.of(settings).settings(ConsoleConfig.definition())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("imports.key")
                .hasMessageContaining("private part")
                .hasMessageNotContaining(secret);
    }

    private static Answer send(String table) {
        Answer answer = post(console, "/csv/imports?app=threads-main", table, "text/csv");
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static Answer post(TestConsole at, String path, String table, String type) {
        return at.client().send("POST", path, table, type);
    }

    private static List<String> table(TestConsole at, String id) {
        Answer answer = at.client().get("/csv/imports/" + id);
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }

    private static void await(String id, String state, int count) {
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client()
                                .get("/imports/" + id)
                                .json()
                                .getJsonObject("counts")
                                .getInteger(state, 0)
                        == count);
    }

    private static String opened(String keys, TokenImport row) throws Exception {
        return new RecipientOpener(RecipientKeys.parse(keys), Purpose.IMPORTED_TOKEN)
                .open(row.getRowId(), row.getSealedToken());
    }

    private static List<TokenImport> written(String id) {
        return all(Topics.TOKEN_IMPORTS).stream()
                .filter(row -> row.getImportId().equals(id))
                .toList();
    }

    private static TokenImport row(String id, int number) {
        return written(id).stream()
                .filter(row -> row.getRow() == number)
                .findFirst()
                .orElseThrow();
    }

    private static void outcome(String id, int row, ImportState state, ImportReason reason, @Nullable String account) {
        String rowId = id + "." + row;
        topics.write(Topics.IMPORT_OUTCOMES.record(
                rowId, new ImportOutcome(rowId, id, row, state, reason, account, false, Instant.now())));
    }

    private static void ended(String id, int row, String account, ActionResult result) {
        topics.write(Topics.ACCOUNT_EVENTS.record(
                account,
                AccountEvent.newBuilder()
                        .setEventId(id + row)
                        .setAccount(account)
                        .setKind(EventKind.ACTION_ENDED)
                        .setAt(Instant.now())
                        .setFailureClass(FailureClass.NONE)
                        .setOrderedAt(Instant.now())
                        .setSequence(0)
                        .setRequestId(id + "." + row)
                        .setActionResult(result)
                        .build()));
    }

    private static <V extends SpecificRecord> List<V> all(Topic<V> topic) {
        List<V> values = new ArrayList<>();
        topics.read(topic.name()).forEach(record -> {
            try {
                values.add(topic.codec().decode(record.value()));
            } catch (UnreadableRecordException e) {
                throw new AssertionError("an unreadable record", e);
            }
        });
        return values;
    }
}
