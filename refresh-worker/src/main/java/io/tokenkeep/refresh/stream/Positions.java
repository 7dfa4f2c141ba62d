package io.tokenkeep.refresh.stream;

import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far each input partition was read. The positions are kept with the state and not with the group, so each record that is
 * delivered again is recognised, even if committed offsets were lost. A topic that was created again also starts at offset 0,
 * but with records younger than any seen; that distinguishes it from a replay.
 */
final class Positions {

    private static final Position NONE = new Position(-1, Long.MIN_VALUE);

    private final KeyValueStore<String, byte[]> store;

    Positions(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Moves on to this record. Returns false if it was read before. */
    boolean advance(String topic, long offset, long timestamp) {
        Position last = last(topic);
        if (offset <= last.offset() && timestamp <= last.youngest()) {
            return false;
        }
        store.put(topic, new Position(offset, Math.max(timestamp, last.youngest())).bytes());
        return true;
    }

    /** The first offset that was not read yet. */
    long next(String topic) {
        return last(topic).offset() + 1;
    }

    private Position last(String topic) {
        byte[] bytes = store.get(topic);
        return bytes == null ? NONE : Position.parse(bytes);
    }

    private record Position(long offset, long youngest) {

        static Position parse(byte[] bytes) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            return new Position(from.getLong(), from.getLong());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(offset)
                    .putLong(youngest)
                    .array();
        }
    }
}
