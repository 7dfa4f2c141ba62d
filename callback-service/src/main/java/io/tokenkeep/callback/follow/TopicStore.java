package io.tokenkeep.callback.follow;

import java.time.Instant;

/** Holds what the records of a topic say. Thread-safe. */
public interface TopicStore<V> {

    /** A record was read, which the broker wrote at that time. */
    void add(String key, V value, Instant writtenAt);

    /** Everything was read that lay on the topic when this process started to read. */
    void nowCaughtUp();

    boolean caughtUp();

    /** How many keys have a value here. */
    int size();
}
