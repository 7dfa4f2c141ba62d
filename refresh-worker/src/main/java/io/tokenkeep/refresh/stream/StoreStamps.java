package io.tokenkeep.refresh.stream;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A number that all stores of a task hold and that is renewed in all of them at once. Streams restores each store from its own
 * changelog, and after an outage a store may come back with a part of its changelog only. A missing account then counts as one
 * that never existed, and commands about it are lost. Such a store holds an older number than the others, or none. One task's
 * thread uses it.
 */
final class StoreStamps {

    /** Sorts after every key but the one of the number: all other keys begin with text or with a time. */
    static final Bytes LAST_KEY = Bytes.wrap(new byte[] {(byte) 0xFE});

    private static final Bytes KEY = Bytes.wrap(new byte[] {(byte) 0xFF});
    private static final String NAME = "stamp";

    private final TaskMetadata metadata;
    private final Map<String, KeyValueStore<Bytes, byte[]>> stores;

    StoreStamps(TaskMetadata metadata, Map<String, KeyValueStore<Bytes, byte[]>> stores) {
        this.metadata = metadata;
        this.stores = Map.copyOf(stores);
    }

    /**
     * The stores whose number differs from the one in the task metadata; none if all belong together, or never had a number.
     */
    List<String> differing() {
        long own = metadata.get(NAME, 0);
        return stores.entrySet().stream()
                .filter(store -> own != of(store.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Renews the number in all stores, within one transaction. */
    void renew() {
        long next = metadata.get(NAME, 0) + 1;
        metadata.put(NAME, next);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
        stores.values().forEach(store -> store.put(KEY, bytes));
    }

    private static long of(KeyValueStore<Bytes, byte[]> store) {
        byte[] bytes = store.get(KEY);
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }
}
