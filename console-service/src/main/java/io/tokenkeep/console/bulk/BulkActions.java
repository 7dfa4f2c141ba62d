package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.BulkStep;
import io.tokenkeep.console.api.TimedPlace;
import io.tokenkeep.console.edit.ReadBack;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.table.ReadPositions;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All bulk actions of the last 30 days; those that nobody started, of the last day. What is about to be forgotten is so once everything
 * on the topic was read, so that nothing is decided on old knowledge. Thread-safe; followers' threads add.
 */
public final class BulkActions implements TopicStore<BulkRecord> {

    /** As long as the topic keeps them. */
    static final Duration KEPT = Duration.ofDays(30);

    static final Duration UNSTARTED_KEPT = Duration.ofDays(1);

    /** How many there may be. */
    static final int MOST = 10_000;

    /** The brokers' clocks and ours differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final int limit;
    private final InstantSource clock;
    private final ReadPositions read = new ReadPositions(Topics.BULK_ACTIONS.name());
    private final ReadBack readBack = new ReadBack();
    private final Map<String, BulkAction> all = new HashMap<>();
    /** Those whose first record was read. */
    private final NavigableMap<TimedPlace, BulkAction> inOrder = new TreeMap<>();

    private boolean full;
    private volatile boolean caughtUp;

    /**
     * @param limit of how many accounts all bulk actions may consist when a further one is made. As several instances may make one at once,
     *     up to twice as many are held; the health fails beyond
     */
    public BulkActions(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** The topic to follow. */
    public Followed<BulkRecord> followed(TopicNames names) {
        return new Followed<>("bulk-actions", names.onCluster(Topics.BULK_ACTIONS), BulkRecord::getBulkId, this, KEPT);
    }

    /** Up to where this instance has read the topic. */
    public ReadPositions read() {
        return read;
    }

    /** By the changeIds of the records. */
    ReadBack readBack() {
        return readBack;
    }

    /** How many more accounts a further bulk action may have; less than 0 if there may be no further one. */
    synchronized int room() {
        return inOrder.size() >= MOST ? -1 : Math.max(0, limit - held());
    }

    synchronized Optional<BulkView> find(String id) {
        Instant now = clock.instant();
        return Optional.ofNullable(all.get(id))
                .filter(bulk -> bulk.created().isPresent())
                .map(bulk -> bulk.view(now));
    }

    /**
     * The newest first, at most {@code most}.
     *
     * @param after null to begin with the newest
     */
    synchronized List<BulkView> page(@Nullable TimedPlace after, Predicate<BulkScope> wanted, int most) {
        Instant now = clock.instant();
        NavigableMap<TimedPlace, BulkAction> rest = after == null ? inOrder : inOrder.headMap(after, false);
        return rest.descendingMap().values().stream()
                .filter(bulk -> bulk.created()
                        .filter(created -> wanted.test(BulkScope.of(created.record())))
                        .isPresent())
                .limit(most)
                .map(bulk -> bulk.view(now))
                .toList();
    }

    /** As {@link BulkAction#rows}. */
    synchronized List<BulkRow> rows(String id, int from, int most) {
        BulkAction bulk = all.get(id);
        return bulk == null ? List.of() : bulk.rows(from, most, clock.instant());
    }

    /**
     * The accounts whose commands may be sent now, of the oldest bulk actions first.
     *
     * @param window how many commands of an app may wait for their answer
     * @param most accounts of one app and one bulk action
     * @param partition of which partitions
     */
    synchronized List<BulkPart> due(int window, int most, IntPredicate partition) {
        Instant now = clock.instant();
        Map<String, Integer> open = new HashMap<>();
        inOrder.values().forEach(bulk -> bulk.countOpen(open, now));
        List<BulkPart> parts = new ArrayList<>();
        for (BulkAction bulk : inOrder.values()) {
            if (bulk.created()
                    .filter(created -> partition.test(created.place().partition()))
                    .isPresent()) {
                parts.addAll(bulk.due(window, most, open));
            }
        }
        return parts;
    }

    @Override
    public void add(String key, BulkRecord record, RecordPlace place) {
        synchronized (this) {
            BulkAction bulk = findOrMake(key, place.writtenAt());
            if (bulk != null && fits(record)) {
                bulk.add(record, place);
                bulk.created()
                        .ifPresent(created -> inOrder.putIfAbsent(
                                new TimedPlace(created.place().writtenAt(), key), bulk));
            } else {
                full = true;
            }
        }
        readBack.read(record.getChangeId());
    }

    /** An answer to a command of a bulk action, which may be read before the bulk action is. */
    synchronized void addResult(BulkIndex place, AccountEvent event, ActionResult result, Instant writtenAt) {
        if (place.index() >= 2L * limit) {
            return;
        }
        BulkAction bulk = findOrMake(place.bulkId(), writtenAt);
        if (bulk != null) {
            bulk.addResult(place.index(), event, result);
        }
    }

    private @Nullable BulkAction findOrMake(String id, Instant at) {
        BulkAction held = all.get(id);
        if (held != null) {
            return held;
        }
        boolean old = at.isBefore(clock.instant().minus(KEPT));
        full |= !old && all.size() >= 2 * MOST;
        if (old || full) {
            return null;
        }
        BulkAction made = new BulkAction(at);
        all.put(id, made);
        return made;
    }

    private boolean fits(BulkRecord record) {
        return record.getStep() != BulkStep.CREATED || held() + record.getTotal() <= 2L * limit;
    }

    private int held() {
        return all.values().stream().mapToInt(BulkAction::accounts).sum();
    }

    @Override
    public synchronized void nothingUnread() {
        Instant now = clock.instant();
        Iterator<Map.Entry<String, BulkAction>> entries = all.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, BulkAction> next = entries.next();
            BulkAction bulk = next.getValue();
            Instant at =
                    bulk.created().map(created -> created.place().writtenAt()).orElse(bulk.seenAt());
            if (!bulk.isStarted() && (bulk.isCancelled() || isOver(at, BulkAction.STARTED_WITHIN.plus(CLOCKS), now))) {
                bulk.release();
            }
            if (isOver(at, bulk.isStarted() ? KEPT : UNSTARTED_KEPT, now)) {
                entries.remove();
                bulk.created()
                        .ifPresent(created ->
                                inOrder.remove(new TimedPlace(created.place().writtenAt(), next.getKey())));
            }
        }
        full &= held() >= limit || all.size() >= MOST;
    }

    private static boolean isOver(Instant at, Duration kept, Instant now) {
        return at.plus(kept).isBefore(now);
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        read.upTo(nextOffsets);
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    /** In accounts. */
    @Override
    public synchronized int size() {
        return held();
    }

    /** In accounts. */
    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed("bulk actions have more than twice " + limit
                        + " accounts, or there are too many of them, and the rest is not carried out; raise"
                        + " bulk.accounts.limit, and start again")
                : CheckResult.ok();
    }
}
