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

    /** {@code took}: gets the nanoseconds until the whole answer was here. */
    void send(int port, String path, LongConsumer took) {
        long began = System.nanoTime();
        sent.add(client.getLater(port, path).thenAccept(body -> took.accept(System.nanoTime() - began)));
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
