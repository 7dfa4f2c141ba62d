package io.tokenkeep.exchange.lane;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shares a lane's permits between apps. The next permit goes to the app that holds the fewest, and no app may hold more than a
 * multiple of the free permits. So an app whose calls all hang leaves permits for other apps, and two such apps leave some too.
 * Network switches share their memory by the same dynamic threshold. Changed on the lane's event loop only.
 */
final class FairShares {

    /** One app that takes all it can leaves a ninth of the permits free; two such apps leave a seventeenth. */
    private static final int TIMES_FREE = 8;

    private final Map<String, AppQueue> apps = new ConcurrentHashMap<>();
    private final boolean shared;
    private int inUse;

    /** @param shared whether there may be more than one app; a single app leaves no permit free */
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

    /** The app whose job starts next if there are {@code limit} permits in all; null if none may start. */
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

    /** Whether an app's jobs are blocked although permits are free: it holds its share, or its admission made it wait. */
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
        // The last permit is for an app that holds none.
        return free > 0 && (!shared || permits == 0 || (free > 1 && permits < (long) TIMES_FREE * free));
    }
}
