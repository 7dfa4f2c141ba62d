package io.tokenkeep.kit.health;

import java.util.function.Supplier;

/** A part of a service that has a health check and can be closed. */
public interface Component extends AutoCloseable {
    /** Short and fixed, as in {@code kafka}; the key in the health answer. */
    String name();

    /** May block: the caller runs it on a worker thread with a time limit. */
    CheckResult check();

    @Override
    default void close() {}

    static Component of(String name, Supplier<CheckResult> check) {
        return new Component() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CheckResult check() {
                return check.get();
            }
        };
    }
}
