package io.tokenkeep.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    private static final TopicNames NAMES = new TopicNames("north.");

    @Test
    void prefixStandsBeforeTopicsAndGroups() {
        assertThat(NAMES.onCluster("tokenkeep-exchange-codes")).isEqualTo("north.tokenkeep-exchange-codes");
        assertThat(NAMES.onCluster(Topics.TOKENS).name()).isEqualTo("north.tokens");
        assertThat(NAMES.onCluster(Topics.TOKENS).codec()).isSameAs(Topics.TOKENS.codec());
    }

    @Test
    void recordKeepsEverythingButItsTopic() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("reason", new byte[] {1});
        ProducerRecord<String, String> record = new ProducerRecord<>("tokens", 3, 5L, "key", "value", headers);

        assertThat(NAMES.onCluster(record))
                .isEqualTo(new ProducerRecord<>("north.tokens", 3, 5L, "key", "value", headers));
        assertThat(TopicNames.WITHOUT_PREFIX.onCluster(record)).isSameAs(record);
    }

    @Test
    void catalogueKnowsNamesWithoutPrefix() {
        assertThat(NAMES.inCatalogue("north.tokens")).isEqualTo("tokens");
        assertThat(TopicNames.WITHOUT_PREFIX.inCatalogue("tokens")).isEqualTo("tokens");
        assertThatThrownBy(() -> NAMES.inCatalogue("south.tokens")).hasMessageContaining("south.tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "north/", "nörd", "a:", "north\n", "\u0000"})
    void charactersThatKafkaRefusesAreRefused(String prefix) {
        assertThatThrownBy(() -> new TopicNames(prefix)).hasMessageContaining("letters, digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "north-", "north.", "North_2.", "."})
    void kafkaTakesEveryNameBehindAPrefix(String prefix) {
        TopicNames names = new TopicNames(prefix);

        Topics.catalogue().keySet().forEach(name -> Topic.validate(names.onCluster(name)));
    }

    @Test
    void longestPrefixLeavesRoomForAChangelog() {
        String longest = "p".repeat(TopicNames.LONGEST_PREFIX);

        Topic.validate(new TopicNames(longest).onCluster("tokenkeep-refresh-worker-unknown-accounts-changelog"));
        assertThatThrownBy(() -> new TopicNames(longest + "p")).hasMessageContaining("64 characters");
    }
}
