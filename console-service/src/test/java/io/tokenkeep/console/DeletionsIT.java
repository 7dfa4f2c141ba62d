package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deletions by a list of ids; the test answers in refresh-worker's place. */
@ExtendWith(KafkaExtension.class)
class DeletionsIT {

    private static final String HEADER = "line,app,id,state,confirmation_code,requested_at,ended_at,problem";

    private static Instant listedAt;
    private static LocalKafka broker;
    private static TestConsole console;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        broker = kafka;
        listedAt = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void eachIdHasTheReceiptAndTheCommandOfTheCallback() {
        Answer answer = send(console, "id\n1001\n1002\n");

        List<String> lines = lines(answer);
        assertThat(lines.get(0)).isEqualTo(HEADER);
        assertThat(lines).hasSize(3);
        AccountCommand command = commands("threads-main:1001").get(0);
        String code = command.getConfirmationCode();
        assertThat(code).matches("[0-9a-f]{32}");
        assertThat(lines.get(1)).isEqualTo("2,threads-main,1001,RECEIVED," + code + "," + listedAt + ",,");
        assertThat(command.getKind()).isEqualTo(AccountCommandKind.DELETE_DATA);
        assertThat(command.getSignedAt()).as("later consents stay").isEqualTo(listedAt);
        assertThat(receipts(code)).singleElement().satisfies(receipt -> {
            assertThat(receipt.getState()).isEqualTo(DeletionState.RECEIVED);
            assertThat(receipt.getApp()).isEqualTo("threads-main");
            assertThat(receipt.getRequestedAt()).isEqualTo(listedAt);
        });
        assertThat(commands("threads-main:1002").get(0).getConfirmationCode()).isNotEqualTo(code);
    }

    @Test
    void sameListAgainIsTheReportAlsoAtAnotherInstanceAndChangesNothing() {
        String list = "1101\n1102\n1103\n1.78414E+16\n1101\n";
        send(console, list);
        Instant endedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        answer("threads-main:1101", DeletionState.DONE, endedAt);
        answer("threads-main:1102", DeletionState.NOTHING_KEPT, null);
        answer("threads-main:1103", DeletionState.SUPERSEDED, null);
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> !send(console, list).response().body().contains("RECEIVED"));
        long commands = all(Topics.ACCOUNT_COMMANDS).size();
        long deletions = all(Topics.DATA_DELETIONS).size();
        long entries = all(Topics.CONSOLE_AUDIT).size();

        Answer again = send(console, list);
        Answer elsewhere;
        try (TestConsole other = TestConsole.start(broker.bootstrapServers()).awaitHealthy()) {
            elsewhere = send(other, list);
        }

        assertThat(lines(again)).hasSize(6);
        assertThat(lines(again).get(1))
                .startsWith("1,threads-main,1101,DONE,")
                .endsWith("," + listedAt + "," + endedAt + ",");
        assertThat(lines(again).get(2))
                .startsWith("2,threads-main,1102,NOTHING_KEPT,")
                .endsWith(",,");
        assertThat(lines(again).get(3)).startsWith("3,threads-main,1103,SUPERSEDED,");
        assertThat(lines(again).get(4))
                .startsWith("4,threads-main,1.78414E+16,,,,,")
                .contains("rounded");
        assertThat(lines(again).get(5)).startsWith("5,threads-main,1101,DONE,");
        assertThat(elsewhere.response().body()).isEqualTo(again.response().body());
        assertThat(all(Topics.ACCOUNT_COMMANDS)).hasSize((int) commands);
        assertThat(all(Topics.DATA_DELETIONS)).hasSize((int) deletions);
        assertThat(all(Topics.CONSOLE_AUDIT)).as("a question is no change").hasSize((int) entries);
    }

    @Test
    void listWithoutAnAnswerIsAskedForAgainUnderTheSameIdsAndOnceForEachPerson() {
        send(console, "1201\n1201\n");
        assertThat(commands("threads-main:1201")).hasSize(1);

        send(console, "id\r\n1201\r\n");

        assertThat(commands("threads-main:1201"))
                .hasSize(2)
                .extracting(command -> command.getRequestId() + command.getConfirmationCode() + command.getSignedAt())
                .containsOnly(identity(commands("threads-main:1201").get(0)));
    }

    @Test
    void laterListIsAnotherDeletion() {
        send(console, "1301\n");
        post(console, "threads-main", listedAt.plusSeconds(1).toString(), "1301\n");

        assertThat(commands("threads-main:1301"))
                .extracting(AccountCommand::getConfirmationCode)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void auditNamesTheListAndNobodyInIt() {
        post(console, "facebook-main", listedAt.toString(), "140100000000001\n140100000000002\n");

        AuditEntry entry = all(Topics.CONSOLE_AUDIT).stream()
                .filter(one -> one.getOperation().equals("deleteByList")
                        && one.getDetail() != null
                        && one.getDetail().startsWith("facebook-main"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.getDetail()).isEqualTo("facebook-main, 2 of a list of 2 as of " + listedAt);
        assertThat(entry.toString()).doesNotContain("14010000000000");
    }

    @Test
    void thousandIdsAreTakenAtOnce() {
        String list = IntStream.range(0, 1000).mapToObj(i -> "77000" + i).collect(Collectors.joining("\n"));

        assertThat(lines(send(console, list)))
                .hasSize(1001)
                .filteredOn(line -> line.contains(",RECEIVED,"))
                .hasSize(1000);
        assertThat(all(Topics.ACCOUNT_COMMANDS))
                .filteredOn(command -> command.getAccount().startsWith("threads-main:77000"))
                .hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other-main   | P2D    | 1      | links.apps
            threads-main | -P1D   | 1      | still to come
            threads-main | P181D  | 1      | 180 days
            threads-main | P2D    | id     | no id
            threads-main | P2D    | 1,2    | several columns
            """)
    void listThatCannotBeFollowedIsRefusedAsAWhole(String app, Duration ago, String list, String named) {
        Answer refused = post(console, app, Instant.now().minus(ago).toString(), list);

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        assertThat(refused.json().getString("detail")).contains(named);
        assertThat(commands(app + ":1")).isEmpty();
    }

    @Test
    void timeAndAppAreNeededAndAListOfAnotherFormIsRefused() {
        ApiClient api = console.client();
        assertThat(api.send("POST", "/csv/deletions?app=threads-main", "1", "text/csv")
                        .problem())
                .isEqualTo("400 invalid-request");
        assertThat(api.send("POST", "/csv/deletions?asOf=" + listedAt, "1", "text/csv")
                        .problem())
                .isEqualTo("400 invalid-request");
        assertThat(post(console, "threads-main", "yesterday", "1").problem()).isEqualTo("400 invalid-request");
        assertThat(api.send("POST", path("threads-main", listedAt.toString()), "{\"id\":1}")
                        .problem())
                .isEqualTo("415 unsupported-media-type");
        assertThat(post(console, "threads-main", listedAt.toString(), "1\n".repeat(3_000_000))
                        .problem())
                .isEqualTo("413 too-large");
        assertThat(post(console, "threads-main", listedAt.toString(), "1\n".repeat(10_001))
                        .problem())
                .isEqualTo("400 invalid-request");
    }

    @Test
    void keyThatIsLimitedToClientsMayNotDeleteByAnyList() {
        ApiClient api = console.client();
        api.post("/clients", new JsonObject().put("id", "7").put("name", "Seven"));
        JsonObject limited =
                new JsonObject().put("name", "limited").put("role", "OPERATE").put("clients", new JsonArray().add("7"));
        String key = api.post("/keys", limited).json().getString("key");

        assertThat(console.client(key)
                        .send("POST", path("threads-main", listedAt.toString()), "1501\n", "text/csv")
                        .problem())
                .isEqualTo("403 forbidden");
        assertThat(commands("threads-main:1501")).isEmpty();
    }

    private static Answer send(TestConsole at, String list) {
        Answer answer = post(at, "threads-main", listedAt.toString(), list);
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static Answer post(TestConsole at, String app, String asOf, String list) {
        return at.client().send("POST", path(app, asOf), list, "text/csv");
    }

    private static String path(String app, String asOf) {
        return "/csv/deletions?app=" + app + "&asOf=" + asOf;
    }

    private static List<String> lines(Answer answer) {
        return answer.response().body().lines().toList();
    }

    private static void answer(String account, DeletionState state, @Nullable Instant endedAt) {
        String code = commands(account).get(0).getConfirmationCode();
        topics.write(Topics.DATA_DELETIONS.record(
                code,
                DataDeletion.newBuilder()
                        .setConfirmationCode(code)
                        .setApp("threads-main")
                        .setState(state)
                        .setRequestedAt(listedAt)
                        .setEndedAt(endedAt)
                        .build()));
    }

    private static String identity(AccountCommand command) {
        return command.getRequestId() + command.getConfirmationCode() + command.getSignedAt();
    }

    private static List<AccountCommand> commands(String account) {
        return all(Topics.ACCOUNT_COMMANDS).stream()
                .filter(command -> command.getAccount().equals(account))
                .toList();
    }

    private static List<DataDeletion> receipts(String code) {
        return all(Topics.DATA_DELETIONS).stream()
                .filter(deletion -> deletion.getConfirmationCode().equals(code))
                .toList();
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
