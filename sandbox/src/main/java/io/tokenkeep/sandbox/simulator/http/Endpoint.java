package io.tokenkeep.sandbox.simulator.http;

/** What a call asks for. */
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
    /** In a rule: all of them. */
    ANY;

    public boolean covers(Endpoint other) {
        return this == ANY || this == other;
    }
}
