package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.quickstart.ImportFile.Row;
import io.tokenkeep.quickstart.chaos.People;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.SecretSweep.Finding;
import io.tokenkeep.seal.RecipientOpener;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of tokens that were got elsewhere is imported; console-service and exchange-worker die by SIGKILL on the way, and the same file
 * is sent again. Then an older file meets newer decisions, and everything is exported. {@code -Dimport.rows=10000} for as many rows.
 */
class ImportKillIT {

    private static final Logger LOG = LoggerFactory.getLogger(ImportKillIT.class);
    private static final int ROWS = Integer.getInteger("import.rows", 300);
    private static final Duration LIMIT = Duration.ofMinutes(2).plusMillis(60L * ROWS);
    private static final Duration POLL = Duration.ofMillis(200);
    /** The provider says nothing about the others before the kill. */
    private static final int ANSWERED = ROWS / 2;

    private static final String IMPORT = "/csv/imports?app=" + ImportStage.APP;

    @TempDir
    private Path directory;

    private ImportStage stage;
    private ConsoleClient api;

    @BeforeEach
    void start() throws Exception {
        stage = new ImportStage(directory);
        api = stage.client();
        stage.startRefresh();
        stage.startConsoleAndExchange();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void everyRowHasOneResultAndNoNewerDecisionIsOverwritten() throws Exception {
        ImportFile file = new ImportFile(stage.simulator()).fill(ROWS);

        killedOnTheWay(file);
        assertEachGoodAccountIsPublishedOnce(file);
        olderFileChangesNothing(file);
        assertTheRecipientGetsEachLiveTokenAndNoOther();
        assertNothingLiesInClear(file);
    }

    private void killedOnTheWay(ImportFile file) throws Exception {
        stage.simulator()
                .inject(FaultRule.on(Endpoint.ME, Fault.latency(Duration.ofMillis(20)))
                        .times(ANSWERED));
        stage.simulator().inject(FaultRule.on(Endpoint.ME, Fault.hang()));
        String csv = file.csv();
        String id = new JsonObject(api.postCsv(IMPORT, csv)).getString("id");
        await().atMost(LIMIT).pollInterval(POLL).until(() -> waiting(id) < ROWS * 2 / 3);
        stage.killConsoleAndExchange();
        stage.simulator().faults().clear();
        assertThat(outcomes()).as("rows that were over at the kill").isBetween(1, ANSWERED);

        Instant restarted = Instant.now();
        stage.startConsoleAndExchange();
        Instant sent = Instant.now();
        JsonObject again = new JsonObject(api.postCsv(IMPORT, csv));
        assertThat(again.getString("id")).isEqualTo(id);
        int written = again.getInteger("written");
        assertThat(written).isLessThan(again.getInteger("taken"));
        awaitNoneWaiting(id);
        long millis = Duration.between(sent, Instant.now()).toMillis();
        LOG.info(
                "{} rows; {} sent again, with results after {} ms ({} rows a second), the start took {} ms",
                ROWS,
                written,
                millis,
                written * 1000L / Math.max(1, millis),
                Duration.between(restarted, sent).toMillis());
        assertResults(id, file);
        assertThat(new JsonObject(api.postCsv(IMPORT, csv)).getInteger("written"))
                .as("once more")
                .isZero();
    }

    private void assertEachGoodAccountIsPublishedOnce(ImportFile file) throws Exception {
        ImportedTokens tokens = ImportedTokens.read(stage.bootstrapServers());
        Map<String, Token> live = tokens.live();
        assertThat(tokens.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        file.good().stream().map(Row::account).toList());
        for (Row row : file.good()) {
            Token token = current(live, row);
            assertThat(tokens.publications(row.account())).as(row.account()).isOne();
            assertThat(token.getLifetime()).isEqualTo(Lifetime.LONG_LIVED);
            assertThat(token.getExpiresAt()).isAfter(Instant.now().plus(Duration.ofDays(50)));
            IssuedToken issued = stage.simulator()
                    .tokens()
                    .find(opened(row.account(), token))
                    .orElseThrow();
            assertThat(issued.alive(Instant.now())).as(row.account()).isTrue();
            assertThat(issued.kind()).isEqualTo(IssuedToken.Kind.LONG_LIVED);
            assertThat(ImportStage.APP + ":" + issued.accountId()).isEqualTo(row.account());
        }
    }

    private void olderFileChangesNothing(ImportFile file) throws Exception {
        List<Row> consenting = file.good().subList(0, 4);
        Row disconnected = file.good().get(4);
        ImportFile older = new ImportFile(stage.simulator());
        file.good().subList(0, 6).forEach(row -> older.keepsCurrent(row.username()));
        try (People people = new People(stage.simulator(), stage.codesKeys(), stage.bootstrapServers())) {
            consenting.forEach(row -> people.consent(row.username()));
            people.send();
        }
        JsonObject wanted = new JsonObject().put("action", "DISCONNECT");
        api.post("/accounts/" + disconnected.account() + "/actions", wanted, 202);
        await().atMost(LIMIT).pollInterval(POLL).until(() -> {
            Map<String, Token> all =
                    ImportedTokens.read(stage.bootstrapServers()).all();
            return current(all, disconnected).getState() == TokenState.GONE
                    && consenting.stream()
                            .noneMatch(row -> Rank.of(current(all, row)).equals(Rank.ofImport()));
        });
        Map<String, Token> before =
                ImportedTokens.read(stage.bootstrapServers()).all();

        String id = new JsonObject(api.postCsv(IMPORT, older.csv())).getString("id");
        awaitNoneWaiting(id);

        assertResults(id, older);
        assertThat(ImportedTokens.read(stage.bootstrapServers()).all()).isEqualTo(before);
    }

    private void assertTheRecipientGetsEachLiveTokenAndNoOther() throws Exception {
        RecipientOpener recipient = stage.recipient();
        Map<String, String> exported = new TreeMap<>();
        for (String line : Files.readAllLines(stage.leave())) {
            JsonObject one = new JsonObject(line);
            String account = one.getString("account");
            assertThat(exported.put(account, recipient.open(account, one.getString("token"))))
                    .isNull();
        }
        Map<String, String> live = new TreeMap<>();
        for (Map.Entry<String, Token> one :
                ImportedTokens.read(stage.bootstrapServers()).live().entrySet()) {
            live.put(one.getKey(), opened(one.getKey(), one.getValue()));
        }
        // No description shows a token.
        assertThat(exported.equals(live)).isTrue();
        assertThat(exported.values()).allMatch(stage.simulator().tokens()::alive);
    }

    private void assertNothingLiesInClear(ImportFile file) throws Exception {
        Map<String, Collection<String>> secrets =
                new HashMap<>(stage.simulator().issuedSecrets());
        secrets.put("row", Set.copyOf(file.tokens()));
        secrets.put("api-key", List.of(stage.apiSecret()));
        secrets.values().removeIf(Collection::isEmpty);
        SecretSweep sweep = SecretSweep.of(secrets);
        assertThat(sweep.size()).isGreaterThan(ROWS);
        List<Finding> findings = new ArrayList<>(sweep.path(stage.kafkaDirectory()));
        List<Path> logs = stage.logs();
        assertThat(logs).hasSize(4);
        logs.forEach(log -> findings.addAll(sweep.path(log)));
        assertThat(findings).isEmpty();
        assertThat(sweep.text("planted", "?access_token=" + file.tokens().get(0)))
                .isNotEmpty();
    }

    /** One line for each row of the file, in its order, each with the one result that is right. */
    private void assertResults(String id, ImportFile file) {
        List<String[]> report = api.getText("/csv/imports/" + id)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        assertThat(report.stream()
                        .map(cells -> cells[1] + ":" + cells[2] + "," + cells[3])
                        .toList())
                .containsExactlyElementsOf(numbered(file));
        for (int i = 0; i < report.size(); i++) {
            String account = file.rows().get(i).account();
            assertThat(report.get(i)[4])
                    .as("row %d", i + 1)
                    .matches(named -> account.isEmpty() || named.equals(account));
        }
    }

    private static List<String> numbered(ImportFile file) {
        List<String> results = new ArrayList<>();
        file.rows().forEach(row -> results.add((results.size() + 1) + ":" + row.result()));
        return results;
    }

    private void awaitNoneWaiting(String id) {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> waiting(id) == 0);
    }

    private int waiting(String id) {
        return api.get("/imports/" + id).getJsonObject("counts").getInteger("WAITING", 0);
    }

    /** How many rows exchange-worker has decided about. */
    /** How many rows exchange-worker is done with. */
    private int outcomes() {
        Set<String> rows = new HashSet<>();
        Playground.readAll(stage.bootstrapServers(), Topics.IMPORT_OUTCOMES.name(), (row, value) -> {
            if (decoded(value).getState() != ImportState.WAITING) {
                rows.add(row);
            }
        });
        return rows.size();
    }

    private static ImportOutcome decoded(byte[] value) {
        try {
            return Topics.IMPORT_OUTCOMES.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    private String opened(String account, Token token) throws Exception {
        return stage.opener().open(account, String.valueOf(token.getSealedToken()));
    }

    private static Token current(Map<String, Token> all, Row row) {
        return Objects.requireNonNull(all.get(row.account()), row.account());
    }
}
