package io.tokenkeep.exchange.provider;

/** The provider gave the app its own token. The token itself is not needed and is not kept. */
public record OwnToken() {}
