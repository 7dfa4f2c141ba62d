package io.tokenkeep.exchange.provider;

/** The kinds of calls. The same answer means different things on different endpoints. */
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

    /** Whether the call exchanges a code or a token with the app's secret. */
    public boolean isExchange() {
        return this == EXCHANGE || this == UPGRADE;
    }
}
