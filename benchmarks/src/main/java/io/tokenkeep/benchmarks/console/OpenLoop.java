package io.tokenkeep.benchmarks.console;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/** Sends requests whether or not earlier ones are answered, so that a slow answer shows in all that wait behind it. Thread-safe. */
final class OpenLoop implements AutoCloseable {

    private final ConsoleClient client;
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> sent = new ConcurrentLinkedQueue<>();

    OpenLoop(ConsoleClient client) {
        this.client = client;
    }

    /**
     * Sends a request.
     *
     * @param due when it was to be sent, by {@link System#nanoTime}: what is sent late waits from then on
     * @param took gets the nanoseconds from then until the whole answer was here
     */
    void send(int port, String path, long due, LongConsumer took) {
        sent.add(client.getLater(port, path).thenAccept(body -> took.accept(System.nanoTime() - due)));
    }

    /** Waits for all answers. Fails if one was no 200. */
    @Override
    public void close() {
        CompletableFuture<Void> next = sent.poll();
        while (next != null) {
            next.join();
            next = sent.poll();
        }
    }
}
