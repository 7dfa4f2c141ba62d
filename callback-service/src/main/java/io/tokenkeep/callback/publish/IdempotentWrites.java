package io.tokenkeep.callback.publish;

import io.tokenkeep.kit.bounded.BoundedMap;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes each record once, as far as this process remembers. It remembers a bounded number of ids and forgets the oldest; a
 * forgotten record that is repeated is written again under the same id. Thread-safe.
 */
public final class IdempotentWrites {

    /** Bounded by the number of records that may be on their way to Kafka. */
    private final Map<String, Future<Void>> inFlight = new HashMap<>();

    private final BoundedMap<String, Boolean> written;

    public IdempotentWrites(int remembered) {
        this.written = BoundedMap.byInsertion(remembered);
    }

    /** Succeeds when the record of this id is written, now or before; a failed write may be tried again. */
    public Future<Void> write(String id, Supplier<Future<Void>> write) {
        Future<Void> writing;
        synchronized (this) {
            if (written.contains(id)) {
                return Future.succeededFuture();
            }
            Future<Void> begun = inFlight.get(id);
            if (begun != null) {
                return begun;
            }
            writing = write.get();
            inFlight.put(id, writing);
        }
        return writing.andThen(result -> finished(id, result.succeeded()));
    }

    public synchronized boolean isWritten(String id) {
        return written.contains(id);
    }

    private synchronized void finished(String id, boolean succeeded) {
        inFlight.remove(id);
        if (succeeded) {
            written.put(id, true);
        }
    }
}
