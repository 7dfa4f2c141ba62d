package io.tokenkeep.exchange.provider;

/** The calls there are. The same answer means different things to different ones. */
public enum Endpoint {
    EXCHANGE,
    UPGRADE,
    REFRESH,
    ME,
    INSPECT,
    PAGES,
    /** One Page by its id. */
    PAGE,
    /** The business portfolios of a person, and the Pages of one. */
    BUSINESSES,
    REVOKE,
    OWN_TOKEN;

    /** Whether it turns something into a token by the app's secret. */
    public boolean isExchange() {
        return this == EXCHANGE || this == UPGRADE;
    }
}
