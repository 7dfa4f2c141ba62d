package io.tokenkeep.callback.publish;

import io.tokenkeep.avro.AuthorizationCode;
import io.vertx.core.Future;

/**
 * Publishes each code once, as far as this process remembers; it remembers a bounded number. Another instance may repeat a
 * code, and exchange-worker recognises it by its authorizationId. Thread-safe.
 */
public final class OncePublisher implements CodePublisher {

    private final CodePublisher next;
    private final IdempotentWrites writes;

    public OncePublisher(CodePublisher next, int remembered) {
        this.next = next;
        this.writes = new IdempotentWrites(remembered);
    }

    @Override
    public Future<Void> publish(AuthorizationCode code) {
        return writes.write(code.getAuthorizationId(), () -> next.publish(code));
    }
}
