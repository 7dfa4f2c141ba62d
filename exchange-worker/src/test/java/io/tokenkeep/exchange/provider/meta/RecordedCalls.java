package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Calls;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what it hears. */
final class RecordedCalls implements Calls {

    record Answered(Endpoint endpoint, @Nullable FailureKind failure, OptionalInt usage) {}

    final AtomicInteger sent = new AtomicInteger();
    final List<Answered> answered = new CopyOnWriteArrayList<>();
    final List<Integer> secrets = new CopyOnWriteArrayList<>();

    @Override
    public void sent() {
        sent.incrementAndGet();
    }

    @Override
    public void answered(Endpoint endpoint, @Nullable Failure failure, OptionalInt usage, Duration took) {
        answered.add(new Answered(endpoint, failure == null ? null : failure.kind(), usage));
    }

    @Override
    public void secretWorks(int position) {
        secrets.add(position);
    }
}
