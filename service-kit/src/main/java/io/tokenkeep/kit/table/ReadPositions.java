package io.tokenkeep.kit.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Up to where a follower has read its topic, and who waits until it has read further. Thread-safe. */
public final class ReadPositions {

    private final String topic;
    private final List<Waiting> waiting = new ArrayList<>();
    private Map<Integer, Long> nextOffsets = Map.of();

    private record Waiting(Position position, CompletableFuture<Void> reached) {}

    /** @param topic by its name in the catalogue */
    public ReadPositions(String topic) {
        this.topic = topic;
    }

    /** The topic, by its name in the catalogue. */
    public String topic() {
        return topic;
    }

    /** Completes when everything up to this position has been read; cancelling it ends the wait. */
    public synchronized CompletableFuture<Void> reached(Position position) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        if (isReached(position)) {
            reached.complete(null);
        } else {
            waiting.add(new Waiting(position, reached));
        }
        return reached;
    }

    /** The partitions of the topic; none before the first read. */
    synchronized Set<Integer> partitions() {
        return nextOffsets.keySet();
    }

    /** The last position that was read of each partition that has records. */
    public synchronized List<Position> last() {
        return nextOffsets.entrySet().stream()
                .filter(next -> next.getValue() > 0)
                .map(next -> new Position(topic, next.getKey(), next.getValue() - 1))
                .toList();
    }

    /** Called by the follower's store after each read, with the next offset of each partition. Completes futures on this thread. */
    public void upTo(Map<Integer, Long> offsets) {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        synchronized (this) {
            nextOffsets = Map.copyOf(offsets);
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting one = all.next();
                if (one.reached.isDone()) {
                    all.remove();
                } else if (isReached(one.position)) {
                    all.remove();
                    reached.add(one.reached);
                }
            }
        }
        reached.forEach(one -> one.complete(null));
    }

    /** Whether everything up to this position has been read. */
    public synchronized boolean isReached(Position position) {
        return nextOffsets.getOrDefault(position.partition(), 0L) > position.offset();
    }
}
