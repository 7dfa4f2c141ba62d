package io.tokenkeep.exchange.provider;

/** The provider has revoked everything that a person granted the app. */
public record Revoked() {}
