package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One sub-topology: the inputs as raw bytes into one processor with six stores, and a sink per output. Everything is
 * keyed by account, so that the default partitioner keeps an account's records in one task.
 */
public final class RefreshTopology {

    static final String ACCOUNTS = "accounts";
    static final String DUE = "due";
    static final String BACKLOG = "backlog";
    static final String UNKNOWN_ACCOUNTS = "unknown-accounts";
    static final String SET_ASIDE = "set-aside";
    static final String POSITIONS = "positions";

    /** An account is some fifteen times as large as its place in due index or backlog, which is walked to and never looked up. */
    public static final Map<String, RocksMemory.Use> USES = Map.of(
            ACCOUNTS, new RocksMemory.Use(5, true),
            DUE, new RocksMemory.Use(1, false),
            BACKLOG, new RocksMemory.Use(1, false),
            UNKNOWN_ACCOUNTS, new RocksMemory.Use(1, true));

    /** What is removed from a store is out of its changelog's bytes in time, though little else changes there. */
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(Topics.STATE_COMPACTION_LAG.toMillis()));

    /** How many inputs there are. */
    public static final int INPUTS = Inputs.TOPICS.size();

    private static final String PROCESSOR = "refresh";

    private RefreshTopology() {}

    /**
     * What a task is made of; {@code nanoTime} is monotonic, and goes on while a tick runs. {@code partitions}: how many each
     * topic has; 0 where no log is to be kept in motion. {@code names}: what the topics are called on the cluster; sources,
     * sinks and everything behind them have the names of the catalogue.
     */
    public record Parts(
            RefreshPolicy policy,
            TickBudget budget,
            StartGate gate,
            RefreshMetrics metrics,
            LongSupplier nanoTime,
            int partitions,
            TopicNames names) {}

    public static Topology of(Parts parts) {
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

    /** Only the positions and the task metadata are cached: they change with every record and are needed once per commit. */
    private static Set<StoreBuilder<?>> stores() {
        Set<StoreBuilder<?>> stores = new HashSet<>();
        onDisk().forEach(name -> stores.add(onDisk(name)));
        stores.add(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(POSITIONS), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                .withCachingEnabled());
        stores.add(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(SET_ASIDE), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(CHANGELOG));
        return stores;
    }

    /** The stores whose changelogs hold what people are told is removed in time. */
    static List<String> logs() {
        return Stream.concat(onDisk().stream(), Stream.of(SET_ASIDE)).toList();
    }

    static List<String> onDisk() {
        return List.of(ACCOUNTS, DUE, BACKLOG, UNKNOWN_ACCOUNTS);
    }

    private static StoreBuilder<?> onDisk(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }

    static ProcessorSupplier<byte[], byte[], byte[], byte[]> processors(Parts parts) {
        return new Tasks(parts, new RestoreAttempts());
    }

    private record Tasks(Parts parts, RestoreAttempts attempts)
            implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new Task(parts, attempts);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return RefreshTopology.stores();
        }
    }

    /** Streams makes a processor before it has a context for it; ours is made when there is one. */
    private static final class Task implements Processor<byte[], byte[], byte[], byte[]> {

        private final Parts parts;
        private final RestoreAttempts attempts;
        private @Nullable RefreshProcessor processor;

        Task(Parts parts, RestoreAttempts attempts) {
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
