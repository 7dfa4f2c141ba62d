package io.tokenkeep.exchange.provider;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Hears of every call that is made for an app. Called on event loops; must not block. */
public interface Calls {

    /** Listens to nothing. */
    Calls UNHEARD = new Calls() {
        @Override
        public void sent() {}

        @Override
        public void answered(Endpoint endpoint, @Nullable Failure failure, OptionalInt usage, Duration took) {}

        @Override
        public void secretWorks(int position) {}
    };

    /** A request goes out. */
    void sent();

    /**
     * A call came to its end.
     *
     * @param failure what it failed by; null when it brought what was asked
     * @param usage how much of the app's own allowance is used, in percent, where the answer names it
     */
    void answered(Endpoint endpoint, @Nullable Failure failure, OptionalInt usage, Duration took);

    /** Another of the app's secrets than before was accepted. Positions count from 1. */
    void secretWorks(int position);
}
