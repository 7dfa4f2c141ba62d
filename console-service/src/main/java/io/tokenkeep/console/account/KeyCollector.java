package io.tokenkeep.console.account;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/** Lists the keys of all accounts that a search finds. For one thread. */
final class KeyCollector extends SimpleCollector {

    private final List<byte[]> keys = new ArrayList<>();
    private SortedDocValues values = DocValues.emptySorted();
    /** Of the segment that is read, the numbers that its keys have in their order. */
    private FixedBitSet found = new FixedBitSet(1);

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        values = DocValues.getSorted(context.reader(), AccountFields.KEY);
        found = new FixedBitSet(Math.max(1, values.getValueCount()));
    }

    @Override
    public void collect(int document) throws IOException {
        if (values.advanceExact(document)) {
            found.set(values.ordValue());
        }
    }

    /** Keys lie in blocks, so it is many times faster to read them in their order. */
    @Override
    public void finish() throws IOException {
        for (int ord = found.nextSetBit(0); ord != DocIdSetIterator.NO_MORE_DOCS; ord = next(ord)) {
            BytesRef key = values.lookupOrd(ord);
            keys.add(Arrays.copyOfRange(key.bytes, key.offset, key.offset + key.length));
        }
        found = new FixedBitSet(1);
    }

    private int next(int ord) {
        return ord + 1 < found.length() ? found.nextSetBit(ord + 1) : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /** In the order of their bytes. */
    static List<byte[]> of(IndexSearcher searcher, Query query) throws IOException {
        return searcher.search(query, new Manager());
    }

    private static final class Manager implements CollectorManager<KeyCollector, List<byte[]>> {

        @Override
        public KeyCollector newCollector() {
            return new KeyCollector();
        }

        @Override
        public List<byte[]> reduce(Collection<KeyCollector> parts) {
            List<byte[]> all = new ArrayList<>();
            parts.forEach(part -> all.addAll(part.keys));
            // The keys of each segment are in order already, which this sort makes use of.
            all.sort(Arrays::compareUnsigned);
            return all;
        }
    }
}
