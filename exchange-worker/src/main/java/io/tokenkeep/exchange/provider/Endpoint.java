package io.tokenkeep.exchange.provider;

/** The calls there are. The same answer means different things to different ones. */
public enum Endpoint {
    EXCHANGE,
    UPGRADE,
    REFRESH,
    ME,
    INSPECT
}
