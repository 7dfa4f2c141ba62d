package io.tokenkeep.exchange.provider;

/** The provider gave the app a token of its own. The token itself is of no use here and is not kept. */
public record OwnToken() {}
