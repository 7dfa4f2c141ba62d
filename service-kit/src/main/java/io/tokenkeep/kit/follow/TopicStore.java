package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.health.CheckResult;
import java.time.Instant;

/**
 * Holds what the records of a topic say, at most {@link #limit()} keys. A {@link TopicFollower} adds on its own thread while
 * others read, so implementations are thread-safe. Nothing here throws.
 */
public interface TopicStore<V> {

    /**
     * Takes in one record. The same record may come more than once: after a failure reading begins again where it was.
     *
     * @param writtenAt when the broker wrote the record
     */
    void add(String key, V value, Instant writtenAt);

    /** Hears, once, that everything was read that lay on the topic when this process started to read. */
    void nowCaughtUp();

    /** Whether everything was read that lay on the topic at the start. Until then a key that is not found may exist. */
    boolean caughtUp();

    /** The number of keys that have a value here. */
    int size();

    /** The largest number of keys that can have one. */
    int limit();

    /** Fails while something may be missing that was removed before its time, to make room. */
    CheckResult check();
}
