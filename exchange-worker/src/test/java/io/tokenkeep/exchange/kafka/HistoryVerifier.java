package io.tokenkeep.exchange.kafka;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Knows the truth of a history and what must never be: it sees what was finished, what the broker holds as committed,
 * and who owns what, and shares no code with the ledger.
 */
final class HistoryVerifier {

    private final SimulatedLog[] logs;
    private final BitSet[] done;
    private final long[] committed;
    private @Nullable String violation;

    HistoryVerifier(SimulatedLog[] logs) {
        this.logs = logs;
        this.done = new BitSet[logs.length];
        this.committed = new long[logs.length];
        for (int p = 0; p < logs.length; p++) {
            done[p] = new BitSet();
        }
    }

    /** What went wrong first; null while nothing did. */
    @Nullable
    String violation() {
        return violation;
    }

    long committed(int partition) {
        return committed[partition];
    }

    void finished(int partition, long offset) {
        done[partition].set((int) offset);
    }

    /** The broker took a commit. */
    void committed(int partition, long offset, boolean byOwner) {
        long unfinished = logs[partition].firstNotIn(done[partition], offset);
        if (!byOwner) {
            wrong("partition " + partition + " was committed by a member that does not own it");
        } else if (unfinished >= 0) {
            wrong("partition " + partition + " was committed to " + offset + " with " + unfinished + " not finished");
        } else if (offset < committed[partition]) {
            wrong("partition " + partition + " went back from " + committed[partition] + " to " + offset);
        } else if (offset > logs[partition].end()) {
            wrong("partition " + partition + " was committed beyond its end");
        }
        committed[partition] = offset;
    }

    /** A member takes a partition for surely its own. */
    void sure(int partition, boolean isOwner) {
        if (!isOwner) {
            wrong("a member is sure of partition " + partition + ", which another may own");
        }
    }

    boolean isDone() {
        for (int p = 0; p < logs.length; p++) {
            if (committed[p] != logs[p].end() || logs[p].firstNotIn(done[p], logs[p].end()) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** All was quiet for long. */
    void mustBeFinished() {
        for (int p = 0; p < logs.length; p++) {
            if (committed[p] != logs[p].end()) {
                wrong("partition " + p + " is committed to " + committed[p] + ", though all up to " + logs[p].end()
                        + " could be finished");
            }
        }
    }

    private void wrong(String what) {
        if (violation == null) {
            violation = what;
        }
    }
}
