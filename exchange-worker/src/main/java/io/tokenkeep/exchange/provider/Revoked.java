package io.tokenkeep.exchange.provider;

/** The provider has taken back everything a person granted the app. */
public record Revoked() {}
