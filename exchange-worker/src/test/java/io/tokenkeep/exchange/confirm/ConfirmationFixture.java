package io.tokenkeep.exchange.confirm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.code.CodeFixture;
import io.tokenkeep.exchange.code.FakeProvider;
import io.tokenkeep.exchange.consent.LinkFixture;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Consents by a connect link that asks for a confirmation, and the decisions about them. */
final class ConfirmationFixture implements AutoCloseable {

    static final String APP = TestSettings.MAIN;
    static final int HOURS = 72;

    final MutableClock clock;
    final FakeProvider provider = new FakeProvider(() -> 0);
    final LinkFixture links;
    final HeldConsents held = new HeldConsents(10);
    final WaitingAccounts waiting = new WaitingAccounts(2);
    /** Happens when a decision looks for a consent that was not read yet. */
    Runnable whenReadToEnd = () -> {};

    /** Whether it finds the end; at the bound of held consents it does not. */
    boolean readToEnd = true;

    private final KnownProgress known = new KnownProgress(1000);
    private final CodeFixture codes;
    private final ConfirmationJobs jobs;

    ConfirmationFixture(MutableClock clock) {
        this(clock, null);
    }

    /** @param answers opens held consents; null for the right key */
    ConfirmationFixture(MutableClock clock, @Nullable Opener answers) {
        this(clock, answers, true);
    }

    private ConfirmationFixture(MutableClock clock, @Nullable Opener answers, boolean accountsRead) {
        this.clock = clock;
        this.links = new LinkFixture(clock, Duration.ofMinutes(10));
        this.codes = new CodeFixture(clock, known, Map.of(APP, FakeProvider.app(APP, provider)), links.links());
        this.jobs = new ConfirmationJobs(new ConfirmationContext(
                codes.consents(), answers == null ? codes.heldAnswers() : answers, held, waiting, partition -> {
                    whenReadToEnd.run();
                    return Future.succeededFuture(readToEnd);
                }));
        known.caughtUp(100);
        held.begin(KnownProgress.PARTITION);
        held.caughtUp(KnownProgress.PARTITION);
        if (accountsRead) {
            waiting.nowCaughtUp();
        }
        links.read(links.link().setConfirmWithinHours(HOURS));
    }

    /** The follower of all consents that wait has not read its topic yet. */
    static ConfirmationFixture withUnreadAccounts(MutableClock clock) {
        return new ConfirmationFixture(clock, null, false);
    }

    /** Runs the consent through the code lane, and has the confirmation lane read what is held of it. */
    void consent(String id) {
        consentUnread(id);
        readHeld();
    }

    void consentUnread(String id) {
        Waiting.on(codes.attempt(code(id)));
    }

    private Job code(String id) {
        return codes.job(
                codes.code(id, APP, clock.instant())
                        .setConnectLink(LinkFixture.LINK_ID)
                        .build(),
                clock.instant(),
                7,
                Ownerships.sure());
    }

    /** The code once more, for a worker that took over after the first one died before it wrote the end of progress. */
    Job codeWithoutItsEnd(String id) {
        boolean lost = false;
        known.assignedAgain();
        for (ProducerRecord<byte[], byte[]> record : of(Topics.AUTHORIZATION_PROGRESS)) {
            byte[] value = record.value();
            if (value != null) {
                known.progress().answered(KnownProgress.PARTITION, decoded(Topics.AUTHORIZATION_PROGRESS, value));
            } else if (lost) {
                endOfProgressIsRead(new String(record.key(), UTF_8));
            } else {
                lost = true;
            }
        }
        known.caughtUp(100);
        return code(id);
    }

    void endOfProgressIsRead(String id) {
        known.finished(id, clock.instant());
    }

    /** The lane has read the topic to its end. */
    void readHeld() {
        readWaiting();
        for (ProducerRecord<byte[], byte[]> record : of(Topics.HELD_CONSENTS)) {
            byte[] value = record.value();
            held.put(
                    KnownProgress.PARTITION,
                    new String(record.key(), UTF_8),
                    value == null ? null : decoded(Topics.HELD_CONSENTS, value));
        }
    }

    private void readWaiting() {
        RecordPlace place = new RecordPlace(0, 0, clock.instant());
        for (ProducerRecord<byte[], byte[]> record : of(Topics.HELD_CONSENTS)) {
            String id = new String(record.key(), UTF_8);
            byte[] value = record.value();
            if (value == null) {
                waiting.remove(id, place);
            } else {
                waiting.add(id, decoded(Topics.HELD_CONSENTS, value), place);
            }
        }
    }

    @Nullable
    HeldConsent held(String id) {
        return held.find(KnownProgress.PARTITION, id);
    }

    Job decision(String id, ConsentDecisionKind kind) {
        ConsentDecision decision = ConsentDecision.newBuilder()
                .setDecisionId("decision-" + kind)
                .setAuthorizationId(id)
                .setKind(kind)
                .setDecidedAt(clock.instant())
                .build();
        return jobs.apply(new Delivery(
                record(id, Topics.CONSENT_DECISIONS.codec().encode(decision), clock.instant()),
                Ownerships.sure(),
                () -> {}));
    }

    static ConsumerRecord<byte[], byte[]> record(String key, byte[] value, Instant at) {
        return new ConsumerRecord<>(
                Topics.CONSENT_DECISIONS.name(),
                KnownProgress.PARTITION,
                3,
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                4,
                4,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    JobResult attempt(Job job) {
        return Waiting.on(codes.attempt(job));
    }

    JobResult decide(String id, ConsentDecisionKind kind) {
        return attempt(decision(id, kind));
    }

    List<ProducerRecord<byte[], byte[]>> published() {
        return codes.published();
    }

    List<String> topicsAfter(int records) {
        return published().stream().skip(records).map(ProducerRecord::topic).toList();
    }

    List<ProducerRecord<byte[], byte[]>> of(Topic<?> topic) {
        return published().stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
    }

    <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return of(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> decoded(topic, record.value()))
                .toList();
    }

    AuthorizationOutcome outcome(String id) {
        List<AuthorizationOutcome> all = codes.outcomes().stream()
                .filter(outcome -> outcome.getAuthorizationId().equals(id))
                .toList();
        return all.get(all.size() - 1);
    }

    static <V extends SpecificRecord> V decoded(Topic<V> topic, byte[] value) {
        try {
            return topic.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable record on " + topic.name(), e);
        }
    }

    @Override
    public void close() {
        codes.close();
    }
}
