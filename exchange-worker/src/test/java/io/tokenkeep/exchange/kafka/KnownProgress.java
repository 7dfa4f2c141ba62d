package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Progress of one partition as a test needs it, with a monotonic clock that stands still until it is moved. */
public final class KnownProgress {

    public static final int PARTITION = 0;
    public static final Duration CODE_LIFETIME = Duration.ofHours(1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final Progress progress;

    public KnownProgress(int codes) {
        ProgressLimits limits = ProgressLimits.of(codes, CODE_LIFETIME, Duration.ofHours(1), Duration.ofMinutes(1));
        progress = new Progress(limits, nanoTime::get);
        progress.begin(PARTITION);
    }

    public Progress progress() {
        return progress;
    }

    /** The partition is assigned, and its codes end here. */
    public void caughtUp(long codesEnd) {
        progress.codesEndAt(PARTITION, codesEnd);
        progress.caughtUp(PARTITION);
    }

    public void finished(String id, Instant at) {
        progress.finished(PARTITION, id, at);
        progress.forgetOld();
    }

    public void passes(Duration time) {
        nanoTime.addAndGet(time.toNanos());
        progress.forgetOld();
    }

    /** Another worker has the partition now, and has read nothing yet. */
    public void assignedAgain() {
        progress.begin(PARTITION);
    }

    public void revoked() {
        progress.forget(PARTITION);
    }
}
