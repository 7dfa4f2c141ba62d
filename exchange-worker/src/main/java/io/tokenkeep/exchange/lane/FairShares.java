package io.tokenkeep.exchange.lane;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shares a lane's permits between apps: the next goes to whoever holds fewest, and no app may hold more than a multiple
 * of what is free. So one whose every call hangs leaves room for the others before they come, and two leave some too: the
 * dynamic threshold that switches use to share their memory. Changed on the lane's event loop alone.
 */
final class FairShares {

    /** One greedy app leaves a ninth of the permits free, two a seventeenth. */
    private static final int TIMES_FREE = 8;

    private final Map<String, AppQueue> apps = new ConcurrentHashMap<>();
    private final boolean shared;
    private int inUse;

    /** @param shared whether there may be more than one app; a single one needs to leave nothing */
    FairShares(boolean shared) {
        this.shared = shared;
    }

    AppQueue of(String app) {
        return apps.computeIfAbsent(app, AppQueue::new);
    }

    /** Permits an app holds. Any thread. */
    int permits(String app) {
        AppQueue queue = apps.get(app);
        return queue == null ? 0 : queue.permits();
    }

    Collection<AppQueue> all() {
        return apps.values();
    }

    int inUse() {
        return inUse;
    }

    /** Whose job starts next, if {@code limit} permits are there in all; null when none may. */
    @Nullable
    AppQueue next(int limit) {
        AppQueue next = null;
        for (AppQueue queue : apps.values()) {
            if (queue.ready() == 0 || queue.held() || !mayHoldMore(queue, limit)) {
                continue;
            }
            if (next == null || queue.permits() < next.permits()) {
                next = queue;
            }
        }
        return next;
    }

    /** Whether an app's jobs stand although permits are free: it holds its share, or was told to wait. */
    boolean stands(AppQueue queue, int limit) {
        return queue.held() || (inUse < limit && !mayHoldMore(queue, limit));
    }

    void take(AppQueue queue) {
        queue.take();
        inUse++;
    }

    void giveBack(AppQueue queue) {
        queue.giveBack();
        inUse--;
    }

    private boolean mayHoldMore(AppQueue queue, int limit) {
        int free = limit - inUse;
        int held = queue.permits();
        // The last one is for whoever has none.
        return free > 0 && (!shared || held == 0 || (free > 1 && held < (long) TIMES_FREE * free));
    }
}
