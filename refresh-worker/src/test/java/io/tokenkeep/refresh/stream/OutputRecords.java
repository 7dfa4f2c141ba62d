package io.tokenkeep.refresh.stream;

import io.tokenkeep.topic.Topic;
import io.tokenkeep.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.TestOutputTopic;

/** Reads what a task under test wrote to a topic. */
final class OutputRecords {

    private OutputRecords() {}

    /** The records since the last call. */
    static <V extends SpecificRecord> List<V> drain(TestOutputTopic<String, byte[]> from, Topic<V> topic) {
        List<V> all = new ArrayList<>();
        from.readValuesToList().forEach(bytes -> all.add(decode(topic, bytes)));
        return all;
    }

    static <V extends SpecificRecord> V decode(Topic<V> topic, byte[] bytes) {
        try {
            return topic.codec().decode(bytes);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }
}
