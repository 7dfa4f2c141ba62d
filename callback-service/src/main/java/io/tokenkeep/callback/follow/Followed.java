package io.tokenkeep.callback.follow;

import io.tokenkeep.topic.Topic;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic to follow, and where what it says is held.
 *
 * @param key what a value says its key is
 * @param lookback how far back reading begins; null for the topic's beginning
 */
public record Followed<V extends SpecificRecord>(
        Topic<V> topic,
        Function<V, String> key,
        TopicStore<V> store,
        @Nullable Duration lookback) {}
