package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The accounts with something due that their app's pace holds back: for each app a line, whoever's token ends first in
 * front. Knows in memory, and from its marks after a restart, how many stand in each and where it begins: an empty line
 * costs nothing, and what has left it is not walked over. One task's thread uses it.
 */
final class Line {

    private static final byte[] PRESENT = {1};
    private static final String MARK = "line";

    private final KeyValueStore<Bytes, byte[]> store;
    private final Marks marks;
    private final Map<String, Extent> extents = new TreeMap<>();

    Line(KeyValueStore<Bytes, byte[]> store, Marks marks) {
        this.store = store;
        this.marks = marks;
        marks.ofApps(MARK).forEach((app, bytes) -> extents.put(app, Extent.parse(bytes)));
    }

    /** From one place to another; null: none. */
    void move(String key, @Nullable Instant from, @Nullable Instant to) {
        if (Objects.equals(from, to)) {
            return;
        }
        AccountKey account = AccountKey.parse(key);
        if (from != null) {
            store.delete(new LineKey(account, from).bytes());
            note(account.app(), extent(account.app()).left());
        }
        if (to != null) {
            store.put(new LineKey(account, to).bytes(), PRESENT);
            note(account.app(), extent(account.app()).joined(to));
        }
    }

    /** The first in an app's line, and no more than so many; they stay until they are moved. */
    List<LineKey> first(String app, int most) {
        List<LineKey> first = new ArrayList<>();
        Extent extent = extents.get(app);
        if (extent == null || most == 0) {
            return first;
        }
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(LineKey.start(app, extent.begin()), LineKey.end(app))) {
            while (first.size() < most && entries.hasNext()) {
                first.add(LineKey.parse(entries.next().key));
            }
        }
        if (!first.isEmpty()) {
            note(app, new Extent(first.get(0).place(), extent.accounts()));
        }
        return first;
    }

    boolean isEmpty(String app) {
        return !extents.containsKey(app);
    }

    /** The apps with somebody in line. */
    List<String> apps() {
        return new ArrayList<>(extents.keySet());
    }

    /** How many stand in each app's line, where it is not empty. */
    Map<String, Long> sizes() {
        return extents.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .accounts()));
    }

    private Extent extent(String app) {
        return extents.getOrDefault(app, Extent.NONE);
    }

    private void note(String app, Extent extent) {
        if (extent.accounts() == 0) {
            extents.remove(app);
            marks.remove(MARK, app);
        } else if (!extent.equals(extents.put(app, extent))) {
            marks.put(MARK, app, extent.bytes());
        }
    }

    /** Nobody's place is before the begin. */
    private record Extent(Instant begin, long accounts) {

        static final Extent NONE = new Extent(Instant.ofEpochMilli(Long.MAX_VALUE), 0);

        static Extent parse(byte[] bytes) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            return new Extent(Instant.ofEpochMilli(from.getLong()), from.getLong());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(begin.toEpochMilli())
                    .putLong(accounts)
                    .array();
        }

        Extent joined(Instant place) {
            return new Extent(place.isBefore(begin) ? place : begin, accounts + 1);
        }

        Extent left() {
            return new Extent(begin, accounts - 1);
        }
    }
}
