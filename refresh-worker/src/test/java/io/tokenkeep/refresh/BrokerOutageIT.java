package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away for longer than a producer waits, again and again, while accounts are due. */
class BrokerOutageIT {

    private static final int ACCOUNTS = 200;
    private static final int OUTAGES = 2;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final LocalKafka kafka = LocalKafka.start();
    private final Cluster cluster = new Cluster(kafka);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void end() {
        cluster.close();
        kafka.close();
    }

    @Test
    void serviceStaysUpTicksOnceAndForgetsNobody() {
        RefreshService service = RefreshService.start(config(), RefreshProviders.DEFAULT, meters);
        try {
            takeTheBrokerAway(service);
        } finally {
            service.close(Duration.ofSeconds(30));
        }
    }

    private void takeTheBrokerAway(RefreshService service) {
        // Past the middle of its life each is due at once, and the pace makes that take a while.
        Instant consented = Instant.now().minus(Duration.ofDays(45));
        for (int i = 0; i < ACCOUNTS; i++) {
            String key = "threads-main:" + i;
            cluster.send(Topics.TOKENS, key, Fixtures.consented(key, consented));
        }

        for (int outage = 1; outage <= OUTAGES; outage++) {
            int enough = outage * ACCOUNTS / 10;
            patiently("commands go on").until(() -> commands().size() >= enough);
            kafka.stop();
            patiently("tasks are given up").until(() -> tasks() < Cluster.PARTITIONS);
            kafka.restart();
            patiently("tasks act again").until(() -> tasks() == Cluster.PARTITIONS);
        }
        patiently("everybody is commanded")
                .untilAsserted(() -> assertThat(commands()).hasSize(ACCOUNTS));

        assertThat(commands().values()).containsOnly(1L);
        assertThat(service.ended().toCompletableFuture()).isNotDone();
        assertThat(mended()).isZero();
        assertTicksOnce();
    }

    /** A task that ticks beside its successor makes more ticks than there is time for. */
    private void assertTicksOnce() {
        long began = System.nanoTime();
        long before = ticks();
        patiently("ticks").until(() -> ticks() - before >= 40);
        long ticks = ticks() - before;
        long due = (System.nanoTime() - began) / TICK.toNanos() + 1;

        assertThat(ticks).isLessThanOrEqualTo(Cluster.PARTITIONS * (due + 1));
    }

    /** A thread that dies is what this is about. */
    private static ConditionFactory patiently(String what) {
        return await(what).dontCatchUncaughtExceptions().atMost(PATIENCE);
    }

    private long ticks() {
        return meters.get("tokenkeep.refresh.tick").timer().count();
    }

    private double tasks() {
        return meters.get("tokenkeep.refresh.tasks").gauge().value();
    }

    private double mended() {
        return meters.get("tokenkeep.refresh.audit.mended").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private Map<String, Long> commands() {
        return cluster.values(Topics.REFRESH_COMMANDS).stream()
                .collect(Collectors.groupingBy(RefreshCommand::getAccount, TreeMap::new, Collectors.counting()));
    }

    private RefreshConfig config() {
        return cluster.config(
                "outage",
                directory,
                Map.of(
                        "tick.interval", TICK.toMillis() + "ms",
                        "app.calls.per.second", "10",
                        "app.commands.outstanding", "1000",
                        // A task of each thread's own: what goes wrong with it leads to the task's end, and not to the
                        // thread's.
                        "stream.threads", Integer.toString(Cluster.PARTITIONS),
                        "kafka.session.timeout.ms", "6000",
                        "kafka.heartbeat.interval.ms", "1000",
                        "kafka.request.timeout.ms", "1000",
                        "kafka.delivery.timeout.ms", "1500",
                        "kafka.max.block.ms", "2000",
                        "kafka.transaction.timeout.ms", "2000"));
    }
}
