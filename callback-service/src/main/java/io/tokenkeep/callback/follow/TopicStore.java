package io.tokenkeep.callback.follow;

import io.tokenkeep.kit.health.CheckResult;
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

    /** How many can. */
    int limit();

    /** Fails while something may be missing that was pushed out before its time. */
    CheckResult check();
}
