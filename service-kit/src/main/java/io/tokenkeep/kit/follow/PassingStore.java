package io.tokenkeep.kit.follow;

import io.tokenkeep.kit.health.CheckResult;
import java.util.function.BiConsumer;

/**
 * Holds nothing: passes each record to what holds it, which has its own bound, size and health. For topics whose records all have a
 * value. Thread-safe if {@code next} is.
 */
public class PassingStore<V> implements TopicStore<V> {

    private final BiConsumer<V, RecordPlace> next;
    private volatile boolean caughtUp;

    /** @param next called on a follower's thread; must not throw */
    public PassingStore(BiConsumer<V, RecordPlace> next) {
        this.next = next;
    }

    @Override
    public final void add(String key, V value, RecordPlace place) {
        next.accept(value, place);
    }

    @Override
    public final void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public final boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public int limit() {
        return 0;
    }

    @Override
    public CheckResult check() {
        return CheckResult.ok();
    }
}
