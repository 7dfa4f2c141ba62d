package io.tokenkeep.console.account;

import io.tokenkeep.avro.StatusState;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Counts accounts by their states. Thread-safe. */
final class StateCounts {

    private final StateBits bits = new StateBits();

    /**
     * How many accounts the query finds in each state, also in those without any. What it finds in a segment becomes a set of bits, and is
     * compared with the states 64 documents at a time.
     */
    Map<StatusState, Long> of(IndexSearcher searcher, Query query) throws IOException {
        Map<StatusState, Long> counts = none();
        Query rewritten = searcher.rewrite(query);
        boolean isForAll = rewritten instanceof MatchAllDocsQuery;
        Weight weight = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            FixedBitSet found = isForAll ? all(segment.reader()) : found(segment, weight);
            if (found != null) {
                bits.of(segment.reader())
                        .forEach((state, inState) ->
                                counts.merge(state, FixedBitSet.intersectionCount(found, inState), Long::sum));
            }
        }
        return counts;
    }

    private static FixedBitSet all(LeafReader segment) {
        Bits live = segment.getLiveDocs();
        if (live != null) {
            return FixedBitSet.copyOf(live);
        }
        FixedBitSet all = new FixedBitSet(segment.maxDoc());
        all.set(0, segment.maxDoc());
        return all;
    }

    /** Null if there is nothing in the segment. */
    private static @Nullable FixedBitSet found(LeafReaderContext segment, Weight weight) throws IOException {
        Scorer scorer = weight.scorer(segment);
        if (scorer == null) {
            return null;
        }
        FixedBitSet found = new FixedBitSet(segment.reader().maxDoc());
        found.or(scorer.iterator());
        Bits live = segment.reader().getLiveDocs();
        if (live != null) {
            found.and(FixedBitSet.copyOf(live));
        }
        return found;
    }

    private static Map<StatusState, Long> none() {
        Map<StatusState, Long> counts = new EnumMap<>(StatusState.class);
        for (StatusState state : StatusState.values()) {
            counts.put(state, 0L);
        }
        return counts;
    }
}
