package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Ownerships;
import io.tokenkeep.exchange.rate.Admission;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;

/** A lane whose jobs end as a test says. */
abstract class LaneFixture {

    static final TopicPartition PARTITION = new TopicPartition("codes", 0);
    static final JobResult LATER = new JobResult.Again(Duration.ofHours(1));

    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    final Map<Long, Job> jobs = new ConcurrentHashMap<>();
    final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
    final Set<Long> finished = ConcurrentHashMap.newKeySet();
    final Ownership ownership = Ownerships.sure();
    final AtomicInteger offsets = new AtomicInteger();

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    Lane lane(int concurrency, int waiting) {
        return lane(concurrency, waiting, new Sharing(false, Admission.OPEN));
    }

    Lane lane(int concurrency, int waiting, Sharing sharing) {
        return new Lane(
                vertx,
                context,
                new LaneLimits(concurrency, waiting),
                sharing,
                delivery -> jobs.get(delivery.record().offset()),
                mistakes::add,
                System::nanoTime);
    }

    FakeJob accept(Lane lane, String key) {
        return accept(lane, key, "app");
    }

    FakeJob accept(Lane lane, String key, String app) {
        return accept(lane, new FakeJob(key, app));
    }

    FakeJob accept(Lane lane, FakeJob job) {
        accept(lane, (Job) job);
        return job;
    }

    void accept(Lane lane, Job job) {
        long offset = offsets.getAndIncrement();
        jobs.put(offset, job);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]);
        lane.accept(new Delivery(record, ownership, () -> finished.add(offset)));
    }
}
