package io.tokenkeep.kit.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupMemberTest {

    private static final TopicPartition ZERO = new TopicPartition(Topics.TOKENS.name(), 0);
    private static final TopicPartition ONE = new TopicPartition(Topics.TOKENS.name(), 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final GroupMember member = new GroupMember("group", Topics.TOKENS, "tokenkeep-group");

    @BeforeEach
    void offsets() {
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        consumer.updateEndOffsets(Map.of(ZERO, 7L, ONE, 0L));
    }

    @Test
    void partitionIsOwnedFromItsAssignmentToItsRevocation() {
        List<OptionalLong> owned = new ArrayList<>();
        consumer.schedulePollTask(() -> {
            assertThat(member.check().failure()).contains("not in the group");
            consumer.rebalance(List.of(ZERO, ONE));
        });
        consumer.schedulePollTask(() -> {
            assertThat(consumer.paused()).containsExactlyInAnyOrder(ZERO, ONE);
            owned.add(member.ownedSince(0));
            owned.add(member.ownedSince(1));
            owned.add(member.ownedSince(2));
            consumer.rebalance(List.of(ONE));
        });
        consumer.schedulePollTask(() -> {
            owned.add(member.ownedSince(0));
            owned.add(member.ownedSince(1));
            assertThat(member.check().isOk()).isTrue();
        });
        consumer.schedulePollTask(member::close);

        member.run(() -> consumer);

        assertThat(owned)
                .containsExactly(
                        OptionalLong.of(7),
                        OptionalLong.of(0),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(0));
        assertThat(member.ownedSince(1)).as("after its end").isEmpty();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void failureOfKafkaShowsInItsHealth() {
        // Closed with its first consumer, it does not try again.
        MockConsumer<byte[], byte[]> refused = new MockConsumer<>("earliest") {
            @Override
            public void close() {
                super.close();
                member.close();
            }
        };
        refused.setPollException(new GroupAuthorizationException("tokenkeep-group"));

        member.run(() -> refused);

        assertThat(member.check().failure()).isEqualTo("GroupAuthorizationException");
    }

    @Test
    void closedBeforeItRunsItJoinsNothing() {
        member.close();

        member.run(() -> consumer);

        assertThat(consumer.subscription()).isEmpty();
    }
}
