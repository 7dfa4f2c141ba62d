package io.tokenkeep.kit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes parts in the reverse order of their opening, each within its own time limit. A part that is late or fails is logged by
 * name and does not keep the others open. Any thread may close; a second call waits for the first and does nothing more.
 */
public final class Closer implements Running {
    private static final Logger log = LoggerFactory.getLogger(Closer.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean closed;

    /** Remembers a part to close and returns it, so that one statement opens and remembers it. */
    public synchronized <T extends AutoCloseable> T add(String name, Duration limit, T opened) {
        addStep(name, limit, opened);
        return opened;
    }

    /** For a part without a common close method: a lambda that closes it. */
    public synchronized void addStep(String name, Duration limit, AutoCloseable close) {
        if (closed) {
            throw new IllegalStateException("already closed, cannot add " + name);
        }
        steps.push(new Step(name, limit, close));
    }

    /** Closes all, each within its own limit. */
    public void close() {
        close(Duration.ofDays(1));
    }

    /** Closes all parts. After the limit for all of them, the remaining parts are asked to close but not waited for. */
    @Override
    public synchronized void close(Duration limit) {
        closed = true;
        long end = System.nanoTime() + limit.toNanos();
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            step.close(Math.max(0, end - System.nanoTime()));
        }
    }

    private record Step(String name, Duration limit, AutoCloseable target) {
        /** Waits for the shorter of the two limits. Only a part that exceeds its own limit is interrupted. */
        void close(long nanosLeft) {
            Thread thread = new Thread(this::closeTarget, "close-" + name);
            thread.setDaemon(true);
            thread.start();
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.min(nanosLeft, limit.toNanos()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                log.atWarn().addKeyValue("component", name).log("not closed in time, continuing without it");
                if (nanosLeft >= limit.toNanos()) {
                    thread.interrupt();
                }
            }
        }

        private void closeTarget() {
            try {
                target.close();
            } catch (Throwable e) {
                // Even an Error must not keep the others open. Its message is not logged, because it may quote a
                // request.
                log.atWarn()
                        .addKeyValue("component", name)
                        .addKeyValue("failure", e.getClass().getName())
                        .log("closing failed");
            }
        }
    }
}
