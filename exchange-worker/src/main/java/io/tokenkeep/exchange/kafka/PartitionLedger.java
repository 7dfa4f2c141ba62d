package io.tokenkeep.exchange.kafka;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The offsets of one partition that are in flight. What may be committed is the lowest of them, or, when nothing is in
 * flight, the consumer's own position, which also passes over holes and control records. One assignment of a partition
 * has one ledger: a completion that comes for an older one finds nobody. Owned by the poll thread.
 */
class PartitionLedger {

    private static final long UNKNOWN = -1;

    private final TreeSet<Long> inFlight = new TreeSet<>();
    private long position = UNKNOWN;
    private long committed = UNKNOWN;

    /** A record was read and its work begins. Offsets come in ascending order. */
    void begin(long offset) {
        if (offset < position) {
            throw new IllegalStateException("offset " + offset + " was read before, position is " + position);
        }
        inFlight.add(offset);
        position = offset + 1;
    }

    /** The work of a record is finished for good: its results are acknowledged. */
    void finish(long offset) {
        if (!inFlight.remove(offset)) {
            throw new IllegalStateException("offset " + offset + " is not in flight");
        }
    }

    /** The consumer stands at {@code consumerPosition} and has no record below it that has not begun. */
    void advance(long consumerPosition) {
        position = Math.max(position, consumerPosition);
    }

    /** The offset to commit: all below it is finished. Empty until anything is known of the partition. */
    OptionalLong committable() {
        if (!inFlight.isEmpty()) {
            return OptionalLong.of(inFlight.first());
        }
        return position == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /** Whether a commit would move anything. */
    boolean moved() {
        return committable().orElse(UNKNOWN) > committed;
    }

    /** A commit of this offset was acknowledged. */
    void committed(long offset) {
        committed = Math.max(committed, offset);
    }

    int size() {
        return inFlight.size();
    }

    /** How far reading is ahead of what may be committed: what a crash now would have looked at again. */
    long gap() {
        return inFlight.isEmpty() ? 0 : position - inFlight.first();
    }
}
