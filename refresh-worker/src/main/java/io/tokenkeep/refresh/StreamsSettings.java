package io.tokenkeep.refresh;

import io.tokenkeep.refresh.stream.RocksMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The settings of Kafka Streams. The handlers are named although they are the defaults, so that no record is skipped silently.
 */
final class StreamsSettings {

    private StreamsSettings() {}

    static Properties of(RefreshConfig config, RocksMemory memory) {
        short copies = config.topics().layout().replicationFactor();
        Map<String, Object> ours = new HashMap<>();
        ours.put(
                StreamsConfig.APPLICATION_ID_CONFIG,
                config.topics().names().onCluster(config.instance().applicationId()));
        ours.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.instance().stateDirectory().toString());
        ours.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.instance().threads());
        ours.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.instance().standbys());
        ours.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        ours.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) copies);
        ours.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), copies >= 3 ? "2" : "1");
        ours.put(StreamsConfig.topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), "false");
        ours.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        ours.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        ours.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        ours.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        ours.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        // Available records are read in the order of their times: a token before the command that ends it.
        ours.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        ours.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Setter.class);
        ours.put(RocksMemory.SETTING, memory);
        ours.put(StreamsConfig.consumerPrefix(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG), "false");
        Properties properties = new Properties();
        properties.putAll(config.kafka().streams(ours));
        return properties;
    }
}
