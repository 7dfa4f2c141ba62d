package io.tokenkeep.topic;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The topic settings for retention or compaction of a topic, in the order of their names. */
public record Keeping(Map<String, String> settings) {

    public Keeping {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Every record for a time. */
    static Keeping deletedAfter(Duration time) {
        return new Keeping(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                millis(time),
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1"));
    }

    /** The last record of each key for ever. */
    static Keeping compacted() {
        return new Keeping(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** The last record of each key, for a time. */
    static Keeping compactedAndDeletedAfter(Duration time) {
        Map<String, String> all = new TreeMap<>(deletedAfter(time).settings);
        all.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
        return new Keeping(all);
    }

    Keeping with(String setting, Duration value) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(setting, millis(value));
        return new Keeping(all);
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
