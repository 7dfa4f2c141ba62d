package io.tokenkeep.exchange.lane;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shares a lane's permits between apps: the next goes to the one that has fewest, and no app may have more than a multiple
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

    /** Permits an app has. Any thread. */
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
            if (queue.ready() == 0 || queue.throttled() || !mayTakeMore(queue, limit)) {
                continue;
            }
            if (next == null || queue.permits() < next.permits()) {
                next = queue;
            }
        }
        return next;
    }

    /** Whether an app's jobs are blocked although permits are free: it has its share, or its admission made it wait. */
    boolean isBlocked(AppQueue queue, int limit) {
        return queue.throttled() || (inUse < limit && !mayTakeMore(queue, limit));
    }

    void take(AppQueue queue) {
        queue.take();
        inUse++;
    }

    void giveBack(AppQueue queue) {
        queue.giveBack();
        inUse--;
    }

    private boolean mayTakeMore(AppQueue queue, int limit) {
        int free = limit - inUse;
        int permits = queue.permits();
        // The last one is for an app that has none.
        return free > 0 && (!shared || permits == 0 || (free > 1 && permits < (long) TIMES_FREE * free));
    }
}
