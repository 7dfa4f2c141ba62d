package io.tokenkeep.console.account;

import io.tokenkeep.avro.StatusState;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;

/** Counts the accounts of a part of a search by their states. For one thread. */
final class StateCounts extends SimpleCollector {

    private final Map<StatusState, Long> counts = new EnumMap<>(StatusState.class);
    private SortedDocValues values = DocValues.emptySorted();
    /** Of the segment that is read, by its own number of a state. */
    private long[] inSegment = {};

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        values = DocValues.getSorted(context.reader(), AccountFields.BY_STATE);
        inSegment = new long[values.getValueCount()];
    }

    @Override
    public void collect(int document) throws IOException {
        if (values.advanceExact(document)) {
            inSegment[values.ordValue()]++;
        }
    }

    @Override
    public void finish() throws IOException {
        for (int i = 0; i < inSegment.length; i++) {
            counts.merge(StatusState.valueOf(values.lookupOrd(i).utf8ToString()), inSegment[i], Long::sum);
        }
        inSegment = new long[0];
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /** How many accounts the query finds in each state, also in those without any. */
    static Map<StatusState, Long> of(IndexSearcher searcher, Query query) throws IOException {
        return searcher.search(query, new Manager());
    }

    /**
     * The same for all accounts, without a look at each of them: Lucene knows how many documents of a segment have a term, and reads the
     * list of them only if some of the segment were removed.
     */
    static Map<StatusState, Long> ofAll(IndexSearcher searcher) throws IOException {
        Map<StatusState, Long> all = new EnumMap<>(StatusState.class);
        for (StatusState state : StatusState.values()) {
            all.put(state, (long) searcher.count(new TermQuery(new Term(AccountFields.STATE, state.name()))));
        }
        return all;
    }

    private static final class Manager implements CollectorManager<StateCounts, Map<StatusState, Long>> {

        @Override
        public StateCounts newCollector() {
            return new StateCounts();
        }

        @Override
        public Map<StatusState, Long> reduce(Collection<StateCounts> parts) {
            Map<StatusState, Long> all = new EnumMap<>(StatusState.class);
            for (StatusState state : StatusState.values()) {
                all.put(
                        state,
                        parts.stream()
                                .mapToLong(part -> part.counts.getOrDefault(state, 0L))
                                .sum());
            }
            return all;
        }
    }
}
