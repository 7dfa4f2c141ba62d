package io.tokenkeep.refresh.stream;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one task that have waited longest, among those that were updated since the task started. An account that is
 * late is updated again and again. Holds a bounded number of accounts; the ones that wait shortest are left out. One task's
 * thread uses it.
 */
final class LongestOverdue {

    private final int most;
    private final Map<String, DueKey> places = new HashMap<>();
    private final TreeSet<DueKey> oldest =
            new TreeSet<>(Comparator.comparing(DueKey::at).thenComparing(DueKey::account));

    LongestOverdue(int most) {
        this.most = most;
    }

    /** {@code since}: null if the account waits no longer. */
    void set(String account, @Nullable Instant since) {
        DueKey before = places.remove(account);
        if (before != null) {
            oldest.remove(before);
        }
        if (since != null) {
            DueKey place = new DueKey(since, account);
            places.put(account, place);
            oldest.add(place);
        }
        if (oldest.size() > most) {
            places.remove(oldest.last().account());
            oldest.remove(oldest.last());
        }
    }

    /** Since when the longest-waiting account has waited, or {@code other} if that is earlier. */
    Instant since(Instant other) {
        return oldest.isEmpty() || other.isBefore(oldest.first().at())
                ? other
                : oldest.first().at();
    }
}
