package io.tokenkeep.exchange.kafka;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** One partition as a broker keeps it: records, and offsets that hold none a consumer would see. */
final class SimulatedLog {

    private final BitSet records = new BitSet();
    private int end;

    /** Appends a record, now and then after offsets that were compacted away or hold control records. */
    void append(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            skip(1 + random.nextInt(3));
        }
        records.set(end);
        end++;
    }

    /** Offsets at the end that hold no record: a transaction's marker, say. Returns how many. */
    int skip(int offsets) {
        end += offsets;
        return offsets;
    }

    int end() {
        return end;
    }

    int holes() {
        return end - records.cardinality();
    }

    /** Up to so many records from an offset on. */
    List<Long> from(long position, int most) {
        List<Long> found = new ArrayList<>();
        for (int at = records.nextSetBit((int) position);
                at >= 0 && found.size() < most;
                at = records.nextSetBit(at + 1)) {
            found.add((long) at);
        }
        return found;
    }

    /** The first record in a stretch that is not among {@code done}; -1 when all are. */
    long firstNotIn(BitSet done, long before) {
        for (int at = records.nextSetBit(0); at >= 0 && at < before; at = records.nextSetBit(at + 1)) {
            if (!done.get(at)) {
                return at;
            }
        }
        return -1;
    }
}
