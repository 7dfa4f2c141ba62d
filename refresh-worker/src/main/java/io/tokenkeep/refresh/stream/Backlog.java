package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that are due and wait for their app's rate limit: a backlog for each app, ordered by the end of the token.
 * The first place of each backlog is read from the store when the task starts, and never kept across a restart: one that
 * is too late would hide accounts. Sizes are counted a part at a time after that. An empty backlog costs nothing, and a
 * scan does not visit removed entries. One task's thread uses it.
 */
final class Backlog {

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    /** For each app with a backlog: no place is before this time. */
    private final Map<String, Instant> begins = new TreeMap<>();

    private final BacklogSizes sizes = new BacklogSizes();

    Backlog(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        findBegins();
    }

    /** From one place to another; null: none. */
    void move(String key, @Nullable Instant from, @Nullable Instant to) {
        if (Objects.equals(from, to)) {
            return;
        }
        AccountKey account = AccountKey.parse(key);
        if (from != null) {
            remove(new BacklogKey(account, from));
        }
        if (to != null) {
            put(new BacklogKey(account, to));
        }
    }

    void put(BacklogKey place) {
        Bytes key = place.bytes();
        if (store.putIfAbsent(key, PRESENT) == null) {
            sizes.joined(key, place.app());
        }
        begins.merge(place.app(), place.place(), (held, put) -> put.isBefore(held) ? put : held);
    }

    void remove(BacklogKey place) {
        Bytes key = place.bytes();
        if (store.delete(key) != null) {
            sizes.left(key, place.app());
            if (sizes.of(place.app()) == 0) {
                first(place.app(), 1);
            }
        }
    }

    /** Whether this place is in the store and will be come to. */
    boolean holds(BacklogKey place) {
        Instant begin = begins.get(place.app());
        return begin != null && !place.place().isBefore(begin) && store.get(place.bytes()) != null;
    }

    /** The first {@code most} in an app's backlog; they stay until they are moved. */
    List<BacklogKey> first(String app, int most) {
        List<BacklogKey> first = new ArrayList<>();
        Instant begin = begins.get(app);
        if (begin == null || most == 0) {
            return first;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(BacklogKey.start(app, begin), BacklogKey.end(app))) {
            while (first.size() < most && entries.hasNext()) {
                first.add(BacklogKey.parse(entries.next().key));
            }
        }
        if (first.isEmpty()) {
            begins.remove(app);
        } else {
            begins.put(app, first.get(0).place());
        }
        return first;
    }

    boolean isEmpty(String app) {
        return !begins.containsKey(app);
    }

    /** The apps with a backlog. */
    List<String> apps() {
        return new ArrayList<>(begins.keySet());
    }

    /** The size of each backlog that is not empty; of the entries that were there at the start, those that are counted so far. */
    Map<String, Long> sizes() {
        return sizes.all();
    }

    /** Counts on through what was in the store when the task started, so many entries at most. */
    void count(int most) {
        sizes.count(store, most);
    }

    /** From app to app, over what lies between them in one step each. */
    private void findBegins() {
        Bytes from = null;
        while (true) {
            try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, StoreStamps.LAST_KEY)) {
                if (!entries.hasNext()) {
                    return;
                }
                BacklogKey place = BacklogKey.parse(entries.next().key);
                begins.put(place.app(), place.place());
                from = BacklogKey.end(place.app());
            }
        }
    }
}
