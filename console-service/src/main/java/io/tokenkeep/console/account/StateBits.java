package io.tokenkeep.console.account;

import io.tokenkeep.avro.StatusState;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.FixedBitSet;

/**
 * For each segment that is open, which of its documents are in which state, also of those that were replaced since: one bit for each state
 * that occurs, which never changes. Thread-safe.
 */
final class StateBits {

    private final Map<IndexReader.CacheKey, Map<StatusState, FixedBitSet>> segments = new ConcurrentHashMap<>();

    Map<StatusState, FixedBitSet> of(LeafReader segment) throws IOException {
        IndexReader.CacheHelper core = segment.getCoreCacheHelper();
        Map<StatusState, FixedBitSet> known = segments.get(core.getKey());
        if (known != null) {
            return known;
        }
        Map<StatusState, FixedBitSet> read = read(segment);
        // The search that reads it holds it open, so it is not closed before it is kept.
        core.addClosedListener(segments::remove);
        segments.put(core.getKey(), read);
        return read;
    }

    /** How many segments it holds. */
    int size() {
        return segments.size();
    }

    private static Map<StatusState, FixedBitSet> read(LeafReader segment) throws IOException {
        Map<StatusState, FixedBitSet> bits = new EnumMap<>(StatusState.class);
        for (StatusState state : StatusState.values()) {
            PostingsEnum documents = segment.postings(new Term(AccountFields.STATE, state.name()), PostingsEnum.NONE);
            if (documents != null) {
                FixedBitSet all = new FixedBitSet(segment.maxDoc());
                all.or(documents);
                bits.put(state, all);
            }
        }
        return bits;
    }
}
