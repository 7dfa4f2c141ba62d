package io.tokenkeep.simulator.http;

/** The kinds of call. */
public enum Endpoint {
    AUTHORIZE,
    /** A code for a short-lived token. */
    CODE,
    /** A short-lived token for a long-lived one. */
    UPGRADE,
    REFRESH,
    ME,
    DEBUG,
    APP_TOKEN,
    /** The Pages a person runs. */
    ACCOUNTS,
    /** One Page. */
    PAGE,
    /** A person's business portfolios, and the Pages of one. */
    BUSINESSES,
    /** A person's permissions, and their revocation. */
    PERMISSIONS,
    /** The end of a system user's token. */
    REVOKE,
    /** In a fault rule: every endpoint. */
    ANY;

    public boolean covers(Endpoint other) {
        return this == ANY || this == other;
    }
}
