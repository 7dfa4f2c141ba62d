package io.tokenkeep.exchange.lane;

/** The right to be one of so many that work at a time: to call a provider, above all. Lives on the lane's event loop. */
@FunctionalInterface
public interface Permit {

    /** No more calls follow; what is left is to publish. Somebody else may begin meanwhile. Further calls do nothing. */
    void giveBack();
}
