package io.tokenkeep.kit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, the last first, each within its own time limit. One that is late or fails is logged by name
 * and does not keep the others open. Any thread may close; a second call waits for the first and does nothing more.
 */
public final class Closer implements Running {
    private static final Logger log = LoggerFactory.getLogger(Closer.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean closed;

    /** Remembers something to close and returns it, so that it can be opened in the same line. */
    public synchronized <T extends AutoCloseable> T add(String name, Duration limit, T opened) {
        addStep(name, limit, opened);
        return opened;
    }

    /** For what has no close method of the common form: a lambda that closes it. */
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

    /** Closes all; past the limit for the whole the rest is still asked to close, and not waited for. */
    @Override
    public synchronized void close(Duration limit) {
        closed = true;
        long end = System.nanoTime() + limit.toNanos();
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            long left = Math.max(0, end - System.nanoTime());
            step.close(Math.min(left, step.limit().toNanos()));
        }
    }

    private record Step(String name, Duration limit, AutoCloseable target) {
        void close(long nanos) {
            FutureTask<Void> closing = new FutureTask<>(() -> {
                target.close();
                return null;
            });
            Thread thread = new Thread(closing, "close-" + name);
            thread.setDaemon(true);
            thread.start();
            try {
                closing.get(nanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                closing.cancel(true);
                log.atWarn().addKeyValue("component", name).log("not closed in time, going on without it");
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                log.atWarn()
                        .addKeyValue("component", name)
                        .addKeyValue("failure", cause.getClass().getName())
                        .log("closing failed");
            } catch (InterruptedException e) {
                closing.cancel(true);
                Thread.currentThread().interrupt();
            }
        }
    }
}
