package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.health.CheckResult;
import java.util.Map;

/**
 * Holds the content of a topic's records, at most {@link #limit()} keys. A {@link TopicFollower} adds on its own thread while
 * others read, so implementations are thread-safe. Nothing here throws.
 */
public interface TopicStore<V> {

    /** Adds one record. The same record may come more than once, because reading is repeated after a failure. */
    void add(String key, V value, RecordPlace place);

    /**
     * A record without a value came: the key has no value any more. Returns false if this topic has no such records; then the
     * record is a dead letter.
     */
    default boolean remove(String key, RecordPlace place) {
        return false;
    }

    /** Called after each read with the next offset of each partition; every record before it has been added. */
    default void readUpTo(Map<Integer, Long> nextOffsets) {}

    /**
     * Called after a read that had an answer from Kafka and left nothing behind, at least once a second while Kafka answers. A cut-off
     * reader reads nothing and fails nowhere, so only the absence of these calls shows it. A consumer without metrics makes none.
     */
    default void nothingUnread() {}

    /** Called once, when all records that were on the topic at the start of reading have been read. */
    void nowCaughtUp();

    /** Whether all records that were on the topic at the start have been read. Until then a key that is not found may exist. */
    boolean caughtUp();

    /** The number of keys that have a value here. */
    int size();

    /** The largest number of keys that can have a value. */
    int limit();

    /** Fails while values may be missing because they were removed early, to make room. */
    CheckResult check();
}
