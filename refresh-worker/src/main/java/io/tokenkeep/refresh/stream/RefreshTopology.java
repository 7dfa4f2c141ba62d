package io.tokenkeep.refresh.stream;

import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The topology: all inputs as raw bytes into one processor with six stores, and one sink per output. Every record is keyed by
 * account, so the default partitioner keeps an account's records in one task.
 */
public final class RefreshTopology {

    /** The number of inputs. */
    public static final int INPUTS = Inputs.TOPICS.size();

    private static final String PROCESSOR = "refresh";

    private RefreshTopology() {}

    public static Topology of(TaskParts parts) {
        Topology topology = new Topology();
        Inputs.TOPICS.forEach(topic -> topology.addSource(
                AutoOffsetReset.earliest(),
                "from-" + topic,
                new BrokerTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                parts.names().onCluster(topic)));
        topology.addProcessor(
                PROCESSOR,
                processors(parts),
                Inputs.TOPICS.stream().map(topic -> "from-" + topic).toArray(String[]::new));
        Outputs.TOPICS.forEach(topic -> topology.addSink(
                Outputs.sink(topic),
                parts.names().onCluster(topic),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                PROCESSOR));
        return topology;
    }

    static ProcessorSupplier<byte[], byte[], byte[], byte[]> processors(TaskParts parts) {
        return new Tasks(parts, new RestoreAttempts());
    }

    private record Tasks(TaskParts parts, RestoreAttempts attempts)
            implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new Task(parts, attempts);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return StateStores.builders();
        }
    }

    /** Streams creates a processor before its context exists. This class creates ours when the context exists. */
    private static final class Task implements Processor<byte[], byte[], byte[], byte[]> {

        private final TaskParts parts;
        private final RestoreAttempts attempts;
        private @Nullable RefreshProcessor processor;

        Task(TaskParts parts, RestoreAttempts attempts) {
            this.parts = parts;
            this.attempts = attempts;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            close();
            processor = new RefreshProcessor(parts, attempts, context);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (processor == null) {
                throw new IllegalStateException("Not initialised");
            }
            processor.process(record);
        }

        @Override
        public void close() {
            if (processor != null) {
                processor.close();
                processor = null;
            }
        }
    }
}
