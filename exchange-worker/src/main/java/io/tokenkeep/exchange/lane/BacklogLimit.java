package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.rate.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the backlog of a lane, and the backlog of each app to the number of free places. So no app fills the bound that all
 * share. Logs when either bound is reached. Used on the lane's event loop only.
 */
final class BacklogLimit {

    /** A full backlog is logged again only after the backlog has halved, and not for each job. */
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

    /** Whether the lane takes no more records. Any thread. */
    boolean isFull() {
        return counts.backlog() >= most;
    }

    /** To be called before a job is added. Declines the job if the backlog of its app is full. */
    void check(AppQueue app, Job job) {
        // Records that are read ahead wait only for a permit, and are no backlog.
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
            log.atWarn()
                    .addKeyValue("waiting", most)
                    .log("the backlog of the lane is full: no more records are read until it is shorter");
        }
        fullLogged &= counts.backlog() > most / LOG_AGAIN_BELOW;
    }
}
