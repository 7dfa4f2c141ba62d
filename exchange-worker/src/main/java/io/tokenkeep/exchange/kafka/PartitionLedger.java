package io.tokenkeep.exchange.kafka;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The offsets of one partition that are in flight. The lowest of them may be committed. If none is in flight, the consumer's
 * own position may be committed; it also passes over holes and control records. Each assignment of a partition has its own
 * ledger, so a late completion cannot reach the ledger of a newer assignment. Owned by the poll thread.
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

    /** The work of a record is finished: its results are acknowledged. */
    void finish(long offset) {
        if (!inFlight.remove(offset)) {
            throw new IllegalStateException("offset " + offset + " is not in flight");
        }
    }

    /** The consumer is at {@code consumerPosition}, and every record below it has begun. */
    void advance(long consumerPosition) {
        position = Math.max(position, consumerPosition);
    }

    /** The offset to commit: every record below it is finished. Empty until an offset of the partition is known. */
    OptionalLong committable() {
        if (!inFlight.isEmpty()) {
            return OptionalLong.of(inFlight.first());
        }
        return position == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /** Whether a commit would move the committed offset. */
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

    /** How many offsets lie between the committable one and the last one read. After a crash now, they would be read again. */
    long gap() {
        return inFlight.isEmpty() ? 0 : position - inFlight.first();
    }
}
