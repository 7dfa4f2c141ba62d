package io.tokenkeep.exchange.lane;

/** The right to call a provider; a lane has a bounded number of permits. Used on the lane's event loop only. */
@FunctionalInterface
public interface Permit {

    /** No more calls follow, and only publishing is left, so another job may begin. Further invocations do nothing. */
    void giveBack();
}
