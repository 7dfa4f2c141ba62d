package io.tokenkeep.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {

    private static final TopicLayout LAYOUT = new TopicLayout(12, (short) 3);

    private static final Map<String, String> MIN_ISR_1 = Map.of("min.insync.replicas", "1");

    private final TopicCheck check = new TopicCheck(LAYOUT, "kafka:9092");

    @ParameterizedTest(name = "{0}: {1}={2}, needs {3}")
    @CsvSource(textBlock = """
            tokens,              cleanup.policy,                 delete,         compact
            tokens,              cleanup.policy,                 compact|delete, compact
            tokens,              min.compaction.lag.ms,          604799999,      604800000
            tokens,              max.compaction.lag.ms,          1209600001,     1209600000
            tokens,              delete.retention.ms,            86400000,       1209600000
            tokens,              message.timestamp.type,         CreateTime,     LogAppendTime
            tokens,              unclean.leader.election.enable, true,           false
            tokens,              min.insync.replicas,            1,              2
            authorization-codes, cleanup.policy,                 compact,        delete
            authorization-codes, retention.ms,                   604799999,      604800000
            authorization-codes, retention.bytes,                1073741824,     -1
            authorization-codes, segment.ms,                     604800000,      3600000
            account-events,      retention.ms,                   604800000,      7776000000
            account-events,      retention.ms,                   no number,      7776000000
            """)
    void harmfulSettingIsReportedWithItsValueAndWhatMendsIt(String topic, String setting, String value, String wanted) {
        String actual = value.replace('|', ',');

        assertThat(problems(topic, Map.of(setting, actual)))
                .containsExactly(
                        "Topic %1$s has %2$s=%3$s and needs %4$s: kafka-configs.sh --bootstrap-server kafka:9092"
                                        .formatted(topic, setting, actual, wanted)
                                + " --alter --entity-type topics --entity-name %s --add-config %s=%s"
                                        .formatted(topic, setting, wanted));
    }

    @ParameterizedTest(name = "{0}: {1}={2}")
    @CsvSource(textBlock = """
            tokens,              min.compaction.lag.ms, 1209600000
            tokens,              max.compaction.lag.ms, 604800000
            tokens,              delete.retention.ms,   9223372036854775807
            tokens,              min.insync.replicas,   3
            authorization-codes, retention.ms,          604800001
            authorization-codes, retention.ms,          -1
            authorization-codes, segment.ms,            60000
            authorization-codes, max.message.bytes,     2097152
            """)
    void settingThatKeepsAsMuchOrMoreIsAccepted(String topic, String setting, String value) {
        assertThat(problems(topic, Map.of(setting, value))).isEmpty();
    }

    @Test
    void everyProblemIsReported() {
        assertThat(problems("tokens", Map.of("cleanup.policy", "delete", "min.insync.replicas", "1")))
                .hasSize(2);
    }

    @Test
    void settingTheBrokerDoesNotTellIsAProblem() {
        Config silent = new Config(List.of());

        assertThat(check.problems("tokens", Topics.TOKENS.keeping(), description("tokens", 12), silent))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("= and needs"));
    }

    @Test
    void otherPartitionCountIsReportedWithBothNumbersAndTheWayOut() {
        assertThat(check.problems(
                        "tokens", Topics.TOKENS.keeping(), description("tokens", 6), config("tokens", Map.of())))
                .singleElement()
                .asString()
                .contains("Topic tokens has 6 partitions, topics.partitions is 12", "topics.partitions=6")
                .contains("stop all services and recreate the topic, which loses every token")
                .endsWith("kafka-topics.sh --bootstrap-server kafka:9092 --delete --topic tokens");
    }

    @Test
    void everyTopicsDeletionIsReportedByWhatItLoses() {
        assertThat(Topics.catalogue().keySet()).allSatisfy(topic -> assertThat(
                        check.problems(topic, Topics.keeping(topic), description(topic, 6), config(topic, Map.of())))
                .singleElement()
                .asString()
                .contains("which loses " + Contents.of(topic))
                .doesNotContain("all that is on it"));
    }

    @Test
    void partitionWithFewerCopiesIsReportedWithBothWaysOut() {
        assertThat(check.problems(
                        "tokens", Topics.TOKENS.keeping(), copies("tokens", 3, 2, 3), config("tokens", MIN_ISR_1)))
                .filteredOn(problem -> problem.contains("copies"))
                .singleElement()
                .asString()
                .startsWith("Topic tokens has 2 of 3 copies at partition 1, topics.replication.factor is 3:")
                .contains("set topics.replication.factor=2 in every service")
                .endsWith("kafka-reassign-partitions.sh --bootstrap-server kafka:9092 --reassignment-json-file FILE"
                        + " --execute");
    }

    @Test
    void clusterWithFewerCopiesIsAcceptedOnceItsOwnerSaysSo() {
        TopicCheck small = new TopicCheck(new TopicLayout(3, (short) 1), "kafka:9092");

        assertThat(small.problems(
                        "tokens", Topics.TOKENS.keeping(), copies("tokens", 1, 1, 1), config("tokens", MIN_ISR_1)))
                .isEmpty();
        assertThat(small.problems(
                        "tokens", Topics.TOKENS.keeping(), copies("tokens", 3, 3, 3), config("tokens", Map.of())))
                .isEmpty();
        assertThat(small.problems(
                        "tokens", Topics.TOKENS.keeping(), copies("tokens", 3, 3, 3), config("tokens", MIN_ISR_1)))
                .singleElement()
                .asString()
                .contains("min.insync.replicas=1 and needs 2");
    }

    @Test
    void missingTopicIsReportedWithTheWholeCommand() {
        assertThat(check.missing("refresh-commands", Topics.REFRESH_COMMANDS.keeping()))
                .isEqualTo("Topic refresh-commands is missing: start once with topics.create=true, or kafka-topics.sh"
                        + " --bootstrap-server kafka:9092 --create --topic refresh-commands --partitions 12"
                        + " --replication-factor 3 --config cleanup.policy=delete"
                        + " --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2"
                        + " --config retention.bytes=-1 --config retention.ms=604800000"
                        + " --config unclean.leader.election.enable=false");
    }

    private List<String> problems(String topic, Map<String, String> changes) {
        return check.problems(topic, Topics.keeping(topic), description(topic, 12), config(topic, changes));
    }

    private static Config config(String topic, Map<String, String> changes) {
        Map<String, String> settings = new TreeMap<>(LAYOUT.settings(Topics.keeping(topic)));
        settings.putAll(changes);
        return new Config(settings.entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .toList());
    }

    private static TopicDescription description(String topic, int partitions) {
        return copies(
                topic,
                Collections.nCopies(partitions, 3).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** One partition for each number, with as many replicas. */
    private static TopicDescription copies(String topic, int... replicas) {
        Node node = new Node(1, "kafka", 9092);
        return new TopicDescription(
                topic,
                false,
                IntStream.range(0, replicas.length)
                        .mapToObj(partition -> new TopicPartitionInfo(
                                partition, node, Collections.nCopies(replicas[partition], node), List.of(node)))
                        .toList());
    }
}
