package io.tokenkeep.console.imports;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.PassingStore;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The imports of the last 30 days with the results of their rows: what console-service wrote, what exchange-worker found out, and what
 * refresh-worker decided. At the limit the oldest import leaves with all its rows, and the health fails for as long as it would have
 * been shown. Accounts whose data was deleted since are left out. Thread-safe; followers' threads add, and complete the futures.
 */
public final class ImportResults {

    /** As long as the topics keep them, so that an instance that runs for weeks shows no more than one that has just started. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final int limit;
    private final BiPredicate<String, Instant> deletedSince;
    private final InstantSource clock;
    private final ReadPositions read = new ReadPositions(Topics.IMPORTS.name());
    /** The one that was written first in front. */
    private final Map<String, HeldImport> imports = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Void>> expected = new HashMap<>();
    private final List<CompletableFuture<Void>> seen = new ArrayList<>();
    private int rows;
    private @Nullable Instant leftOutUntil;
    private final TopicStore<Import> records = new ImportStore();
    private final TopicStore<ImportOutcome> outcomes = new PassingStore<>(this::addOutcome);
    private final TopicStore<AccountEvent> events = new PassingStore<>(this::addEvent);

    /**
     * @param limit the largest number of rows, at least as many as one import may have
     * @param deletedSince whether the data of the account with this key was deleted at that time or later
     */
    public ImportResults(int limit, BiPredicate<String, Instant> deletedSince, InstantSource clock) {
        this.limit = limit;
        this.deletedSince = deletedSince;
        this.clock = clock;
    }

    /** The topics of imports alone, to be followed. */
    public List<Followed<?>> followed(TopicNames names) {
        return List.of(
                new Followed<>("imports", names.onCluster(Topics.IMPORTS), Import::getImportId, records, KEPT),
                new Followed<>(
                        "import-outcomes",
                        names.onCluster(Topics.IMPORT_OUTCOMES),
                        ImportOutcome::getRowId,
                        outcomes,
                        KEPT));
    }

    /** What takes the results from {@code account-events}, and leaves out all other events, and those older than 30 days. */
    public TopicStore<AccountEvent> events() {
        return events;
    }

    /** The store whose size and limit are those of all imports, in rows. */
    public TopicStore<Import> records() {
        return records;
    }

    TopicStore<ImportOutcome> outcomes() {
        return outcomes;
    }

    /** Up to where this instance has read {@code imports}. */
    public ReadPositions read() {
        return read;
    }

    /** Whether all that was written before the start was read. */
    boolean caughtUp() {
        return records.caughtUp() && outcomes.caughtUp() && events.caughtUp();
    }

    /** One import; empty if it is unknown or older than 30 days. */
    synchronized Optional<ShownImport> find(String importId) {
        forget();
        return Optional.ofNullable(imports.get(importId))
                .filter(HeldImport::isWhole)
                .map(this::shown);
    }

    /** All imports, the one that was written last in front. */
    synchronized List<ShownImport> all() {
        forget();
        List<ShownImport> all = new ArrayList<>();
        imports.values().stream().filter(HeldImport::isWhole).map(this::shown).forEach(all::add);
        Collections.reverse(all);
        return all;
    }

    private ShownImport shown(HeldImport held) {
        return new ShownImport(held.first(), held.rows(deletedSince));
    }

    /** Whether anything was read about this import. */
    synchronized boolean isKnown(String importId) {
        forget();
        return imports.containsKey(importId);
    }

    /** Whether exactly these parts were read. */
    synchronized boolean isWritten(List<Import> parts) {
        HeldImport held = imports.get(parts.get(0).getImportId());
        return held != null && held.isOf(parts);
    }

    /** Whether exchange-worker or refresh-worker has answered about this row. */
    synchronized boolean hasOutcome(String importId, int row) {
        HeldImport held = imports.get(importId);
        return held != null && held.hasOutcome(row);
    }

    /** Completes when the last part of this import is read. {@link #unexpect} ends the wait. */
    synchronized CompletableFuture<Void> expect(String importId) {
        return expected.computeIfAbsent(importId, id -> new CompletableFuture<>());
    }

    synchronized void unexpect(String importId) {
        expected.remove(importId);
    }

    private synchronized void addImport(Import part, RecordPlace place) {
        String id = part.getImportId();
        forget();
        HeldImport held = imports.remove(id);
        if (held != null) {
            // To the end of the order, because an import that is written again is kept from then on.
            imports.put(id, held);
        }
        change(id, place, one -> one.add(part, place.writtenAt()));
        CompletableFuture<Void> expecting = part.getPart() == part.getParts() - 1 ? expected.remove(id) : null;
        if (expecting != null) {
            seen.add(expecting);
        }
    }

    /** Completes what waits only now, so that the position of its answer covers what it waited for. */
    private void readUpTo(Map<Integer, Long> nextOffsets) {
        read.upTo(nextOffsets);
        List<CompletableFuture<Void>> expecting;
        synchronized (this) {
            expecting = List.copyOf(seen);
            seen.clear();
        }
        expecting.forEach(one -> one.complete(null));
    }

    private synchronized void addOutcome(ImportOutcome outcome, RecordPlace place) {
        RowId.parse(outcome.getRowId())
                .ifPresent(row -> change(row.importId(), place, one -> one.add(row.row(), outcome)));
    }

    private synchronized void addEvent(AccountEvent event, RecordPlace place) {
        String request = event.getRequestId();
        ActionResult result = event.getActionResult();
        if (event.getKind() == EventKind.ACTION_ENDED && request != null && result != null) {
            RowId.parse(request).ifPresent(row -> change(row.importId(), place, one -> one.add(row.row(), result)));
        }
    }

    private void change(String id, RecordPlace place, Consumer<HeldImport> change) {
        if (place.writtenAt().isBefore(oldest())) {
            return;
        }
        HeldImport held = imports.computeIfAbsent(id, first -> new HeldImport(place.writtenAt()));
        rows -= held.size();
        change.accept(held);
        rows += held.size();
        while (rows > limit && imports.size() > 1) {
            HeldImport removed = removeFirst();
            leftOutUntil = removed.writtenAt().plus(KEPT);
        }
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT);
    }

    private void forget() {
        Instant oldest = oldest();
        while (!imports.isEmpty()
                && imports.values().iterator().next().writtenAt().isBefore(oldest)) {
            removeFirst();
        }
    }

    private HeldImport removeFirst() {
        Iterator<HeldImport> all = imports.values().iterator();
        HeldImport first = all.next();
        all.remove();
        rows -= first.size();
        return first;
    }

    private synchronized int size() {
        return rows;
    }

    private synchronized CheckResult check() {
        return leftOutUntil != null && clock.instant().isBefore(leftOutUntil)
                ? CheckResult.failed("imports of the last 30 days have more than " + limit
                        + " rows, and the oldest imports are not shown; raise imports.limit")
                : CheckResult.ok();
    }

    private final class ImportStore extends PassingStore<Import> {

        ImportStore() {
            super(ImportResults.this::addImport);
        }

        @Override
        public void readUpTo(Map<Integer, Long> nextOffsets) {
            ImportResults.this.readUpTo(nextOffsets);
        }

        @Override
        public int size() {
            return ImportResults.this.size();
        }

        @Override
        public int limit() {
            return limit;
        }

        @Override
        public CheckResult check() {
            return ImportResults.this.check();
        }
    }
}
