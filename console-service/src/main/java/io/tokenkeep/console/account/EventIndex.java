package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The events of {@code account-events} of the last 90 days. An event that is read twice is held once. The event DELETED takes all
 * earlier ones of its account away. At the limit the oldest events of all accounts leave. Thread-safe: one follower's thread adds, worker threads search.
 */
public final class EventIndex implements TopicStore<AccountEvent>, AutoCloseable {

    private static final String ID = "id";
    private static final String ACCOUNT = "account";
    /** When it happened, by refresh-worker's clock. */
    private static final String AT = "at";

    private static final String OFFSET = "offset";
    /** When it was written, by the broker's clock. */
    private static final String WRITTEN = "written";

    private static final String EVENT = "event";

    private static final Sort NEWEST_FIRST =
            new Sort(new SortField(AT, SortField.Type.LONG, true), new SortField(OFFSET, SortField.Type.LONG, true));
    private static final Sort OLDEST_FIRST = new Sort(new SortField(WRITTEN, SortField.Type.LONG));

    /** At the limit this part of the events leaves at once, because each time costs a search. */
    private static final int LEAVING_PART = 100;

    private static final long NOTHING_LEFT = Long.MIN_VALUE + 1;

    /** How often events that are over leave the index; answers never have them. */
    private static final Duration FORGET_PERIOD = Duration.ofDays(1);

    private final int limit;
    private final InstantSource clock;
    private final LiveIndex index;
    /** At least the number of events. */
    private final AtomicInteger held = new AtomicInteger();
    /** Of events that were written before, some are missing; in milliseconds. */
    private volatile long completeFrom = NOTHING_LEFT;

    private volatile boolean caughtUp;
    private volatile Instant forgotAt;

    /** One page of a history; {@code next} is null on the last one. */
    record Page(List<AccountEvent> events, @Nullable EventPlace next) {}

    private EventIndex(int limit, InstantSource clock, LiveIndex index) {
        this.limit = limit;
        this.clock = clock;
        this.index = index;
        this.forgotAt = clock.instant();
    }

    /**
     * Opens an empty index.
     *
     * @param limit the largest number of events, at least 1
     * @param parent the directory for the index's folder; empty to hold it in memory
     * @param nanoTime as {@link System#nanoTime}
     * @throws IOException if the folder cannot be written, or another process uses it
     */
    public static EventIndex open(int limit, Optional<Path> parent, InstantSource clock, LongSupplier nanoTime)
            throws IOException {
        return new EventIndex(limit, clock, LiveIndex.open("tokenkeep-events", parent, Optional.empty(), nanoTime));
    }

    /** Whether it has all events that were on the topic at the start, as far as its limit allows, and can be searched. */
    boolean isReady() {
        return caughtUp && index.failure() == null;
    }

    /** Since when all events are here; empty if they are for as long as the topic keeps them. */
    Optional<Instant> completeSince() {
        Instant since = completeFrom == NOTHING_LEFT ? Instant.MIN : Instant.ofEpochMilli(completeFrom);
        return since.isAfter(oldest()) ? Optional.of(since) : Optional.empty();
    }

    /** At most {@code most} events of an account before a place, the last one first; null to begin with the last one. */
    Page page(String account, @Nullable EventPlace before, int most) {
        return index.search(searcher -> {
            Query query = new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(ACCOUNT, account)), Occur.FILTER)
                    .add(LongPoint.newRangeQuery(WRITTEN, oldest().toEpochMilli(), Long.MAX_VALUE), Occur.FILTER)
                    .build();
            FieldDoc place = before == null
                    ? null
                    : before.after(searcher.getIndexReader().maxDoc());
            // One more than asked for shows whether there is a next page.
            ScoreDoc[] found = searcher.searchAfter(place, query, most + 1, NEWEST_FIRST, false).scoreDocs;
            List<AccountEvent> events = new ArrayList<>();
            for (int i = 0; i < Math.min(most, found.length); i++) {
                events.add(LiveIndex.stored(searcher, found[i].doc, EVENT, Topics.ACCOUNT_EVENTS.codec()));
            }
            return new Page(events, found.length > most ? EventPlace.of((FieldDoc) found[most - 1]) : null);
        });
    }

    @Override
    public void add(String key, AccountEvent event, RecordPlace place) {
        if (event.getKind() == EventKind.DELETED) {
            index.remove(writer -> writer.deleteDocuments(new Term(ACCOUNT, key)));
            return;
        }
        if (isOver(place)) {
            return;
        }
        if (held.get() >= limit && index.failure() == null) {
            makeRoom();
        }
        if (!isOver(place)) {
            index.write(writer -> writer.updateDocument(new Term(ID, event.getEventId()), document(key, event, place)));
            held.incrementAndGet();
        }
    }

    private boolean isOver(RecordPlace place) {
        return place.writtenAt().isBefore(oldest()) || place.writtenAt().toEpochMilli() < completeFrom;
    }

    private static Document document(String key, AccountEvent event, RecordPlace place) {
        long written = place.writtenAt().toEpochMilli();
        Document document = new Document();
        document.add(new StringField(ID, event.getEventId(), Field.Store.NO));
        document.add(new StringField(ACCOUNT, key, Field.Store.NO));
        document.add(new NumericDocValuesField(AT, event.getAt().toEpochMilli()));
        document.add(new NumericDocValuesField(OFFSET, place.offset()));
        document.add(new LongPoint(WRITTEN, written));
        document.add(new NumericDocValuesField(WRITTEN, written));
        document.add(new StoredField(EVENT, Topics.ACCOUNT_EVENTS.codec().encode(event)));
        return document;
    }

    /** By the brokers' time, because the partitions are not read at the same pace. */
    private void makeRoom() {
        index.showAll();
        try {
            long last = index.search(this::lastToLeave);
            if (last >= completeFrom) {
                index.write(writer -> writer.deleteDocuments(upTo(last)));
                completeFrom = last + 1;
            }
        } catch (UncheckedIOException | AlreadyClosedException e) {
            // The index has failed, and says so.
            return;
        }
    }

    /** When the last of the events was written that leave now. */
    private long lastToLeave(IndexSearcher searcher) throws IOException {
        held.set(searcher.getIndexReader().numDocs());
        if (held.get() < limit) {
            return Long.MIN_VALUE;
        }
        int leaving = Math.max(1, limit / LEAVING_PART);
        ScoreDoc[] oldest = searcher.search(new MatchAllDocsQuery(), leaving, OLDEST_FIRST).scoreDocs;
        long written = (Long) ((FieldDoc) oldest[oldest.length - 1]).fields[0];
        held.addAndGet(-searcher.count(upTo(written)));
        return written;
    }

    private static Query upTo(long written) {
        return LongPoint.newRangeQuery(WRITTEN, Long.MIN_VALUE, written);
    }

    private Instant oldest() {
        return clock.instant().minus(AccountTopics.EVENTS_READ);
    }

    /** As {@link LiveIndex#purge}; once a day also for events that are over. */
    void purge() throws IOException {
        Instant now = clock.instant();
        if (!now.isBefore(forgotAt.plus(FORGET_PERIOD))) {
            forgotAt = now;
            index.remove(writer -> writer.deleteDocuments(upTo(oldest().toEpochMilli() - 1)));
        }
        index.purge();
    }

    @Override
    public void nowCaughtUp() {
        index.showAll();
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    /** At least the number of events. */
    @Override
    public int size() {
        return held.get();
    }

    @Override
    public int limit() {
        return limit;
    }

    /** The limit is no failure: answers say since when a history is complete. */
    @Override
    public CheckResult check() {
        String broken = index.failure();
        if (broken != null) {
            return CheckResult.failed("the index of events cannot be used (" + broken
                    + "); see the log, and start again: the topic rebuilds it");
        }
        return index.isUnfit()
                ? CheckResult.failed("an event is in no history, because its id or its account's key is too long")
                : CheckResult.ok();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
