package io.tokenkeep.kit.health;

import java.util.function.Supplier;

/** A part of a service that can be asked whether it works and that can be closed. */
public interface Component extends AutoCloseable {
    /** Short and fixed, as in {@code kafka}; the key in the health answer. */
    String name();

    /** May block for as long as it must: the caller has a thread to spare and a time limit. */
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
