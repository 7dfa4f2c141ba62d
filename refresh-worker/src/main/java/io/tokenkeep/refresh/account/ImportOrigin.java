package io.tokenkeep.refresh.account;

import java.time.Instant;

/**
 * How an account began with an imported token. All imports have one rank, so this tells them apart.
 *
 * @param request the account command IMPORT
 * @param orderedAt the broker's time of it
 */
record ImportOrigin(String request, Instant orderedAt) {}
