package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.console.confirm.ConsentFixtures;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consents that wait for a confirmation, at two instances. The test writes what exchange-worker writes. */
@ExtendWith(KafkaExtension.class)
class ConfirmationsIT {

    private final Instant heldAt = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    private final Instant until = heldAt.plus(Duration.ofDays(3));

    private static final JsonObject CONFIRM = new JsonObject().put("decision", "CONFIRM");
    private static final JsonObject REFUSE = new JsonObject().put("decision", "REFUSE");

    private static TestConsole console;
    private static TestConsole other;
    private static TestTopics topics;

    @BeforeAll
    static void start(LocalKafka kafka) {
        console = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        other = TestConsole.start(kafka.bootstrapServers()).awaitHealthy();
        topics = new TestTopics(kafka);
        for (String client : List.of("7", "8", "9")) {
            console.client().post("/clients", new JsonObject().put("id", client).put("name", "A client"));
        }
    }

    @AfterAll
    static void stop() {
        console.close();
        other.close();
    }

    @Test
    void consentIsShownWithWhatAConfirmationConnects() {
        hold(ConsentFixtures.held("shown", "7", heldAt, until));

        Answer answer = console.client().get("/confirmations/shown");

        assertThat(answer.json())
                .isEqualTo(new JsonObject("""
                        {"id": "shown", "app": "facebook-main", "client": "7", "link": "link-of-7",
                         "account": "facebook-main:shown",
                         "accounts": [{"account": "facebook-main:shown", "name": "Vera", "kind": "USER"},
                                      {"account": "facebook-main:shown-page", "name": "Bakery", "kind": "PAGE"}],
                         "accountsTotal": 2, "accountsComplete": true, "missingScopes": ["pages_manage_posts"],
                         "missingPages": [{"account": "facebook-main:shown-missing", "name": "Garden", "reason": "NOT_TICKED"}]}
                        """).put("heldAt", heldAt.toString()).put("confirmBy", until.toString()));
        assertThat(ids("?client=7")).contains("shown");
        assertThat(ids("?link=link-of-7")).contains("shown");
        assertThat(ids("?client=8")).doesNotContain("shown");
        assertThat(ids("?link=link-of-8")).doesNotContain("shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRM", "REFUSE"})
    void firstDecisionCountsAndIsAudited(String kind) {
        String id = "decided-" + kind;
        hold(ConsentFixtures.held(id, "7", heldAt, until));
        JsonObject key = key("OPERATE", "7");
        ApiClient seven = console.client(key.getString("key"));
        String path = "/confirmations/" + id + "/decision";

        Answer decided = seven.post(path, new JsonObject().put("decision", kind));

        assertThat(decided.status()).isEqualTo(200);
        JsonObject decision = decided.json().getJsonObject("decision");
        assertThat(decision.getString("kind")).isEqualTo(kind);
        assertThat(decision.getString("decidedBy")).isEqualTo(key.getString("id"));
        assertThat(console.client().get("/confirmations/" + id).json()).isEqualTo(decided.json());
        assertThat(other.client()
                        .with("Tokenkeep-Position", decided.position())
                        .get("/confirmations/" + id)
                        .json()
                        .getJsonObject("decision"))
                .as("at the other instance from this position on")
                .isEqualTo(decision);

        Answer again = console.client().post(path, new JsonObject().put("decision", kind));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).as("of the first key").isEqualTo(decided.json());
        assertThat(again.position()).isEqualTo(decided.position());
        Answer otherWay = console.client().post(path, kind.equals("CONFIRM") ? REFUSE : CONFIRM);
        assertThat(otherWay.problem()).isEqualTo("409 decided");
        assertThat(otherWay.json().getString("detail")).contains(kind).contains(key.getString("id"));

        List<ConsentDecision> written = decisions(id);
        assertThat(written).singleElement().satisfies(record -> {
            assertThat(record.getKind()).isEqualTo(ConsentDecisionKind.valueOf(kind));
            assertThat(record.getDecidedBy()).isEqualTo(key.getString("id"));
        });
        assertThat(audited(id)).singleElement().satisfies(entry -> {
            assertThat(entry.getOperation()).isEqualTo("decideConsent");
            assertThat(entry.getKeyId()).isEqualTo(key.getString("id"));
            assertThat(entry.getDetail()).isEqualTo(kind);
            assertThat(entry.getChangeId()).isEqualTo(written.get(0).getDecisionId());
        });
    }

    @Test
    void twoInstancesThatDecideAtOnceGiveOneAnswer() {
        AtomicInteger round = new AtomicInteger();
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> {
            String id = "race-" + round.incrementAndGet();
            hold(ConsentFixtures.held(id, "7", heldAt, until));
            String path = "/confirmations/" + id;
            ApiClient one = console.client();
            ApiClient two = other.client();
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() -> two.get(path).status() == 200);

            CompletableFuture<Answer> refused =
                    CompletableFuture.supplyAsync(() -> two.post(path + "/decision", REFUSE));
            Answer confirmed = one.post(path + "/decision", CONFIRM);

            List<Answer> answers = List.of(confirmed, refused.join());
            List<ConsentDecision> written = decisions(id);
            boolean confirms = written.get(0).getKind() == ConsentDecisionKind.CONFIRM;
            assertThat(answers)
                    .extracting(Answer::status)
                    .as("the first one on the topic wins")
                    .containsExactly(confirms ? 200 : 409, confirms ? 409 : 200);
            return written.size() == 2;
        });
    }

    @Test
    void consentLeavesWhenItsRecordIsReplaced() {
        hold(ConsentFixtures.held("carried-out", "7", heldAt, until));
        hold(ConsentFixtures.held("refused", "7", heldAt, until));
        topics.write(Topics.HELD_CONSENTS.record("carried-out", null));
        topics.write(Topics.HELD_CONSENTS.record(
                "refused",
                HeldConsent.newBuilder(ConsentFixtures.held("refused", "7", heldAt, until))
                        .setState(HeldState.TO_BE_REVOKED)
                        .build()));

        for (String id : List.of("carried-out", "refused")) {
            awaitStatus("/confirmations/" + id, 404);
            Answer ended = console.client().post("/confirmations/" + id + "/decision", CONFIRM);
            assertThat(ended.problem()).isEqualTo("404 not-found");
            assertThat(ended.json().getString("detail")).contains("may have ended");
            assertThat(ids("?client=7")).doesNotContain(id);
            assertThat(decisions(id)).isEmpty();
        }
    }

    @Test
    void keySeesAndDecidesTheConsentsOfItsClientsAlone() {
        hold(ConsentFixtures.held("of-eight", "8", heldAt, until));
        hold(ConsentFixtures.held("of-nobody", null, heldAt, until));
        ApiClient seven = console.client(key("OPERATE", "7").getString("key"));
        ApiClient unlimited = console.client(key("OPERATE", null).getString("key"));

        assertThat(seven.get("/confirmations/of-eight").problem()).isEqualTo("404 not-found");
        assertThat(seven.post("/confirmations/of-eight/decision", CONFIRM).problem())
                .isEqualTo("404 not-found");
        assertThat(seven.get("/confirmations?client=8").json().getJsonArray("items"))
                .isEmpty();
        assertThat(unlimited.get("/confirmations/of-nobody").problem()).isEqualTo("404 not-found");
        assertThat(unlimited.post("/confirmations/of-nobody/decision", REFUSE).problem())
                .as("what belongs to nobody is for admins alone")
                .isEqualTo("404 not-found");
        assertThat(decisions("of-eight")).isEmpty();
        assertThat(decisions("of-nobody")).isEmpty();

        assertThat(unlimited.post("/confirmations/of-eight/decision", CONFIRM).status())
                .isEqualTo(200);
        assertThat(console.client()
                        .post("/confirmations/of-nobody/decision", REFUSE)
                        .status())
                .isEqualTo(200);
        assertThat(console.client().get("/confirmations/of-nobody").json().containsKey("client"))
                .isFalse();
    }

    @Test
    void consentCannotBeDecidedAfterItsTime() {
        hold(ConsentFixtures.held("late", "7", heldAt, Instant.now()));

        Answer late = console.client().post("/confirmations/late/decision", CONFIRM);

        assertThat(late.problem()).isEqualTo("409 time-over");
        assertThat(decisions("late")).isEmpty();
        assertThat(console.client().get("/confirmations/late").json().containsKey("decision"))
                .isFalse();
    }

    @Test
    void timeOverBeforeItsTimeDoesNotCount() {
        hold(ConsentFixtures.held("early", "7", heldAt, until));
        topics.write(Topics.CONSENT_DECISIONS.record(
                "early", ConsentFixtures.decision("early", ConsentDecisionKind.TIME_OVER, null, Instant.now())));

        assertThat(console.client()
                        .post("/confirmations/early/decision", CONFIRM)
                        .status())
                .isEqualTo(200);
        assertThat(decisions("early"))
                .extracting(ConsentDecision::getKind)
                .containsExactly(ConsentDecisionKind.TIME_OVER, ConsentDecisionKind.CONFIRM);
    }

    @Test
    void listIsReadPageByPageInTheOrderOfTheirEnds() {
        for (int i = 1; i <= 5; i++) {
            hold(ConsentFixtures.held("paged-" + i, "9", heldAt, until.minusSeconds(i)));
        }
        List<String> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page = console.client()
                    .get("/confirmations?client=9&limit=2" + (next.isEmpty() ? "" : "&after=" + next))
                    .json();
            all.addAll(ids(page));
            next = page.getString("next");
        }

        assertThat(all).containsExactly("paged-5", "paged-4", "paged-3", "paged-2", "paged-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /confirmations?after=x              |                               | after
            GET  | /confirmations?limit=0              |                               | limit
            GET  | /confirmations?limit=201            |                               | limit
            POST | /confirmations/input/decision       | {}                            | decision
            POST | /confirmations/input/decision       | {"decision":"ERASE"}          |
            POST | /confirmations/input/decision       | {"decision":"confirm"}        |
            POST | /confirmations/input/decision       | {"decision":null}             |
            POST | /confirmations/input/decision       | {"decision":"CONFIRM","by":1} |
            POST | /confirmations/input/decision       | []                            |
            POST | /confirmations/input/decision       | {"decision":                  |
            """)
    void requestThatTheContractDoesNotAllowIsRefused(String method, String path, String body, String named) {
        Answer refused = console.client().send(method, path, body);

        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        if (named != null) {
            assertThat(refused.json().getString("detail")).contains(named);
        }
    }

    @Test
    void consentThatIsUnknownOrABodyThatIsTooLargeOrOfAnotherTypeIsAProblem() {
        ApiClient api = console.client();
        Answer unknown = api.get("/confirmations/unknown");

        assertThat(unknown.problem()).isEqualTo("404 not-found");
        assertThat(unknown.json().getString("detail")).contains("may have ended");
        assertThat(api.post("/confirmations/unknown/decision", CONFIRM).problem())
                .isEqualTo("404 not-found");
        assertThat(api.get("/confirmations/" + "x".repeat(101)).problem()).isEqualTo("400 invalid-request");
        String path = "/confirmations/unknown/decision";
        assertThat(api.send("POST", path, " ".repeat(70_000)).problem()).isEqualTo("413 too-large");
        assertThat(api.send("POST", path, "decision=CONFIRM", "text/plain").problem())
                .isEqualTo("415 unsupported-media-type");
    }

    @Test
    void consentOfAPersonWhoseDataWasDeletedIsHiddenAndEnded() {
        hold(ConsentFixtures.held("erased", "7", heldAt, until));
        hold(ConsentFixtures.held("came-back", "7", heldAt, until));
        String path = "/confirmations/erased";
        delete("facebook-main", "came-back", heldAt.minusMillis(1));
        delete("facebook-main", "erased", heldAt);

        awaitStatus(path, 404);
        assertThat(console.client().post(path + "/decision", CONFIRM).problem()).isEqualTo("404 not-found");
        assertThat(ids("?client=7")).doesNotContain("erased");
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> !decisions("erased")
                .isEmpty());
        assertThat(decisions("erased")).allSatisfy(record -> {
            assertThat(record.getKind()).isEqualTo(ConsentDecisionKind.ERASE);
            assertThat(record.getDecidedBy()).isNull();
        });
        assertThat(audited("erased"))
                .extracting(AuditEntry::getOperation)
                .isNotEmpty()
                .containsOnly("eraseAccounts");
        assertThat(console.client().get("/confirmations/came-back").status())
                .as("a consent after the deletion")
                .isEqualTo(200);
        assertThat(decisions("came-back")).isEmpty();
    }

    /** Their account has no status. */
    @Test
    void consentOfAPersonWhoWasNeverConnectedAndAsksForADeletionIsEnded() {
        hold(HeldConsent.newBuilder(ConsentFixtures.held("never-connected", "7", heldAt, until))
                .setAliases(List.of("other-id"))
                .build());
        askForDeletion("facebook-main:other-id", heldAt.minusMillis(1));
        askForDeletion("facebook-main:other-id", heldAt.plusMillis(1));

        awaitStatus("/confirmations/never-connected", 404);
        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> !decisions("never-connected")
                .isEmpty());
        assertThat(decisions("never-connected"))
                .extracting(ConsentDecision::getKind)
                .containsOnly(ConsentDecisionKind.ERASE);
    }

    @Test
    void refusedConsentIsShownToNobodyAndEndsWithADeletion() {
        HeldConsent refused = HeldConsent.newBuilder(ConsentFixtures.held("was-refused", "7", heldAt, until))
                .setState(HeldState.TO_BE_REVOKED)
                .setAccounts(List.of())
                .setAccountsTotal(0)
                .build();
        topics.write(Topics.HELD_CONSENTS.record("was-refused", refused));
        hold(ConsentFixtures.held("read-later", "7", heldAt, until));
        assertThat(console.client().get("/confirmations/was-refused").status()).isEqualTo(404);
        assertThat(ids("?client=7")).doesNotContain("was-refused");
        assertThat(decisions("was-refused")).isEmpty();

        askForDeletion("facebook-main:was-refused", heldAt.plusMillis(1));

        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> !decisions("was-refused")
                .isEmpty());
        assertThat(decisions("was-refused"))
                .extracting(ConsentDecision::getKind)
                .containsOnly(ConsentDecisionKind.ERASE);
    }

    private static void askForDeletion(String account, Instant signedAt) {
        AccountCommand command = AccountCommand.newBuilder()
                .setRequestId("request-" + signedAt.toEpochMilli())
                .setAccount(account)
                .setKind(AccountCommandKind.DELETE_DATA)
                .setRequestedAt(Instant.now())
                .setSignedAt(signedAt)
                .build();
        topics.write(Topics.ACCOUNT_COMMANDS.record(account, command));
    }

    @Test
    void consentIsEndedWhenItsPersonWasDeletedBeforeItsRecordWasRead() {
        delete("facebook-main", "first-deleted", heldAt.plusMillis(1));
        topics.write(Topics.HELD_CONSENTS.record(
                "first-deleted", ConsentFixtures.held("first-deleted", "7", heldAt, until)));

        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> !decisions("first-deleted")
                .isEmpty());
        assertThat(decisions("first-deleted"))
                .extracting(ConsentDecision::getKind)
                .containsOnly(ConsentDecisionKind.ERASE);
        assertThat(console.client().get("/confirmations/first-deleted").status())
                .isEqualTo(404);
    }

    @Test
    void erasureThatAnotherInstanceWroteHidesTheConsent() {
        hold(ConsentFixtures.held("erased-elsewhere", "7", heldAt, until));
        topics.write(Topics.CONSENT_DECISIONS.record(
                "erased-elsewhere",
                ConsentFixtures.decision("erased-elsewhere", ConsentDecisionKind.ERASE, null, Instant.now())));

        awaitStatus("/confirmations/erased-elsewhere", 404);
        assertThat(ids("?client=7")).doesNotContain("erased-elsewhere");
    }

    @Test
    void pageWhoseDataWasDeletedIsLeftOut() {
        hold(ConsentFixtures.held("with-page", "7", heldAt, until));
        delete("facebook-main", "with-page-page", heldAt);

        Awaitility.await().atMost(TestConsole.LIMIT).until(() -> !console.client()
                .get("/confirmations/with-page")
                .response()
                .body()
                .contains("Bakery"));
        assertThat(console.client()
                        .get("/confirmations/with-page")
                        .json()
                        .getJsonArray("accounts")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("Vera");
        assertThat(decisions("with-page")).isEmpty();
    }

    @Test
    void instanceWithMoreConsentsThanItsLimitShowsSomeAndFailsItsHealth(LocalKafka kafka) {
        hold(ConsentFixtures.held("limit-1", "7", heldAt, until));
        hold(ConsentFixtures.held("limit-2", "7", heldAt, until));
        Map<String, String> settings = TestConsole.settings(kafka.bootstrapServers());
        settings.put("held.consents.limit", "1");
        try (TestConsole small = TestConsole.start(settings)) {
            Awaitility.await()
                    .atMost(TestConsole.LIMIT)
                    .until(() -> small.failures().equals(Set.of("held-consents"))
                            || small.failures().equals(Set.of("held-consents", "consent-decisions")));

            assertThat(small.client().get("/confirmations").json().getJsonArray("items"))
                    .hasSize(1);
        }
    }

    private static void hold(HeldConsent held) {
        topics.write(Topics.HELD_CONSENTS.record(held.getAuthorizationId(), held));
        awaitStatus("/confirmations/" + held.getAuthorizationId(), 200);
    }

    private void delete(String app, String accountId, Instant at) {
        AccountStatus status = AccountStatus.newBuilder()
                .setApp(app)
                .setAccountId(accountId)
                .setKind(TokenKind.USER)
                .setState(StatusState.DELETED)
                .setFailureClass(FailureClass.NONE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(heldAt)
                .setOrderedAt(heldAt)
                .setSequence(0)
                .setChangedAt(at)
                .build();
        topics.write(Topics.ACCOUNT_STATUS.record(app + ":" + accountId, status));
    }

    private static void awaitStatus(String path, int status) {
        Awaitility.await()
                .atMost(TestConsole.LIMIT)
                .until(() -> console.client().get(path).status() == status);
    }

    private static List<String> ids(String query) {
        return ids(console.client().get("/confirmations" + query + "&limit=200").json());
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static List<ConsentDecision> decisions(String id) {
        return values(Topics.CONSENT_DECISIONS, id);
    }

    private static List<AuditEntry> audited(String id) {
        return values(Topics.CONSOLE_AUDIT, "confirmations/" + id);
    }

    private static <V extends SpecificRecord> List<V> values(Topic<V> topic, String key) {
        List<V> values = new ArrayList<>();
        try {
            for (var record : topics.read(topic.name())) {
                if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                    values.add(topic.codec().decode(record.value()));
                }
            }
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable record", e);
        }
        return values;
    }

    private static JsonObject key(String role, @Nullable String client) {
        JsonObject key = new JsonObject().put("name", "program").put("role", role);
        if (client != null) {
            key.put("clients", new JsonArray().add(client));
        }
        return console.client().post("/keys", key).json();
    }
}
