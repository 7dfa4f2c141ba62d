package io.tokenkeep.exchange.provider;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Receives a report of every call that is made for an app. Called on event loops; must not block. */
public interface Calls {

    /** Ignores all reports. */
    Calls UNHEARD = new Calls() {
        @Override
        public void sent() {}

        @Override
        public void answered(Endpoint endpoint, @Nullable Failure failure, OptionalInt usage, Duration took) {}

        @Override
        public void secretWorks(int position) {}
    };

    /** A request is sent. */
    void sent();

    /**
     * A call has ended.
     *
     * @param failure null if the call succeeded
     * @param usage how much of the app's own allowance is used, in percent, if the answer names it
     */
    void answered(Endpoint endpoint, @Nullable Failure failure, OptionalInt usage, Duration took);

    /** A different client secret of the app than before was accepted. Positions count from 1. */
    void secretWorks(int position);
}
