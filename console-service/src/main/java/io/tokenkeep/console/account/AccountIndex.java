package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.table.ReadPositions;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All accounts of {@code account-status} in a Lucene index, which the topic rebuilds at each start. Thread-safe: a follower's thread adds,
 * worker threads search. Searches take milliseconds and may read files, so no event loop makes one.
 *
 * <p>A search sees what was added up to 200 ms before, and every removal that was added before.
 */
public final class AccountIndex implements TopicStore<AccountStatus>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AccountIndex.class);

    /** How late a search may be, so that many of them do not each open the index anew. */
    private static final Duration LATEST = Duration.ofMillis(200);

    /** The longest key that the API takes. */
    private static final int LONGEST_KEY = 512;

    private static final double BUFFER_MEGABYTES = 32;
    private static final double PURGE_MEGABYTES_PER_SECOND = 20;

    private final int limit;
    private final LongSupplier nanoTime;
    private final Capabilities capabilities;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final ReadPositions read = new ReadPositions(Topics.ACCOUNT_STATUS.name());
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong removals = new AtomicLong();
    /** The number of changes that the next search must see. */
    private volatile long needed;
    /** The number of changes that searches see. */
    private volatile long shown;

    private volatile long shownNanos;
    private volatile long purged;
    private volatile boolean full;
    private volatile boolean unfit;
    private volatile boolean unpurged;
    private volatile boolean closed;
    private volatile @Nullable String failure;
    private volatile boolean caughtUp;

    /**
     * One page of a list.
     *
     * @param next where the next page begins; null on the last one
     * @param counts of all accounts that the filter accepts without its states
     * @param total of all pages
     */
    record Page(List<AccountStatus> accounts, @Nullable ListPlace next, Map<StatusState, Long> counts, long total) {}

    private AccountIndex(int limit, ProviderCatalogue providers, Directory directory, LongSupplier nanoTime)
            throws IOException {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.capabilities = new Capabilities(providers);
        this.directory = directory;
        this.writer = new IndexWriter(directory, config());
        this.searchers = new SearcherManager(writer, new WithoutCache());
        this.shownNanos = nanoTime.getAsLong();
    }

    /**
     * Opens an empty index.
     *
     * @param limit the largest number of accounts; further ones are left out, and the health fails
     * @param parent the directory for the index's folder; empty to hold it in memory
     * @param nanoTime as {@link System#nanoTime}
     * @throws IOException if the folder cannot be written, or another process uses it
     */
    public static AccountIndex open(
            int limit, ProviderCatalogue providers, Optional<Path> parent, LongSupplier nanoTime) throws IOException {
        Directory directory = IndexDirectory.open(parent);
        try {
            return new AccountIndex(limit, providers, directory, nanoTime);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Never commits, because the topic has everything: so no file outlives the segment that it belongs to. */
    private static IndexWriterConfig config() {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        merges.setForceMergeMBPerSec(PURGE_MEGABYTES_PER_SECOND);
        return new IndexWriterConfig(NameText.ANALYZER)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(merges)
                // A single removed account is enough to write a segment anew.
                .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0));
    }

    /** What callers ask for differs too much for a cache of their queries. */
    private static final class WithoutCache extends SearcherFactory {

        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            return searcher;
        }
    }

    /** What accounts can do. */
    Capabilities capabilities() {
        return capabilities;
    }

    /** Up to where the topic was read. */
    public ReadPositions read() {
        return read;
    }

    /** Whether it has all accounts that were on the topic at the start, and can be searched. */
    boolean isReady() {
        return caughtUp && failure == null;
    }

    /** Makes every further search see all that was added so far. */
    void showAll() {
        needed = changes.get();
    }

    /** The keys of the accounts with this parent that the caller sees, at most {@code most}, in their order, and how many there are. */
    Page pagesOf(String account, Caller caller, int most) {
        return page(AccountFilter.of(AccountFields.PARENT, account), caller, AccountSort.KEY, null, most);
    }

    /**
     * At most {@code most} accounts that the filter accepts and the caller sees.
     *
     * @param after null to begin at the front; of the same sort
     */
    Page page(AccountFilter filter, Caller caller, AccountSort sort, @Nullable ListPlace after, int most) {
        return search(searcher -> {
            Query query = filter.query(caller);
            FieldDoc place =
                    after == null ? null : after.after(searcher.getIndexReader().maxDoc());
            // One more than asked for shows whether there is a next page.
            ScoreDoc[] found = searcher.searchAfter(place, query, most + 1, sort.sort(), false).scoreDocs;
            List<AccountStatus> accounts = new ArrayList<>();
            for (int i = 0; i < Math.min(most, found.length); i++) {
                accounts.add(status(searcher, found[i].doc));
            }
            Map<StatusState, Long> byState = filter.isForAll(caller)
                    ? StateCounts.ofAll(searcher)
                    : StateCounts.of(searcher, filter.inAnyState(caller));
            long total = filter.shownStates().stream().mapToLong(byState::get).sum();
            ListPlace next = found.length > most ? ListPlace.of(sort, (FieldDoc) found[most - 1]) : null;
            return new Page(accounts, next, byState, total);
        });
    }

    /** Empty if there is no such account that the caller sees. */
    Optional<AccountStatus> find(String account, Caller caller) {
        return search(searcher -> {
            Query query = AccountFilter.of(AccountFields.KEY, account).query(caller);
            ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
            return found.length == 0 ? Optional.empty() : Optional.of(status(searcher, found[0].doc));
        });
    }

    private static AccountStatus status(IndexSearcher searcher, int document) throws IOException {
        BytesRef stored = searcher.storedFields()
                .document(document, Set.of(AccountFields.STATUS))
                .getBinaryValue(AccountFields.STATUS);
        try {
            return Topics.ACCOUNT_STATUS
                    .codec()
                    .decode(Arrays.copyOfRange(stored.bytes, stored.offset, stored.offset + stored.length));
        } catch (UnreadableRecordException e) {
            throw new IOException(e);
        }
    }

    @FunctionalInterface
    private interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    private <T> T search(Search<T> search) {
        try {
            refresh();
            IndexSearcher searcher = searchers.acquire();
            try {
                return search.in(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            failed(e);
            throw new UncheckedIOException(e);
        } catch (AlreadyClosedException e) {
            // Lucene closes a writer that failed.
            failed(e);
            throw e;
        }
    }

    private void refresh() throws IOException {
        long added = changes.get();
        if (shown < needed) {
            searchers.maybeRefreshBlocking();
            shown(added);
        } else if (shown < added && nanoTime.getAsLong() - shownNanos >= LATEST.toNanos() && searchers.maybeRefresh()) {
            shown(added);
        }
    }

    private synchronized void shown(long added) {
        shown = Math.max(shown, added);
        shownNanos = nanoTime.getAsLong();
    }

    @Override
    public void add(String key, AccountStatus status, RecordPlace place) {
        if (status.getState() == StatusState.DELETED) {
            delete(key);
        } else if (key.length() > LONGEST_KEY) {
            unfit = true;
        } else if (keys.size() >= limit && !keys.contains(key)) {
            full = true;
        } else {
            write(() -> {
                writer.updateDocument(new Term(AccountFields.KEY, key), AccountFields.of(status, capabilities));
                keys.add(key);
            });
        }
    }

    @Override
    public boolean remove(String key, RecordPlace place) {
        delete(key);
        return true;
    }

    private void delete(String key) {
        if (!keys.contains(key)) {
            return;
        }
        write(() -> {
            writer.deleteDocuments(new Term(AccountFields.KEY, key));
            keys.remove(key);
            removals.incrementAndGet();
        });
        showAll();
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private void write(Write write) {
        try {
            write.run();
            changes.incrementAndGet();
        } catch (IllegalArgumentException e) {
            // A value is longer than a term may be.
            unfit = true;
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        if (!closed && failure == null) {
            failure = e.getClass().getSimpleName();
            log.atWarn()
                    .addKeyValue("failure", failure)
                    .log("the index of accounts cannot be read or written any more");
        }
    }

    /**
     * Takes the bytes of removed accounts out of the index, which writes each segment anew that has one. Does nothing if none was removed
     * since the last time. For a worker thread: it may take minutes.
     */
    void purge() throws IOException {
        long removed = removals.get();
        if (removed == purged && !unpurged) {
            return;
        }
        unpurged = true;
        writer.forceMergeDeletes(true);
        // The searcher before holds the old segments.
        long added = changes.get();
        searchers.maybeRefreshBlocking();
        shown(added);
        writer.deleteUnusedFiles();
        purged = removed;
        unpurged = false;
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        read.upTo(nextOffsets);
    }

    @Override
    public void nowCaughtUp() {
        showAll();
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public CheckResult check() {
        String broken = failure;
        if (broken != null) {
            return CheckResult.failed("the index of accounts cannot be used (" + broken
                    + "); see the log, and start again: the topic rebuilds it");
        }
        if (full) {
            return CheckResult.failed("there are more than " + limit
                    + " accounts, and the rest is not listed; raise accounts.limit, and start again");
        }
        return unfit
                ? CheckResult.failed("an account cannot be listed, because its key or another id is too long")
                : CheckResult.ok();
    }

    /** Waits for a merge that runs. The files are of no use afterwards, and the next start deletes what is left of them. */
    @Override
    public void close() throws IOException {
        closed = true;
        searchers.close();
        writer.rollback();
        directory.close();
    }
}
