package io.tokenkeep.simulator.http;

import java.util.function.Supplier;

/**
 * One request to an endpoint, in two steps, so that a fault can come before, instead of or after its effect. Used on
 * the event loop only.
 */
public interface ApiCall {

    /** Whom the call is about, as far as can be known before it takes effect. */
    Subject subject();

    /** Takes effect, once at most, and says what to answer. */
    Answer perform();

    /** An answer was handed to the socket. */
    default void answered() {}

    /** The connection was closed without an answer. */
    default void dropped() {}

    /** The caller went away before the effect, which therefore does not happen. */
    default void callerGone() {}

    static ApiCall of(Subject subject, Supplier<Answer> effect) {
        return new ApiCall() {
            @Override
            public Subject subject() {
                return subject;
            }

            @Override
            public Answer perform() {
                return effect.get();
            }
        };
    }
}
