package io.tokenkeep.soak;

import org.jspecify.annotations.Nullable;

/** Reads on a thread of its own until it is stopped. Then the thread that stopped it may use the reader. */
final class Reading {

    private static final long END_MILLIS = 30_000;

    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    Reading(Outside outside) {
        this.thread = new Thread(() -> read(outside), "reading");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(Outside outside) {
        try {
            while (!stopped) {
                outside.read();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join(END_MILLIS);
        if (thread.isAlive() || failure != null) {
            throw new IllegalStateException("the topics could not be read", failure);
        }
    }
}
