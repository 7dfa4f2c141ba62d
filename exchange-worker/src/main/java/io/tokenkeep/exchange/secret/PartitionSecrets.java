package io.tokenkeep.exchange.secret;

import io.tokenkeep.avro.RefreshSecret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of one assigned partition, as their records. A record that was overtaken, because a higher one stands
 * before it in the topic, would be the one that compaction keeps; so the higher one has to be written again. Thread-safe.
 */
final class PartitionSecrets {

    private final Map<String, Entry> byAccount = new HashMap<>();
    private final Set<String> overtaken = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private boolean caughtUp;

    /**
     * What is known of an account.
     *
     * @param read the order of the highest record that was read from the topic; what this worker writes may be higher
     * @param value the record that counts; null if the account has no refresh token any more
     */
    private record Entry(
            SecretOrder order, SecretOrder read, @Nullable RefreshSecret value) {}

    synchronized @Nullable RefreshSecret find(String account) {
        Entry entry = byAccount.get(account);
        return entry == null ? null : entry.value;
    }

    /** This worker has written the record. */
    synchronized void written(String account, SecretOrder order, @Nullable RefreshSecret value) {
        Entry held = byAccount.get(account);
        if (held == null || order.compareTo(held.order) > 0) {
            byAccount.put(account, new Entry(order, held == null ? order : held.read, value));
        }
    }

    /** The record stands in the topic. */
    synchronized void read(String account, SecretOrder order, RefreshSecret value) {
        Entry held = byAccount.get(account);
        if (held == null) {
            byAccount.put(account, new Entry(order, order, value));
            unreadable.remove(account);
            return;
        }
        if (order.compareTo(held.read) < 0) {
            overtaken.add(account);
            return;
        }
        overtaken.remove(account);
        unreadable.remove(account);
        byAccount.put(
                account,
                order.compareTo(held.order) >= 0
                        ? new Entry(order, order, value)
                        : new Entry(held.order, order, held.value));
    }

    /** A null stands in the topic: the account has no refresh token any more, unless this worker wrote one after the null. */
    synchronized void removed(String account) {
        Entry held = byAccount.get(account);
        if (held != null && (held.value == null || held.order.equals(held.read))) {
            byAccount.put(account, new Entry(held.order, held.order, null));
        }
        overtaken.remove(account);
        unreadable.remove(account);
    }

    /** A record of the account stands in the topic that this version cannot read. A newer version may have written it. */
    synchronized void unreadable(String account) {
        unreadable.add(account);
    }

    /** Whether the last record of the account cannot be read. */
    synchronized boolean isUnreadable(String account) {
        return unreadable.contains(account);
    }

    /** Accounts whose last record in the topic is not the one that counts. They are named once. */
    synchronized List<String> takeOvertaken() {
        if (!caughtUp) {
            return List.of();
        }
        List<String> all = List.copyOf(overtaken);
        overtaken.clear();
        return all;
    }

    synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    synchronized void caughtUp() {
        caughtUp = true;
    }

    synchronized int size() {
        return byAccount.size();
    }
}
