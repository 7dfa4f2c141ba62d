package io.tokenkeep.soak.trouble;

import io.tokenkeep.soak.process.Sender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Bytes that are no record, on every topic that a service reads. */
final class UndecodableRecords implements Source {

    private static final int LONGEST = 300;
    /** The marker of the encoding and a fingerprint that nobody knows. */
    private static final byte[] UNKNOWN_SCHEMA = {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0};

    private final Sender sender;

    UndecodableRecords(Sender sender) {
        this.sender = sender;
    }

    @Override
    public Optional<Duration> begin(Random random) {
        for (String topic : Poison.TOPICS) {
            sender.send(Poison.marked(new ProducerRecord<>(topic, key(random), value(random))));
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
