package io.tokenkeep.soak.incident;

import io.tokenkeep.soak.process.Sender;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Sends bytes that are no record to every topic that a service reads. */
final class UndecodableRecords implements Source {

    private static final int LONGEST = 300;
    /** The marker of the encoding and an unknown fingerprint. */
    private static final byte[] UNKNOWN_SCHEMA = {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0};

    private static final String COMPACTED = TopicConfig.CLEANUP_POLICY_COMPACT;
    private static final byte[] STRANGE_KEY = "nobody:1".getBytes(StandardCharsets.UTF_8);

    private final Sender sender;

    UndecodableRecords(Sender sender) {
        this.sender = sender;
    }

    @Override
    public Optional<Duration> begin(Random random) {
        for (String topic : Poison.TOPICS) {
            // A compacted topic refuses a record without a key.
            boolean compacted =
                    COMPACTED.equals(Topics.keeping(topic).settings().get(TopicConfig.CLEANUP_POLICY_CONFIG));
            byte[] key = compacted ? STRANGE_KEY : key(random);
            sender.send(Poison.marked(new ProducerRecord<>(topic, key, value(random))));
        }
        return Optional.of(Duration.ZERO);
    }

    private static byte @Nullable [] key(Random random) {
        List<String> keys = List.of("", "no-colon", "threads-main:", "nobody:1");
        int which = random.nextInt(keys.size() + 1);
        return which == keys.size() ? null : keys.get(which).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] value(Random random) {
        if (random.nextInt(3) == 0) {
            return UNKNOWN_SCHEMA;
        }
        byte[] noise = new byte[random.nextInt(LONGEST)];
        random.nextBytes(noise);
        return noise;
    }
}
