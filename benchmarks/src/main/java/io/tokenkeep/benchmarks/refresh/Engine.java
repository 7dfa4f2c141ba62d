package io.tokenkeep.benchmarks.refresh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;

/** A Kafka Streams application that can be started and stopped repeatedly in one process. */
interface Engine {

    /** Starts with this application id. */
    void start(String applicationId);

    /** Whether all stores are restored and records are read. */
    boolean running();

    /** Leaves its group, so that the next start need not wait for a session to end. */
    void stop();

    /** In a child: starts, stops and measures an engine as asked. */
    static void serve(Engine engine) throws IOException {
        Steps.serve(Map.of(
                "start",
                id -> {
                    engine.start(id);
                    Steps.await("running", engine::running);
                    return 0;
                },
                "stop",
                nothing -> {
                    engine.stop();
                    return 0;
                },
                "heap",
                nothing -> liveHeap()));
    }

    /** The size of the heap after a collection, in bytes. */
    static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static void close(KafkaStreams streams) {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
