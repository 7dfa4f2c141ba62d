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
 * The accounts with something due that their app's pace holds back: for each app a line, whoever's token ends first in
 * front. Where each line begins is read from the store when the task starts, and never remembered across a restart: a
 * remembered begin that is too late would hide accounts. Sizes are counted a part at a time after that. An empty line
 * costs nothing, and what has left it is not walked over. One task's thread uses it.
 */
final class Line {

    private static final byte[] PRESENT = {1};

    /** What earlier releases remembered here. */
    private static final String OLD_MARK = "line";

    private final KeyValueStore<Bytes, byte[]> store;
    /** For each app with somebody in line: nobody's place is before this. */
    private final Map<String, Instant> begins = new TreeMap<>();

    private final LineSizes sizes = new LineSizes();

    Line(KeyValueStore<Bytes, byte[]> store, Marks marks) {
        this.store = store;
        marks.ofApps(OLD_MARK).keySet().forEach(app -> marks.remove(OLD_MARK, app));
        findBegins();
    }

    /** From one place to another; null: none. */
    void move(String key, @Nullable Instant from, @Nullable Instant to) {
        if (Objects.equals(from, to)) {
            return;
        }
        AccountKey account = AccountKey.parse(key);
        if (from != null) {
            remove(new LineKey(account, from));
        }
        if (to != null) {
            put(new LineKey(account, to));
        }
    }

    void put(LineKey place) {
        Bytes key = place.bytes();
        if (store.putIfAbsent(key, PRESENT) == null) {
            sizes.joined(key, place.app());
        }
        begins.merge(place.app(), place.place(), (held, put) -> put.isBefore(held) ? put : held);
    }

    void remove(LineKey place) {
        Bytes key = place.bytes();
        if (store.delete(key) != null) {
            sizes.left(key, place.app());
            if (sizes.of(place.app()) == 0) {
                first(place.app(), 1);
            }
        }
    }

    /** Whether this place is in the store and will be come to. */
    boolean holds(LineKey place) {
        Instant begin = begins.get(place.app());
        return begin != null && !place.place().isBefore(begin) && store.get(place.bytes()) != null;
    }

    /** The first in an app's line, and no more than so many; they stay until they are moved. */
    List<LineKey> first(String app, int most) {
        List<LineKey> first = new ArrayList<>();
        Instant begin = begins.get(app);
        if (begin == null || most == 0) {
            return first;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(LineKey.start(app, begin), LineKey.end(app))) {
            while (first.size() < most && entries.hasNext()) {
                first.add(LineKey.parse(entries.next().key));
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

    /** The apps with somebody in line. */
    List<String> apps() {
        return new ArrayList<>(begins.keySet());
    }

    /** How many stand in each app's line, where it is not empty; of what was there at the start, what is counted. */
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
                LineKey place = LineKey.parse(entries.next().key);
                begins.put(place.app(), place.place());
                from = LineKey.end(place.app());
            }
        }
    }
}
