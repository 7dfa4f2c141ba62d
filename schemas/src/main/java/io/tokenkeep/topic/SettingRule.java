package io.tokenkeep.topic;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Decides which values of a topic setting satisfy the contract: a longer retention loses no record. */
enum SettingRule {
    EQUAL {
        @Override
        boolean accepts(String wanted, String actual) {
            return wanted.equalsIgnoreCase(actual.replace(" ", ""));
        }
    },
    /** At least as long or as many; -1 means unlimited where Kafka defines it so. */
    AT_LEAST {
        @Override
        boolean accepts(String wanted, String actual) {
            long value = Long.parseLong(actual);
            return value == -1 || (!wanted.equals("-1") && value >= Long.parseLong(wanted));
        }
    },
    AT_MOST {
        @Override
        boolean accepts(String wanted, String actual) {
            return Long.parseLong(actual) <= Long.parseLong(wanted);
        }
    };

    private static final Map<String, SettingRule> RULES = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, AT_LEAST,
            TopicConfig.RETENTION_BYTES_CONFIG, AT_LEAST,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, AT_LEAST,
            TopicConfig.DELETE_RETENTION_MS_CONFIG, AT_LEAST,
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, AT_LEAST,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, AT_MOST,
            TopicConfig.SEGMENT_MS_CONFIG, AT_MOST);

    abstract boolean accepts(String wanted, String actual);

    static SettingRule of(String setting) {
        return RULES.getOrDefault(setting, EQUAL);
    }
}
