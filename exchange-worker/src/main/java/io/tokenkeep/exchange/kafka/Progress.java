package io.tokenkeep.exchange.kafka;

import io.tokenkeep.avro.AuthorizationProgress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the codes of the assigned partitions: the provider's answer while a code is unfinished, only that it
 * is finished afterwards. Holds a week of ids, some 120 bytes each. Written by the poll thread and by the code lane after
 * their acknowledged writes; thread-safe.
 */
public final class Progress {

    /** How far a code is. */
    public sealed interface Entry {
        /** Since when it is so, as far as known. */
        Instant at();

        /** The provider has answered; the answer is sealed. */
        record Answered(AuthorizationProgress progress) implements Entry {
            @Override
            public Instant at() {
                return progress.getAnsweredAt();
            }

            @Override
            public String toString() {
                return "Answered";
            }
        }

        /** The provider has answered, and this version cannot read what: it may be the next version's. */
        record Unreadable(Instant at) implements Entry {}

        /** Nothing is left to do. */
        record Finished(Instant at) implements Entry {}
    }

    private final Map<Integer, Map<String, Entry>> partitions = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> caughtUp = new ConcurrentHashMap<>();

    /** The state of a code, null when nothing is known of it. Only meaningful once {@link #isCaughtUp}. */
    public @Nullable Entry find(int partition, String authorizationId) {
        Map<String, Entry> entries = partitions.get(partition);
        return entries == null ? null : entries.get(authorizationId);
    }

    /** Whether everything that was written before the partition was assigned has been read. */
    public boolean isCaughtUp(int partition) {
        return caughtUp.containsKey(partition);
    }

    /** An answer is on the topic. */
    public void answered(int partition, AuthorizationProgress progress) {
        Map<String, Entry> entries = partitions.get(partition);
        if (entries != null) {
            // A finished code never becomes unfinished, whatever order our own write and its echo come in.
            entries.merge(
                    progress.getAuthorizationId(),
                    new Entry.Answered(progress),
                    (held, next) -> held instanceof Entry.Finished ? held : next);
        }
    }

    /** Something is on the topic that cannot be read. */
    void unreadable(int partition, String authorizationId, Instant at) {
        Map<String, Entry> entries = partitions.get(partition);
        if (entries != null) {
            entries.putIfAbsent(authorizationId, new Entry.Unreadable(at));
        }
    }

    /** A code's null is on the topic. */
    public void finished(int partition, String authorizationId, Instant at) {
        Map<String, Entry> entries = partitions.get(partition);
        if (entries != null) {
            entries.put(authorizationId, new Entry.Finished(at));
        }
    }

    /** Forgets what is older than the topic keeps the codes themselves. */
    void forgetBefore(Instant time) {
        partitions.values().forEach(entries -> entries.values()
                .removeIf(entry -> entry.at().isBefore(time)));
    }

    void begin(int partition) {
        partitions.put(partition, new ConcurrentHashMap<>());
    }

    void caughtUp(int partition) {
        caughtUp.put(partition, true);
    }

    void forget(int partition) {
        caughtUp.remove(partition);
        partitions.remove(partition);
    }
}
