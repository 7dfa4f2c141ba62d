package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.refresh.stream.RocksMemory;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** refresh-worker's Streams settings for its floor and peer: exactly once, one thread, the same memory. */
final class PlainStreams {

    /** The default of refresh-worker's {@code state.memory.megabytes}. */
    private static final long MEMORY = 256L << 20;

    private PlainStreams() {}

    static RocksMemory memory(int partitions, Map<String, RocksMemory.Use> stores) {
        return new RocksMemory(MEMORY, partitions, stores);
    }

    static Properties settings(String bootstrapServers, String applicationId, String directory, RocksMemory memory) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId,
                StreamsConfig.STATE_DIR_CONFIG,
                directory,
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                1,
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                1,
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class,
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class,
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                RocksMemory.Setter.class,
                RocksMemory.SETTING,
                memory));
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return settings;
    }
}
