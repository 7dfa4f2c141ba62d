package io.tokenkeep.refresh.stream;

import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far each input partition was taken in, kept with the state itself and not with the group: whatever is delivered
 * again, committed offsets lost or not, is known as such. A topic made anew starts again at 0, but with records younger
 * than any seen, which sets it apart from a replay.
 */
final class Positions {

    private static final Position NONE = new Position(-1, Long.MIN_VALUE);

    private final KeyValueStore<String, byte[]> store;

    Positions(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Moves on to this record; false when it was taken in before. */
    boolean advance(String topic, long offset, long timestamp) {
        Position last = last(topic);
        if (offset <= last.offset() && timestamp <= last.youngest()) {
            return false;
        }
        store.put(topic, new Position(offset, Math.max(timestamp, last.youngest())).bytes());
        return true;
    }

    /** The offset that was not taken in yet. */
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
