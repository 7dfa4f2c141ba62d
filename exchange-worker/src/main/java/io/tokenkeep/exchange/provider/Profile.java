package io.tokenkeep.exchange.provider;

import org.jspecify.annotations.Nullable;

/** Whose token it is: the account's id as text, and a name to show when there is one. */
public record Profile(String accountId, @Nullable String displayName) {}
