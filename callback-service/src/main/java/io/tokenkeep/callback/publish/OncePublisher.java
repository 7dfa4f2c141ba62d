package io.tokenkeep.callback.publish;

import io.tokenkeep.avro.AuthorizationCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Publishes no code twice that this process knows it published or is publishing; it remembers a bounded number. Another
 * instance may still repeat one, which exchange-worker recognises by its authorizationId. Thread-safe.
 */
public final class OncePublisher implements CodePublisher {

    private final CodePublisher next;
    private final Map<String, Future<Void>> inFlight = new HashMap<>();
    private final Map<String, Boolean> published;

    public OncePublisher(CodePublisher next, int remembered) {
        this.next = next;
        this.published = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > remembered;
            }
        };
    }

    @Override
    public Future<Void> publish(AuthorizationCode code) {
        String id = code.getAuthorizationId();
        Future<Void> publishing;
        synchronized (this) {
            if (published.containsKey(id)) {
                return Future.succeededFuture();
            }
            Future<Void> begun = inFlight.get(id);
            if (begun != null) {
                return begun;
            }
            publishing = next.publish(code);
            inFlight.put(id, publishing);
        }
        return publishing.andThen(result -> finished(id, result.succeeded()));
    }

    private synchronized void finished(String id, boolean succeeded) {
        inFlight.remove(id);
        if (succeeded) {
            published.put(id, true);
        }
    }
}
