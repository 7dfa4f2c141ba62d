package io.tokenkeep.kit.table;

import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The current record of each key of a compacted topic, in the order of the keys. Several instances write without a lock, so each
 * record has a version: the record with the highest number is current, and of two with the same number the first on the topic.
 * Every instance reads the topic in the same order, so all agree.
 *
 * <p>Compaction keeps the last record of a key and knows no versions. A record that came after the current one, and is not it,
 * would therefore replace it one day. {@link #overwritten()} names such keys; their current record must be written again. The
 * topic's shortest compaction lag is the time within which some instance has to do so.
 *
 * <p>Thread-safe. A follower's thread adds, and completes the futures.
 */
public final class RecordTable<V extends SpecificRecord> implements TopicStore<V> {

    private final TableShape<V> shape;
    private final int limit;
    private final NavigableMap<String, V> rows = new TreeMap<>();
    private final ReadPositions read;
    private final Map<String, CompletableFuture<Placed<V>>> expected = new HashMap<>();
    private final Set<String> overwritten = new HashSet<>();
    private boolean full;
    private volatile boolean caughtUp;
    /** By {@link System#nanoTime}; null before the first one, and where nobody says it. */
    private volatile @Nullable Long allReadAt;

    /**
     * A record of this instance that was read back.
     *
     * @param accepted whether it became the current record
     * @param current the current record after it; null if the table is full
     */
    public record Placed<V>(boolean accepted, @Nullable V current, RecordPlace place) {}

    /** @param limit the largest number of keys; the health fails beyond it, and further keys are left out */
    public RecordTable(TableShape<V> shape, int limit) {
        this.shape = shape;
        this.limit = limit;
        this.read = new ReadPositions(shape.topic().name());
    }

    public TableShape<V> shape() {
        return shape;
    }

    /** The current record of a key, deleted ones included. */
    public synchronized Optional<V> find(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** At most {@code most} records that {@code wanted} accepts, in the order of their keys, after {@code after}. */
    public synchronized List<V> page(@Nullable String after, Predicate<V> wanted, int most) {
        NavigableMap<String, V> rest = after == null ? rows : rows.tailMap(after, false);
        return rest.values().stream().filter(wanted).limit(most).toList();
    }

    /** Whether the table has no room for this key. */
    synchronized boolean isFullFor(String key) {
        return rows.size() >= limit && !rows.containsKey(key);
    }

    /** Completes when the record of this change has been read. {@link #forget} ends the wait. */
    synchronized CompletableFuture<Placed<V>> expect(String changeId) {
        return expected.computeIfAbsent(changeId, id -> new CompletableFuture<>());
    }

    synchronized void forget(String changeId) {
        expected.remove(changeId);
    }

    /** Up to where this instance has read the topic. */
    public ReadPositions read() {
        return read;
    }

    /** The current records that have to be written again, because another record of their key is last on the topic. */
    synchronized List<V> overwritten() {
        return caughtUp
                ? overwritten.stream().map(rows::get).filter(row -> row != null).toList()
                : List.of();
    }

    @Override
    public void add(String key, V value, RecordPlace place) {
        CompletableFuture<Placed<V>> expecting;
        Placed<V> placed;
        synchronized (this) {
            placed = place(key, value, place);
            expecting = expected.remove(shape.changeId(value));
        }
        if (expecting != null) {
            expecting.complete(placed);
        }
    }

    private Placed<V> place(String key, V value, RecordPlace place) {
        V held = rows.get(key);
        if (held == null && rows.size() >= limit) {
            full = true;
            return new Placed<>(false, null, place);
        }
        if (held == null || shape.sequence(value) > shape.sequence(held)) {
            rows.put(key, value);
            overwritten.remove(key);
            return new Placed<>(true, value, place);
        }
        boolean again = shape.changeId(value).equals(shape.changeId(held));
        if (again) {
            overwritten.remove(key);
        } else {
            overwritten.add(key);
        }
        return new Placed<>(again, held, place);
    }

    /** A null that comes before its time removes nothing: it may have been written before the current record was. */
    @Override
    public synchronized boolean remove(String key, RecordPlace place) {
        V held = rows.get(key);
        if (held != null) {
            if (shape.mayBeForgotten(held, place.writtenAt())) {
                rows.remove(key);
                overwritten.remove(key);
            } else {
                overwritten.add(key);
            }
        }
        return true;
    }

    @Override
    public void readUpTo(Map<Integer, Long> offsets) {
        read.upTo(offsets);
    }

    @Override
    public void nothingUnread() {
        allReadAt = System.nanoTime();
    }

    /**
     * Whether this instance has read everything up to at most {@code limit} ago. An instance that Kafka does not answer may miss
     * records, and knows it only by the silence.
     */
    public boolean isCurrent(Duration limit) {
        Long last = allReadAt;
        return caughtUp && (last == null || System.nanoTime() - last < limit.toNanos());
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return rows.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed("there are more than " + limit + ", and the rest is not shown; raise the limit")
                : CheckResult.ok();
    }
}
