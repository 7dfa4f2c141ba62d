package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.refresh.stream.RocksMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** One task whose time is moved from outside, to measure its ticks. It ticks once in an hour of that time. */
final class Ticking {

    static final Duration INTERVAL = Duration.ofHours(1);

    private Ticking() {}

    /** The ticks so far: their number, their total duration, and the number of commands. */
    record Counts(LongSupplier ticks, LongSupplier nanos, LongSupplier commands) {}

    /** In a child: runs the topology, and moves its time when asked. */
    static void serve(String[] arguments, Topology topology, Map<String, RocksMemory.Use> stores, Counts counts)
            throws IOException {
        MovedTime time = new MovedTime();
        RocksMemory memory = PlainStreams.memory(1, stores);
        Properties settings = PlainStreams.settings(arguments[0], arguments[1], arguments[2], memory);
        KafkaStreams streams = new KafkaStreams(topology, settings, time);
        Steps.serve(Map.of(
                "start",
                millis -> {
                    time.moveTo(Long.parseLong(millis));
                    streams.start();
                    Steps.await("running", () -> streams.state() == KafkaStreams.State.RUNNING);
                    return 0;
                },
                "tick",
                millis -> tick(time, Long.parseLong(millis), counts),
                "commands",
                nothing -> counts.commands().getAsLong()));
        Engine.close(streams);
        memory.close();
    }

    /** Moves the time and returns the duration of the next tick in nanoseconds. */
    private static long tick(MovedTime time, long to, Counts counts) {
        long ticks = counts.ticks().getAsLong();
        long nanos = counts.nanos().getAsLong();
        time.moveTo(to);
        Steps.await("the tick", () -> counts.ticks().getAsLong() > ticks);
        // The count grows before the sum, and the records of this tick must not delay the next tick.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        if (counts.ticks().getAsLong() != ticks + 1) {
            throw new IllegalStateException("more than one tick");
        }
        return counts.nanos().getAsLong() - nanos;
    }
}
