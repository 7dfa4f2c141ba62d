package io.tokenkeep.simulator.http;

import java.util.function.Supplier;

/**
 * One request to an endpoint, in two steps, so that a fault can come before, instead of or after its effect. Used on
 * the event loop only.
 */
public interface ApiCall {

    /** The app and person of the call, as far as they are known before the effect. */
    Subject subject();

    /** Takes effect, once at most, and returns the answer. */
    Answer perform();

    /** Called after an answer was written to the socket. */
    default void answered() {}

    /** Called after the connection was closed without an answer. */
    default void dropped() {}

    /** Called when the caller has left before the effect, which therefore does not happen. */
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
