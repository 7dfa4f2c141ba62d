package io.tokenkeep.exchange.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.cooldown.CooldownTimes;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.KnownProgress;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.kafka.PublisherLimits;
import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.lane.Unacknowledged;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a code comes to of which nothing is known. Its app is not configured, so one that may be presented waits. */
class CodeJobTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration HOUR = KnownProgress.CODE_LIFETIME;
    private static final int CODES_END = 100;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MutableClock clock = MutableClock.at(NOON);
    private final KnownProgress known = new KnownProgress(1000);
    private final Ownership ownership = Ownerships.sure();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RecordPublisher publisher = new RecordPublisher(
            producer,
            "test",
            new PublisherLimits(8, Duration.ofMinutes(1), Duration.ofSeconds(5)),
            new BrokerClock(InstantSource.system(), System::nanoTime),
            System::nanoTime);
    private final CodeJobs jobs = new CodeJobs(shared());

    @AfterEach
    void close() {
        publisher.close();
        Waiting.on(vertx.close());
    }

    @Test
    void youngCodeOfWhichNothingIsKnownMayBePresented() {
        known.caughtUp(CODES_END);

        assertThat(attempt(job(NOON.minus(Duration.ofMinutes(59)), 7))).isInstanceOf(JobResult.Again.class);

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.WAITING);
    }

    @Test
    void codeThatExpiredUnfinishedHasFailedWhereItWouldBeKnownHadItBeenFinished() {
        known.finished("other", NOON.minus(Duration.ofMinutes(30)));
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(HOUR), 7));

        assertFailed();
    }

    @Test
    void codeThatSomebodyMayHaveFinishedLongAgoIsUndetermined() {
        known.finished("gone", NOON.minus(Duration.ofHours(6)));
        known.finished("young", NOON.minus(Duration.ofMinutes(1)));
        known.caughtUp(CODES_END);

        assertThat(attempt(job(NOON.minus(Duration.ofHours(6)).minusSeconds(1), 7)))
                .isEqualTo(JobResult.DONE);

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.UNDETERMINED);
        assertThat(outcome().orElseThrow().getReason()).isEqualTo(AuthorizationReason.TOO_LATE);
    }

    @Test
    void codeThatIsYoungByItsTimeIsNotPresentedWhereItMayHaveBeenFinished() {
        known.finished("gone", NOON.minus(Duration.ofMinutes(10)));
        // The brokers' time went on, and this machine's stood still.
        known.finished("young", NOON.plus(Duration.ofHours(6)));
        known.caughtUp(CODES_END);

        assertThat(job(NOON.minus(Duration.ofMinutes(11)), 7).callNanos()).isZero();
        attempt(job(NOON.minus(Duration.ofMinutes(11)), 7));

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.UNDETERMINED);
    }

    @Test
    void codeThatWaitedHereUntilItExpiredHasFailedWhateverIsForgottenMeanwhile() {
        known.finished("other", NOON.minus(Duration.ofMinutes(1)));
        known.caughtUp(CODES_END);
        Job waits = job(NOON, 7);
        assertThat(attempt(waits)).isInstanceOf(JobResult.Again.class);

        clock.advance(Duration.ofHours(6));
        known.passes(Duration.ofHours(6));
        attempt(waits);

        assertFailed();
    }

    @Test
    void codeThatWaitedWhileNoWorkerRanHasFailed() {
        Instant stop = NOON.minus(Duration.ofHours(8));
        known.finished("other", stop);
        known.caughtUp(CODES_END);

        known.finished("first of the morning", NOON);
        attempt(job(stop.minus(Duration.ofMinutes(30)), 7));

        assertFailed();
    }

    @Test
    void oldCodeThatCameAfterTheAssignmentHasFailedForNobodyElseHadIt() {
        known.finished("gone", NOON.minus(Duration.ofHours(6)));
        known.finished("young", NOON.minus(Duration.ofMinutes(1)));
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(Duration.ofHours(6)), CODES_END));

        assertFailed();
    }

    @Test
    void youngCodeThatCameAfterTheAssignmentMayBePresentedWhateverABrokersClockSays() {
        known.finished("gone", NOON.plus(Duration.ofHours(3)));
        known.finished("young", NOON.plus(Duration.ofHours(9)));
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(Duration.ofMinutes(1)), CODES_END));

        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.WAITING);
    }

    @Test
    void sameCodeWrittenOnceMoreIsKnownAsLongAsItCanBePresented() {
        known.finished("anna", NOON.minus(Duration.ofHours(1)).minus(HOUR));
        known.finished("young", NOON);
        known.caughtUp(CODES_END);

        assertThat(attempt(job(NOON.minus(HOUR).plusSeconds(1), CODES_END))).isEqualTo(JobResult.DONE);

        assertThat(outcome()).isEmpty();
    }

    @Test
    void codeOfAPartitionThatIsGoneIsLeftAlone() {
        known.caughtUp(CODES_END);
        Job job = job(NOON.minus(Duration.ofHours(6)), 7);
        Ownerships.end(ownership);

        assertThat(attempt(job)).isInstanceOf(JobResult.Again.class);

        assertThat(producer.history()).isEmpty();
    }

    @Test
    void endOfACodeThatNobodyCanPresentAnyMoreTakesNoMemory() {
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(Duration.ofHours(6)), 7));

        assertFailed();
        assertThat(known.progress().remembered()).isZero();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void outcomeNamesTheLinkThatItsCodeNames() {
        known.caughtUp(CODES_END);

        attempt(job(NOON.minus(HOUR), 7));

        assertThat(outcome().orElseThrow().getLink()).isEqualTo("link-1");
    }

    private void assertFailed() {
        assertThat(outcome().orElseThrow().getState()).isEqualTo(AuthorizationState.FAILED);
        assertThat(outcome().orElseThrow().getReason()).isEqualTo(AuthorizationReason.CODE_EXPIRED);
    }

    private JobResult attempt(Job job) {
        return Waiting.on(job.attempt(() -> {}));
    }

    /** The last one. */
    private Optional<AuthorizationOutcome> outcome() {
        return producer.history().stream()
                .filter(record -> record.topic().equals(Topics.AUTHORIZATION_OUTCOMES.name()))
                .map(record -> decoded(record.value()))
                .reduce((first, second) -> second);
    }

    private static AuthorizationOutcome decoded(byte[] value) {
        try {
            return Topics.AUTHORIZATION_OUTCOMES.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable outcome", e);
        }
    }

    private Job job(Instant orderedAt, long offset) {
        AuthorizationCode code = AuthorizationCode.newBuilder()
                .setAuthorizationId("anna")
                .setApp("not-configured")
                .setLink("link-1")
                .setSealedCode("sealed")
                .setRedirectUri(TestSettings.redirectUri("not-configured"))
                .setReceivedAt(orderedAt)
                .build();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.AUTHORIZATION_CODES.name(),
                KnownProgress.PARTITION,
                offset,
                orderedAt.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                4,
                4,
                "anna".getBytes(UTF_8),
                Topics.AUTHORIZATION_CODES.codec().encode(code),
                new RecordHeaders(),
                Optional.empty());
        return jobs.apply(new Delivery(record, ownership, () -> {}));
    }

    private CodeContext shared() {
        KeySet keys = KeySet.parse(TestSettings.TOKENS_KEYS);
        AppCooldowns cooldowns =
                new AppCooldowns(clock, new CooldownTimes(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(7));
        return new CodeContext(
                Map.of(),
                new Opener(keys, Purpose.AUTHORIZATION_CODE),
                new Opener(keys, Purpose.PROVIDER_ANSWER),
                new CodeRecords(new Sealer(keys, Purpose.PROVIDER_ANSWER), new Sealer(keys, Purpose.ACCESS_TOKEN)),
                known.progress(),
                new Publishing(vertx, context, publisher, backoff, new Unacknowledged(System::nanoTime)),
                cooldowns,
                new AppFailures(cooldowns),
                backoff,
                new CodeMetrics(new SimpleMeterRegistry(), Set.of()),
                clock,
                HOUR,
                Duration.ofSeconds(20));
    }
}
