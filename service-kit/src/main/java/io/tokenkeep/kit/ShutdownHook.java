package io.tokenkeep.kit;

import java.time.Duration;

/** Closes a process' work when the JVM is asked to end (SIGTERM, Ctrl-C), and lets it end when the time is over. */
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

    /** Takes the hook back, where the work ends before the process does. */
    public void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, which is what it is for.
        }
    }

    /** On a thread of its own, for what runs may forget its promise to return at the limit. */
    static void closeWithin(Running running, Duration limit) {
        Closer closer = new Closer();
        // A little less, so that what keeps its promise is not reported late.
        Duration ownLimit = limit.multipliedBy(9).dividedBy(10);
        closer.addStep("process", limit, () -> running.close(ownLimit));
        closer.close(limit);
    }
}
