package io.tokenkeep.kit;

import java.time.Duration;

/** Closes a process' work when the JVM is asked to end (SIGTERM, Ctrl-C), and lets the JVM end when the limit is over. */
public final class ShutdownHook {
    private final Thread hook;

    private ShutdownHook(Thread hook) {
        this.hook = hook;
    }

    /** Registers the hook; a process needs one. */
    public static ShutdownHook closing(Running running, Duration limit) {
        Thread hook = new Thread(() -> closeWithin(running, limit), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownHook(hook);
    }

    /** Removes the hook, for work that ends before the process does. */
    public void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, so the hook runs.
        }
    }

    /** Closes on a thread of its own, because the work may fail to return at the limit. */
    static void closeWithin(Running running, Duration limit) {
        Closer closer = new Closer();
        // A little less than the limit, so that work that keeps the limit is not reported late.
        Duration ownLimit = limit.multipliedBy(9).dividedBy(10);
        closer.addStep("process", limit, () -> running.close(ownLimit));
        closer.close(limit);
    }
}
