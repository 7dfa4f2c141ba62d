package io.tokenkeep.console.account;

import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lucene index that a topic rebuilds at each start. Thread-safe: a follower's thread writes, worker threads search. Searches take
 * milliseconds and may read files, so no event loop makes one.
 *
 * <p>A search sees what was written up to 200 ms before, and all that was written before {@link #showAll}.
 */
final class LiveIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveIndex.class);

    /** How late a search may be, so that many of them do not each open the index anew. */
    private static final Duration LATEST = Duration.ofMillis(200);

    private static final double BUFFER_MEGABYTES = 32;
    private static final double PURGE_MEGABYTES_PER_SECOND = 20;

    private final String what;
    private final LongSupplier nanoTime;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong removals = new AtomicLong();
    /** The number of changes that the next search must see. */
    private volatile long needed;
    /** The number of changes that searches see. */
    private volatile long shown;

    private volatile long shownNanos;
    private volatile long purged;
    private volatile boolean unfit;
    private volatile boolean unpurged;
    private volatile boolean closed;
    private volatile @Nullable String failure;

    /** Reads from the index as it was at one moment. */
    @FunctionalInterface
    interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    /** Changes the index. */
    @FunctionalInterface
    interface Write {
        void to(IndexWriter writer) throws IOException;
    }

    private LiveIndex(String what, Directory directory, Optional<Sort> order, LongSupplier nanoTime)
            throws IOException {
        this.what = what;
        this.nanoTime = nanoTime;
        this.directory = directory;
        this.writer = new IndexWriter(directory, config(order));
        this.searchers = new SearcherManager(writer, new WithoutCache());
        this.shownNanos = nanoTime.getAsLong();
    }

    /**
     * Opens an empty index.
     *
     * @param what it holds, as its folder and the log name it
     * @param parent the directory for the index's folder; empty to hold it in memory
     * @param order in which each segment holds its documents, so that a search in this order ends early; empty for that of writing
     * @param nanoTime as {@link System#nanoTime}
     * @throws IOException if the folder cannot be written, or another process uses it
     */
    static LiveIndex open(String what, Optional<Path> parent, Optional<Sort> order, LongSupplier nanoTime)
            throws IOException {
        Directory directory = IndexDirectory.open(parent, what);
        try {
            return new LiveIndex(what, directory, order, nanoTime);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Never commits, because the topic has everything: so no file outlives the segment that it belongs to. */
    private static IndexWriterConfig config(Optional<Sort> order) {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        merges.setForceMergeMBPerSec(PURGE_MEGABYTES_PER_SECOND);
        IndexWriterConfig config = new IndexWriterConfig(NameText.ANALYZER)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(merges)
                // A single removed document is enough to write a segment anew.
                .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0));
        order.ifPresent(config::setIndexSort);
        return config;
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

    /** Why it cannot be read or written any more; null while it can. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Whether something was left out, because a value is longer than a term may be. */
    boolean isUnfit() {
        return unfit;
    }

    /** Makes every further search see all that was written so far. */
    void showAll() {
        needed = changes.get();
    }

    /** A record that a document keeps whole in this field. */
    static <V extends SpecificRecord> V stored(IndexSearcher searcher, int document, String field, AvroCodec<V> codec)
            throws IOException {
        BytesRef stored =
                searcher.storedFields().document(document, Set.of(field)).getBinaryValue(field);
        try {
            return codec.decode(Arrays.copyOfRange(stored.bytes, stored.offset, stored.offset + stored.length));
        } catch (UnreadableRecordException e) {
            throw new IOException(e);
        }
    }

    <T> T search(Search<T> search) {
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

    /** Throws nothing: a failure shows in {@link #failure} or {@link #isUnfit}. */
    void write(Write write) {
        try {
            write.to(writer);
            changes.incrementAndGet();
        } catch (IllegalArgumentException e) {
            unfit = true;
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** As {@link #write}, for a removal of what has to leave: no further search sees it, and {@link #purge} takes its bytes away. */
    void remove(Write write) {
        write(write);
        removals.incrementAndGet();
        showAll();
    }

    private void failed(Exception e) {
        if (!closed && failure == null) {
            failure = e.getClass().getSimpleName();
            log.atWarn()
                    .addKeyValue("index", what)
                    .addKeyValue("failure", failure)
                    .log("an index cannot be read or written any more");
        }
    }

    /**
     * Takes the bytes of what was removed out of the index, which writes each segment anew that has some. Does nothing if nothing was
     * removed since the last time. For a worker thread: it may take minutes.
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

    /** Waits for a merge that runs. The files are of no use afterwards, and the next start deletes what is left of them. */
    @Override
    public void close() throws IOException {
        closed = true;
        searchers.close();
        writer.rollback();
        directory.close();
    }
}
