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
 * The accounts that are due and wait for their app's rate limit: one backlog for each app, ordered by the end of the token. The
 * first place of each backlog is read from the store when the task starts. It is never kept across a restart, because one that
 * is too late would hide accounts. Sizes are counted a part at a time after the start. An empty backlog costs nothing, and a
 * scan does not visit removed entries. One task's thread uses it.
 */
final class Backlog {

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    /** For each app with a backlog, a time that is not after its first place. */
    private final Map<String, Instant> begins = new TreeMap<>();

    private final BacklogSizes sizes = new BacklogSizes();

    Backlog(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        findBegins();
    }

    /** Moves an account from one place to another; null is no place. */
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

    /** Whether this place is in the store and a scan will find it. */
    boolean holds(BacklogKey place) {
        Instant begin = begins.get(place.app());
        return begin != null && !place.place().isBefore(begin) && store.get(place.bytes()) != null;
    }

    /** The first {@code most} places of an app's backlog. They stay until they are moved. */
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

    /** The size of each backlog that is not empty. Entries from before the start count only once they were counted. */
    Map<String, Long> sizes() {
        return sizes.all();
    }

    /** Counts at most this many further entries from before the task's start. */
    void count(int most) {
        sizes.count(store, most);
    }

    /** Jumps from app to app, and skips the places between in one step. */
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
