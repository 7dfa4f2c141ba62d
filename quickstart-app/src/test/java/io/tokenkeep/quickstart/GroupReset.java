package io.tokenkeep.quickstart;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What {@code kafka-consumer-groups.sh --reset-offsets} does: refused while the group has members. */
final class GroupReset {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private GroupReset() {}

    /** Once the members of a group have gone, or have been silent for a session. */
    static void when(Admin admin, String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        await().atMost(LIMIT).until(() -> isReset(admin, group, offsets));
    }

    private static boolean isReset(Admin admin, String group, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws InterruptedException, TimeoutException {
        try {
            admin.alterConsumerGroupOffsets(group, offsets).all().get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }
}
