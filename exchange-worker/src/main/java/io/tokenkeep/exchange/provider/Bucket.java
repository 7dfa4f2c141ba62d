package io.tokenkeep.exchange.provider;

/** Whose budget of calls is used up. */
public enum Bucket {
    NONE,
    APP,
    USER,
    OBJECT
}
