package io.tokenkeep.exchange.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tokenkeep.account.ClientRuleId;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.rule.ClientRuleTable;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each account of a consent goes to the client of its rule, and without a rule to the client of the connect link. */
class ClientRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String APP = TestSettings.MAIN;
    private static final String PERSON = APP + ":27";

    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final FakeProvider provider = new FakeProvider(() -> 0);
    private final ClientRuleTable rules = new ClientRuleTable(10);
    private final CodeFixture fixture = new CodeFixture(
            clock,
            known,
            Map.of(APP, FakeProvider.app(APP, provider)),
            ConnectLinks.of(new LinkCheckConfig(Optional.empty(), 1), clock),
            rules);
    private long offset;

    @BeforeEach
    void begin() {
        known.caughtUp(100);
        provider.me = Reply.given(new Profile("27", List.of("alias"), "Anna A", "anna.a"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachPageOfOneConsentGoesWhereItBelongs() {
        provider.pages = new PageList(List.of(page("1"), page("2"), page("3")), List.of(), null);
        read(rule(ExpectedKind.PAGE, "2", "two"));
        read(rule(ExpectedKind.PAGE, "3", "three"));
        rules.table().nowCaughtUp();

        assertThat(attempt(job())).isEqualTo(JobResult.DONE);

        assertThat(clients())
                .containsExactly(
                        entry(PERSON, "of the link"),
                        entry(APP + ":1", "of the link"),
                        entry(APP + ":2", "two"),
                        entry(APP + ":3", "three"));
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 27", "ACCOUNT, alias", "HANDLE, anna.a", "HANDLE, @Anna.A"})
    void personGoesToTheClientOfTheirRuleAndTheirPagesDoNotFollow(ExpectedKind kind, String value) {
        provider.pages = new PageList(List.of(page("1")), List.of(), null);
        read(rule(kind, value, "staff"));
        rules.table().nowCaughtUp();

        assertThat(attempt(job())).isEqualTo(JobResult.DONE);

        assertThat(clients()).containsExactly(entry(PERSON, "staff"), entry(APP + ":1", "of the link"));
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 28", "HANDLE, anna", "HANDLE, Anna A", "PAGE, 27"})
    void ruleForSomebodyElseChangesNothing(ExpectedKind kind, String value) {
        read(rule(kind, value, "staff"));
        rules.table().nowCaughtUp();

        assertThat(attempt(job())).isEqualTo(JobResult.DONE);

        assertThat(clients()).containsExactly(entry(PERSON, "of the link"));
    }

    @Test
    void deletedRuleCountsNoMore() {
        read(rule(ExpectedKind.ACCOUNT, "27", "staff"));
        read(ClientRule.newBuilder(rule(ExpectedKind.ACCOUNT, "27", null))
                .setDeleted(true)
                .build());
        rules.table().nowCaughtUp();

        assertThat(attempt(job())).isEqualTo(JobResult.DONE);

        assertThat(clients()).containsExactly(entry(PERSON, "of the link"));
    }

    @Test
    void codeIsNotPresentedBeforeTheRulesAreRead() {
        Job job = job();
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);
        assertThat(provider.calls()).isEmpty();

        read(rule(ExpectedKind.ACCOUNT, "27", "staff"));
        rules.table().nowCaughtUp();

        assertThat(attempt(job)).isEqualTo(JobResult.DONE);
        assertThat(clients()).containsExactly(entry(PERSON, "staff"));
    }

    @Test
    void tokenIsNotLostIfTheRulesCannotBeRead() {
        Job job = job();
        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);
        clock.advance(Duration.ofMinutes(5));

        assertThat(attempt(job)).isEqualTo(JobResult.DONE);

        assertThat(fixture.outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.CONNECTED);
        assertThat(clients()).containsExactly(entry(PERSON, "of the link"));
    }

    private void read(ClientRule rule) {
        rules.table().add(rule.getRuleId(), rule, new RecordPlace(0, offset, NOON));
    }

    private ClientRule rule(ExpectedKind kind, String value, @Nullable String client) {
        offset++;
        return ClientRule.newBuilder()
                .setRuleId(ClientRuleId.of(APP, kind, value))
                .setVersion(new RecordVersion(offset, "change-" + offset, NOON, "key"))
                .setCreationId("made")
                .setCreatedAt(NOON)
                .setApp(APP)
                .setKind(kind)
                .setValue(value)
                .setClient(client)
                .build();
    }

    private Job job() {
        return fixture.job(
                fixture.code(CodeFixture.ID, APP, NOON).setClient("of the link").build(), NOON, 7, Ownerships.sure());
    }

    private JobResult attempt(Job job) {
        return Waiting.on(fixture.attempt(job));
    }

    private Map<String, String> clients() {
        Map<String, String> clients = new LinkedHashMap<>();
        for (ProducerRecord<byte[], byte[]> record : fixture.published()) {
            if (record.topic().equals(Topics.TOKENS.name())) {
                clients.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        token(record.value()).getClient());
            }
        }
        return clients;
    }

    private static Token token(byte[] value) {
        try {
            return Topics.TOKENS.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable token", e);
        }
    }

    private static PageGrant page(String id) {
        return new PageGrant(id, "page " + id, Secret.of("page-" + id), List.of(), null);
    }
}
