package io.tokenkeep.exchange.provider;

/** Whose allowance of calls is used up. */
public enum Bucket {
    NONE,
    APP,
    USER,
    OBJECT
}
