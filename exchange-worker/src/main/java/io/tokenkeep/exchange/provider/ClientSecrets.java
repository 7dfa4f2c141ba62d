package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An app's secrets, tried one after the other from the one that worked last. A call that is refused because of its secret is
 * repeated with the next secret; each secret is tried at most once per call. Thread-safe.
 */
public final class ClientSecrets {

    private final List<Secret> secrets;
    private final Calls calls;
    private final AtomicInteger working = new AtomicInteger();

    /** @param calls notified when a different secret than before is accepted */
    public ClientSecrets(List<Secret> secrets, Calls calls) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("an app needs at least one client secret");
        }
        this.secrets = List.copyOf(secrets);
        this.calls = calls;
    }

    public <T> Future<Reply<T>> call(Function<Secret, Future<Reply<T>>> call) {
        return attempt(call, working.get(), 1);
    }

    private <T> Future<Reply<T>> attempt(Function<Secret, Future<Reply<T>>> call, int index, int tried) {
        return call.apply(secrets.get(index))
                .compose(reply -> reply.match(
                        value -> {
                            if (working.getAndSet(index) != index) {
                                calls.secretWorks(index + 1);
                            }
                            return Future.succeededFuture(reply);
                        },
                        failure -> {
                            if (failure.kind() != FailureKind.SECRET_REFUSED) {
                                return Future.succeededFuture(reply);
                            }
                            return tried < secrets.size()
                                    ? attempt(call, (index + 1) % secrets.size(), tried + 1)
                                    : Future.succeededFuture(Reply.failed(failure.as(FailureKind.MISCONFIGURED)));
                        }));
    }
}
