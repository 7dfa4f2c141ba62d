package io.tokenkeep.refresh.stream;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The size of each app's backlog. It walks once over the entries from before the start, a part at a time. Meanwhile it counts
 * only those new and removed entries whose position the walk has passed. One task's thread uses it.
 */
final class BacklogSizes {

    private final Map<String, Long> counted = new TreeMap<>();
    /** The last key counted; null before the first. */
    private @Nullable Bytes upTo;

    private boolean complete;

    void joined(Bytes key, String app) {
        if (isCounted(key)) {
            counted.merge(app, 1L, Long::sum);
        }
    }

    void left(Bytes key, String app) {
        if (isCounted(key)) {
            counted.computeIfPresent(app, (name, size) -> size > 1 ? size - 1 : null);
        }
    }

    /** Also 0 if no entry is counted yet. */
    long of(String app) {
        return counted.getOrDefault(app, 0L);
    }

    Map<String, Long> all() {
        return Map.copyOf(counted);
    }

    void count(KeyValueStore<Bytes, byte[]> store, int most) {
        if (complete) {
            return;
        }
        Bytes last = upTo;
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(last, StoreStamps.LAST_KEY)) {
            int left = most;
            while (left > 0 && entries.hasNext()) {
                Bytes key = entries.next().key;
                if (!key.equals(last)) {
                    counted.merge(BacklogKey.parse(key).app(), 1L, Long::sum);
                    upTo = key;
                    left--;
                }
            }
            complete = !entries.hasNext();
        }
    }

    private boolean isCounted(Bytes key) {
        return complete || (upTo != null && key.compareTo(upTo) <= 0);
    }
}
