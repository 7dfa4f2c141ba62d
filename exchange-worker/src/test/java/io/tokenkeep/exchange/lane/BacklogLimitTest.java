package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.rate.Admission;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The backlog of an app: a job that needs no call passes it, one that has waited too long leaves it, and it has a bound. */
class BacklogLimitTest {

    private static final TopicPartition PARTITION = new TopicPartition("commands", 0);

    /** No app but the healthy one may call. */
    private static final Admission CLOSED =
            app -> app.equals("up") ? 0 : Duration.ofMillis(1).toNanos();

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
    private final Set<Long> finished = ConcurrentHashMap.newKeySet();
    private final Ownership ownership = Ownerships.sure();
    private final AtomicInteger offsets = new AtomicInteger();

    /** A job that ends as soon as it begins. */
    private static final class Quick implements Job {
        private final String key;
        private final String app;
        private final AtomicLong callNanos;
        private final AtomicBoolean declined = new AtomicBoolean();

        Quick(String key, String app, long callNanos) {
            this.key = key;
            this.app = app;
            this.callNanos = new AtomicLong(callNanos);
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public String app() {
            return app;
        }

        @Override
        public long callNanos() {
            return declined.get() ? 0 : callNanos.get();
        }

        @Override
        public void decline(Duration backlog) {
            declined.set(true);
        }

        @Override
        public Future<JobResult> attempt(Permit permit) {
            return Future.succeededFuture(JobResult.DONE);
        }
    }

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    @Test
    void jobWithoutCallPassesThoseThatWaitForTheirAppsRate() {
        Lane lane = lane(100);
        IntStream.range(0, 50).forEach(i -> accept(lane, new Quick("calls-" + i, "limited", Job.ALWAYS_CALLS)));

        long publishes = accept(lane, new Quick("publishes", "limited", 0));

        await().until(() -> finished.contains(publishes));
        assertThat(finished).containsExactly(publishes);
    }

    @Test
    void jobWithoutCallNeedsNoPermit() {
        Lane lane = lane(1, 100);
        FakeJob hangs = new FakeJob("hangs", "up");
        accept(lane, hangs);
        await().until(hangs::isRunning);

        long publishes = accept(lane, new Quick("publishes", "up", 0));

        await().until(() -> finished.contains(publishes));
        assertThat(hangs.isRunning()).isTrue();
    }

    @Test
    void jobThatMayCallNoMoreIsDoneAtOnceAndSoAreThoseBehindItsKey() {
        Lane lane = lane(100);
        Quick dies = new Quick("anna", "limited", Duration.ofSeconds(2).toNanos());
        long dead = accept(lane, dies);
        long behind = accept(lane, new Quick("anna", "limited", 0));
        long other = accept(lane, new Quick("berta", "limited", Job.ALWAYS_CALLS));
        await().until(() -> lane.counts().backlog() == 3);

        dies.callNanos.set(0);

        await().until(() -> finished.contains(dead) && finished.contains(behind));
        assertThat(finished).doesNotContain(other);
    }

    @Test
    void appHasNoMoreStandingThanIsFreeAndItsFurtherJobsAreDeclined() {
        Lane lane = lane(100);
        List<Quick> all = IntStream.range(0, 200)
                .mapToObj(i -> new Quick("calls-" + i, "limited", Job.ALWAYS_CALLS))
                .toList();
        all.forEach(job -> accept(lane, job));

        await().until(() -> finished.size() == 150);
        assertThat(all.subList(0, 50)).noneMatch(job -> job.declined.get());
        assertThat(lane.isFull()).isFalse();
        assertThat(lane.hasRoom(PARTITION)).isTrue();
        long healthy = accept(lane, new Quick("healthy", "up", Job.ALWAYS_CALLS));
        await().until(() -> finished.contains(healthy));
    }

    @Test
    void secondAppHasItsPartOfWhatTheFirstLeft() {
        Lane lane = lane(100);
        IntStream.range(0, 200).forEach(i -> accept(lane, new Quick("a-" + i, "limited", Job.ALWAYS_CALLS)));
        await().until(() -> finished.size() == 150);

        List<Quick> second = IntStream.range(0, 100)
                .mapToObj(i -> new Quick("b-" + i, "limited-too", Job.ALWAYS_CALLS))
                .toList();
        second.forEach(job -> accept(lane, job));

        await().until(() -> finished.size() == 150 + 75);
        assertThat(second).filteredOn(job -> !job.declined.get()).hasSize(25);
        assertThat(lane.isFull()).isFalse();
    }

    private Lane lane(int waiting) {
        return lane(4, waiting);
    }

    private Lane lane(int concurrency, int waiting) {
        return new Lane(
                vertx,
                context,
                new LaneLimits(concurrency, waiting),
                new Sharing(true, CLOSED),
                delivery -> jobs.get(delivery.record().offset()),
                failure -> {
                    throw new AssertionError(failure);
                },
                System::nanoTime);
    }

    private long accept(Lane lane, @Nullable Job job) {
        long offset = offsets.getAndIncrement();
        jobs.put(offset, job);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]);
        lane.accept(new Delivery(record, ownership, () -> finished.add(offset)));
        return offset;
    }
}
