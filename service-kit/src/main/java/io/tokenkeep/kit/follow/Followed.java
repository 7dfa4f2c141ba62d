package io.tokenkeep.kit.follow;

import io.tokenkeep.topic.Topic;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic to follow, and the store of its records.
 *
 * @param name of this component of the service's health
 * @param topic under the name it has on the cluster
 * @param key the key that a value says it has; a record whose own key differs is a dead letter
 * @param store gets every record that can be read
 * @param lookback how far back reading begins, by the broker's time; null for the topic's beginning
 */
public record Followed<V extends SpecificRecord>(
        String name,
        Topic<V> topic,
        Function<V, String> key,
        TopicStore<V> store,
        @Nullable Duration lookback) {}
