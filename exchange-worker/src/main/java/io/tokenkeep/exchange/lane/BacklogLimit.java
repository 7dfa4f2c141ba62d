package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.rate.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many jobs may be in the backlog of a lane, and how many of one app: as many as are still free, so that no app ever fills
 * the bound that all share. Logs when either is reached. Lives on the lane's event loop.
 */
final class BacklogLimit {

    /** Logged again only after a good deal has passed, not at each one that goes and comes. */
    private static final int LOG_AGAIN_BELOW = 2;

    private static final Logger log = LoggerFactory.getLogger(BacklogLimit.class);

    private final int most;
    private final int readAhead;
    private final LaneCounts counts;
    private final Admission admission;
    private boolean fullLogged;

    BacklogLimit(LaneLimits limits, LaneCounts counts, Admission admission) {
        this.most = limits.waiting();
        this.readAhead = limits.queue();
        this.counts = counts;
        this.admission = admission;
    }

    /** Whether no more records are taken. Any thread. */
    boolean isFull() {
        return counts.backlog() >= most;
    }

    /** Before a job is added: declines it where the backlog of its app is full. */
    void check(AppQueue app, Job job) {
        // What is read ahead waits for a permit alone, and is no backlog.
        boolean full = app.backlog() >= Math.max(readAhead, most - counts.backlog());
        if (full && job.callNanos() > 0) {
            job.decline(admission.backlogTime(app.app(), app.backlog()));
        }
        if (full && !app.declining()) {
            log.atWarn()
                    .addKeyValue("app", app.app())
                    .addKeyValue("backlog", app.backlog())
                    .log("the backlog of an app is full");
        }
        app.declining(full || (app.declining() && app.backlog() > readAhead / LOG_AGAIN_BELOW));
    }

    void logIfFull() {
        if (isFull() && !fullLogged) {
            fullLogged = true;
            log.atWarn().addKeyValue("waiting", most).log("no more records are read until some have passed");
        }
        fullLogged &= counts.backlog() > most / LOG_AGAIN_BELOW;
    }
}
