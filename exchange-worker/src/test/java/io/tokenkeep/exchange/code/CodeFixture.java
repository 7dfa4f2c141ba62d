package io.tokenkeep.exchange.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.consent.Answer;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.consent.Consent;
import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.exchange.consent.ConsentMetrics;
import io.tokenkeep.exchange.consent.ConsentRecords;
import io.tokenkeep.exchange.consent.HeldRecords;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.cooldown.CooldownTimes;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.lane.InstantPublishing;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.kit.link.LinkCheckConfig;
import io.tokenkeep.kit.rule.ClientRuleTable;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Jobs of codes, with a producer that acknowledges everything at once. All codes come by one link. */
public final class CodeFixture implements AutoCloseable {

    public static final String ID = "anna";
    public static final String LINK = "link-1";
    public static final Duration SECOND_LOOK = Duration.ofSeconds(20);

    private final KeySet keys = KeySet.parse(TestSettings.TOKENS_KEYS);
    private final InstantPublishing instant = new InstantPublishing();
    private final ConsentRecords records;
    private final KnownProgress known;
    private final ConsentContext consents;
    private final CodeJobs jobs;

    /** Without console-service. */
    public CodeFixture(MutableClock clock, KnownProgress known, Map<String, App> apps) {
        this(clock, known, apps, ConnectLinks.of(new LinkCheckConfig(Optional.empty(), 1), clock), null);
    }

    public CodeFixture(MutableClock clock, KnownProgress known, Map<String, App> apps, ConnectLinks links) {
        this(clock, known, apps, links, null);
    }

    /** @param rules null for an installation without console-service */
    public CodeFixture(
            MutableClock clock,
            KnownProgress known,
            Map<String, App> apps,
            ConnectLinks links,
            @Nullable ClientRuleTable rules) {
        this.known = known;
        this.records = new ConsentRecords(
                new Sealer(keys, Purpose.PROVIDER_ANSWER),
                new Sealer(keys, Purpose.ACCESS_TOKEN),
                null,
                new ClientChoice(rules, clock));
        AppCooldowns cooldowns =
                new AppCooldowns(clock, new CooldownTimes(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        this.consents = new ConsentContext(
                apps,
                records,
                new HeldRecords(new Sealer(keys, Purpose.HELD_CONSENT), records, clock),
                links,
                instant.publishing(),
                cooldowns,
                new AppFailures(cooldowns),
                instant.backoff(),
                new ConsentMetrics(new SimpleMeterRegistry(), apps.keySet()),
                instant.context(),
                clock,
                KnownProgress.CODE_LIFETIME);
        this.jobs = new CodeJobs(new CodeContext(
                consents,
                new CodeSecrets(new Opener(keys, Purpose.AUTHORIZATION_CODE), new Opener(keys, Purpose.CODE_VERIFIER)),
                new Opener(keys, Purpose.PROVIDER_ANSWER),
                known.progress(),
                SECOND_LOOK));
    }

    /** What the lane shares with the confirmation lane. */
    public ConsentContext consents() {
        return consents;
    }

    public Opener heldAnswers() {
        return new Opener(keys, Purpose.HELD_CONSENT);
    }

    public Job job(String app, Instant orderedAt, long offset, Ownership ownership) {
        return job(code(ID, app, orderedAt).build(), orderedAt, offset, ownership);
    }

    public Job job(AuthorizationCode code, Instant orderedAt, long offset, Ownership ownership) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.AUTHORIZATION_CODES.name(),
                KnownProgress.PARTITION,
                offset,
                orderedAt.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                4,
                4,
                code.getAuthorizationId().getBytes(UTF_8),
                Topics.AUTHORIZATION_CODES.codec().encode(code),
                new RecordHeaders(),
                Optional.empty());
        return jobs.apply(new Delivery(record, ownership, () -> {}));
    }

    /** Another worker has exchanged the code, and its checkpoint is read. */
    public void answeredElsewhere(String app, ShortLived given, Instant at) {
        answeredElsewhere(code(ID, app, at).build(), given, at);
    }

    public void answeredElsewhere(AuthorizationCode code, ShortLived given, Instant at) {
        Consent consent = new Consent(code, KnownProgress.PARTITION, 0, at);
        AuthorizationProgress progress = records.progress(consent, Answer.of(given, at, null), at);
        known.progress().answered(KnownProgress.PARTITION, progress);
    }

    /** Makes an attempt on the event loop, as a lane does. */
    public Future<JobResult> attempt(Job job) {
        Promise<JobResult> result = Promise.promise();
        instant.context().runOnContext(on -> job.attempt(() -> {}).onComplete(result));
        return result.future();
    }

    /** What was published, in its order. */
    public List<ProducerRecord<byte[], byte[]>> published() {
        return instant.history();
    }

    /** The last one. */
    public Optional<AuthorizationOutcome> outcome() {
        List<AuthorizationOutcome> all = outcomes();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    public List<AuthorizationOutcome> outcomes() {
        return published().stream()
                .filter(record -> record.topic().equals(Topics.AUTHORIZATION_OUTCOMES.name()))
                .map(record -> decoded(record.value()))
                .toList();
    }

    @Override
    public void close() {
        instant.close();
    }

    public AuthorizationCode.Builder code(String id, String app, Instant receivedAt) {
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(id)
                .setApp(app)
                .setLink(LINK)
                .setSealedCode(new Sealer(keys, Purpose.AUTHORIZATION_CODE).seal(id, "code"))
                .setRedirectUri(TestSettings.redirectUri(app))
                .setReceivedAt(receivedAt);
    }

    private static AuthorizationOutcome decoded(byte[] value) {
        try {
            return Topics.AUTHORIZATION_OUTCOMES.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable outcome", e);
        }
    }
}
