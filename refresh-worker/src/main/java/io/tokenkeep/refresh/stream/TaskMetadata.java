package io.tokenkeep.refresh.stream;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Small values that a task keeps across restarts, in the cached store of the positions, which is written once per commit. Each
 * name ends with a colon, which no topic's name contains. One task's thread uses it.
 */
final class TaskMetadata {

    private final KeyValueStore<String, byte[]> store;

    TaskMetadata(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    long get(String name, long otherwise) {
        byte[] bytes = store.get(name + ':');
        return bytes == null ? otherwise : ByteBuffer.wrap(bytes).getLong();
    }

    void put(String name, long value) {
        store.put(name + ':', ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** A value of this name for an app. */
    void put(String name, String app, byte[] value) {
        store.put(name + ':' + app, value);
    }

    /** The values of this name by app. Scans the whole store, which holds a few values for each app. */
    Map<String, byte[]> ofApps(String name) {
        Map<String, byte[]> found = new TreeMap<>();
        String prefix = name + ':';
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (entry.key.startsWith(prefix) && entry.key.length() > prefix.length()) {
                    found.put(entry.key.substring(prefix.length()), entry.value);
                }
            }
        }
        return found;
    }
}
