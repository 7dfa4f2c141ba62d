package io.tokenkeep.refresh.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The accounts in the order of the times of their next actions. The earliest time is in memory, so an idle tick touches no
 * store, and a scan does not walk over removed entries. The first scan of a task begins at the start of the store: an earliest
 * time that was remembered across a restart might be too late, and would hide accounts. One task's thread uses it.
 */
final class DueIndex {

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    /** No entry is before this time. */
    private Instant earliest = Instant.ofEpochMilli(Long.MIN_VALUE);

    DueIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void put(DueKey key) {
        store.put(key.bytes(), PRESENT);
        if (key.at().isBefore(earliest)) {
            earliest = key.at();
        }
    }

    /** Whether this entry is in the store and a scan will find it. */
    boolean holds(DueKey key) {
        return !key.at().isBefore(earliest) && store.get(key.bytes()) != null;
    }

    void remove(DueKey key) {
        store.delete(key.bytes());
    }

    Instant earliest() {
        return earliest;
    }

    /** At most this many entries that are due, the longest due first. They stay until they are removed. */
    List<DueKey> due(Instant now, int most) {
        List<DueKey> due = new ArrayList<>();
        if (earliest.isAfter(now)) {
            return due;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(DueKey.start(earliest), StoreStamps.LAST_KEY)) {
            Instant next = Instant.ofEpochMilli(Long.MAX_VALUE);
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                DueKey key = DueKey.parse(entry.key);
                if (key.at().isAfter(now) || due.size() == most) {
                    next = key.at();
                    break;
                }
                due.add(key);
            }
            earliest = due.isEmpty() ? next : due.get(0).at();
            return due;
        }
    }
}
